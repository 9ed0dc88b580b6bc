"""A goal says what it rests on, people tell what they saw, and the owner is asked when it does not hold."""

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits
from harbour import BEN, GIL, OWNER, make_cycle, make_goal, send_anyway

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
BELIEF = "Skippers read their messages before they sail"


@SCRIPT
def test_from_what_we_believe_to_what_should_change(harbour, page_at, js):
    owner, guest = harbour.enter(page_at(js=js), OWNER), harbour.enter(page_at(390, "dark", js=js), GIL)
    goal = make_goal(owner, harbour, "Ships find a berth without calling", make_cycle(owner, harbour, "Autumn", -30, start=True))
    owner.goto(harbour.path("goals", goal))
    owner.get_by_role("link", name="Add an assumption").click()
    look(owner, js)
    owner.get_by_label("We believe that").fill(BELIEF)
    send_anyway(owner.get_by_role("button", name="Write it down"))
    expect(owner.locator("#wrong_if-error")).to_contain_text("Write how you would notice that it is wrong.")
    expect(owner.get_by_label("We believe that")).to_have_value(BELIEF)
    owner.get_by_label("We would be wrong if").fill("Half of them still call.")
    owner.get_by_role("button", name="Write it down").click()
    expect(owner.locator("#assumptions")).to_contain_text("0 for, 0 against")

    guest.goto(harbour.path("goals", goal))
    guest.get_by_role("link", name=BELIEF).click()
    guest.get_by_role("link", name="Tell what happened").click()
    look(guest, js)
    guest.get_by_label("What happened").fill("Five called on Monday. *None* had read it.")
    guest.get_by_label("Whom it touched").fill("The night shift")
    send_anyway(guest.get_by_role("button", name="Tell it"))
    expect(guest.locator("#bearing-error").first).to_contain_text("Say whether it supports or contradicts")
    guest.get_by_label("What it says of it").select_option(label="Contradicts it")
    guest.get_by_role("button", name="Tell it").click()
    expect(guest.locator("#against em")).to_have_text("None")
    expect(guest.locator("main form")).to_have_count(0)
    look(guest, js)

    if not js:
        owner.reload()
    expect(owner.locator("#assumptions")).to_contain_text("0 for, 1 against")
    expect(owner.locator("#stories")).to_contain_text("The night shift")
    owner.get_by_role("link", name=BELIEF).first.click()
    owner.get_by_label("Contradicted").check()
    owner.locator("#judgement").get_by_role("button", name="Save").click()
    look(owner, js)
    owner.goto(harbour.path("today"))
    owner.get_by_role("link", name=f"Answer: {BELIEF}").click()
    owner.get_by_label("What should change").fill("We ring them the evening before.")
    owner.locator("#judgement").get_by_role("button", name="Save").click()
    expect(owner.locator("#facts")).to_contain_text("We ring them the evening before.")
    owner.goto(harbour.path("today"))
    expect(owner.locator("main")).not_to_contain_text("what should change in")

    ben = harbour.enter(page_at(js=js), BEN)
    ben.goto(harbour.path("goals", goal))
    expect(ben.locator("#history")).to_contain_text("Contradicted")


def look(page, js):
    """axe and the measure of the page are scripts themselves."""
    if js:
        assert_accessible(page)
        assert_fits(page)
