"""A contributor writes a goal down, with the coach beside the text: it says why, asks, and never stands in the way."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot
from harbour import BEN

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
WORK, CHANGE = "Launch the berth portal with three workshops", "Skippers know their berth a week before they arrive"


def test_the_coach_follows_what_is_typed(harbour, page_at, view):
    width, _, scheme = view
    page = harbour.enter(page_at(width, scheme), BEN, "goals", "new")
    coach = page.get_by_role("complementary", name="The coach")
    expect(coach).to_contain_text("The coach reads along")
    page.get_by_label("Title").press_sequentially(WORK, delay=5)
    expect(coach).to_contain_text("This is something we will do")
    expect(coach.locator("mark").first).to_have_text("Launch")
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_value(WORK)
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"coach-goal-{width}-{scheme}", full_page=True)
    page.get_by_label("Title").fill(CHANGE)
    expect(coach).to_contain_text("This names a change")
    page.get_by_label("Title").fill("")
    expect(coach).to_contain_text("The coach reads along")


def test_a_lost_connection_costs_only_the_advice(harbour, page_at):
    page = harbour.enter(page_at(), BEN, "goals", "new")
    page.route("**/coach/goal*", lambda route: route.abort())
    page.get_by_label("Title").fill(WORK)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("h1")).to_have_text(WORK)


def test_an_answer_to_what_stood_there_before_is_not_waited_for(harbour, page_at):
    page = page_at()
    page.clock.install()
    harbour.enter(page, BEN, "goals", "new")
    page.clock.pause_at(datetime.now() + timedelta(hours=1))  # From here on only the test lets time pass.
    held = []
    page.route("**/coach/goal*", lambda route: held.append(route))
    with page.expect_request("**/coach/goal*"):
        page.get_by_label("Title").fill(WORK)
        page.clock.run_for(400)
    with page.expect_event("requestfailed", timeout=5_000):
        page.get_by_label("Title").fill(CHANGE)
    for route in held:
        route.abort()


@SCRIPT
def test_from_the_first_words_to_a_key_result(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), BEN, "goals", "new")
    page.get_by_label("Title").fill(WORK)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("h1")).to_have_text(WORK)
    expect(page.locator(".coach")).to_contain_text("This is something we will do")
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.locator(".coach")).to_contain_text("This is something we will do")
    page.get_by_label("Title").fill(CHANGE)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text(CHANGE)
    page.get_by_role("link", name="Give it a key result").first.click()
    page.get_by_label("Title").fill("Skippers who ask for their berth on arrival")
    page.get_by_role("textbox", name="Baseline", exact=True).fill("40")
    page.get_by_role("textbox", name="Target", exact=True).fill("60")
    page.locator("#direction").select_option("decrease")
    if js:
        expect(page.locator(".coach")).to_contain_text("nothing is left to do")
        assert_accessible(page)
    page.get_by_role("textbox", name="Target", exact=True).fill("10")
    page.get_by_role("button", name="Add the key result").click()
    expect(page.locator(".coach")).to_contain_text("where the number comes from")
