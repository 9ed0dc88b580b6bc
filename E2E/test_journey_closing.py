"""The end of a cycle: goals closed one after the other, what goes on, and what the cycle taught."""

import re

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot, sign_in_as
from harbour import BEN, CLEO, GIL, OWNER, check_in, commit, make_cycle, make_goal, make_number, send_anyway

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
BOAT, BERTH = "Pilots are on board in an hour", "Ships find a berth without calling"


@SCRIPT
def test_a_cycle_is_closed_goal_by_goal(harbour, page_at, js):
    owner = harbour.enter(page_at(js=js), OWNER)
    autumn, winter = make_cycle(owner, harbour, "Autumn", -30, start=True), make_cycle(owner, harbour, "Winter", 40)
    boat, berth = make_goal(owner, harbour, BOAT, autumn), make_goal(owner, harbour, BERTH, autumn)
    number = make_number(owner, harbour, boat)
    for goal in (boat, berth):
        commit(owner, harbour, goal)
    check_in(owner, harbour, boat, number, "100")
    owner.goto(harbour.path("cycles", autumn, "closing"))
    expect(owner.locator("main")).to_contain_text("Closing has not begun.")
    owner.get_by_role("button", name="Begin to close").click()
    owner.get_by_role("link", name="Close its goals").click()
    expect(owner.locator(".closing-count")).to_contain_text("0 of 2 goals are closed. 2 can be closed by you.")
    look(owner, js)

    now = owner.locator("#now")
    expect(now).to_contain_text(BOAT)
    expect(now).to_contain_text("The numbers suggest 0.5, partly achieved.")
    expect(now.get_by_label("Partly achieved")).to_be_checked()
    now.get_by_label("Grade").select_option(label="0.8")
    owner.locator("#lesson").fill("The old boat was never the problem.")
    send_anyway(now.get_by_role("button", name="Close the goal"))
    expect(owner.locator("#reason-error")).to_contain_text("Say why the grade differs from the numbers.")
    expect(owner.locator("#lesson")).to_have_value("The old boat was never the problem.")
    owner.locator("#reason").fill("The rest is tide, not us.")
    now.get_by_label("Goes on in").select_option(label="Winter")
    now.get_by_role("button", name="Close the goal").click()

    expect(owner.locator(".closing-count")).to_contain_text("1 of 2 goals are closed.")
    closed = owner.locator("#closed tbody tr")
    for words in (BOAT, "Partly achieved", "0.8", "The old boat was never the problem.", "Winter"):
        expect(closed).to_contain_text(words)
    expect(owner.locator("#now")).to_contain_text(BERTH)
    expect(owner.get_by_role("button", name="Close the cycle")).to_have_count(0)

    late = harbour.enter(page_at(js=js), OWNER, "cycles", autumn, "closing")
    owner.goto(harbour.path("cycles", autumn, "closing"))
    for page, words in ((owner, "Nobody looked."), (late, "We had no time.")):
        page.locator("#now").get_by_label("Missed").check()
        page.locator("#reason").fill(words)
    owner.locator("#now").get_by_role("button", name="Close the goal").click()
    expect(owner.locator(".closing-count")).to_contain_text("2 of 2 goals are closed.")
    if js:  # The page of the other follows, and leaves alone what is being written.
        expect(late.locator(".closing-count")).to_contain_text("2 of 2 goals are closed.")
        expect(late.locator("#reason")).to_have_value("We had no time.")
    send_anyway(late.locator("form[action$=closure] button"))
    expect(late.locator(".versions")).to_contain_text("We had no time.")
    expect(late.locator("#closed")).to_contain_text("Nobody looked.")

    owner.get_by_role("button", name="Close the cycle").click()
    expect(owner.locator(".page-head")).to_contain_text("closed")
    owner.goto(harbour.path("cycles", autumn, "closing"))
    expect(owner.locator("h1")).to_have_text("How Autumn ended")
    owner.locator("#closed").get_by_role("link", name="Winter").click()
    expect(owner.locator("h1")).to_have_text(BOAT)
    expect(owner.locator("main")).to_contain_text("Goes on from")
    expect(owner.locator(".key-result .numbers")).to_contain_text(re.compile("Baseline\\s*100"))
    owner.get_by_role("link", name=BOAT).last.click()
    expect(owner.locator(".verdict-block")).to_contain_text("The numbers suggest 0.5")
    look(owner, js)


@SCRIPT
def test_who_may_not_close_a_goal_reads_who_can(harbour, page_at, js):
    owner = harbour.enter(page_at(js=js), OWNER)
    autumn = make_cycle(owner, harbour, "Autumn", -30, start=True)
    goal = make_goal(owner, harbour, BOAT, autumn)
    commit(owner, harbour, goal)
    owner.goto(harbour.path("cycles", autumn, "closing"))
    owner.get_by_role("button", name="Begin to close").click()
    for name in (BEN, CLEO, GIL):
        page = harbour.enter(page_at(390, "dark", js=js), name, "cycles", autumn, "closing")
        expect(page.locator("#others")).to_contain_text(f"{OWNER} or an admin can close it.")
        expect(page.locator("main form")).to_have_count(0)
        look(page, js)
    answer = page.request.post(harbour.path("goals", goal, "closure"), form={"from": "closing"}, headers={"Origin": harbour.server.address})
    assert answer.status == 403


def test_the_past_cycle_of_the_demo_teaches_something(demo, page_at, view):
    width, _, scheme = view
    page = sign_in_as(page_at(width, scheme), demo, "Petra Novak")
    page.goto(page.url.rsplit("/", 1)[0] + "/cycles")
    page.locator("#past").get_by_role("link").first.click()
    cycle = page.url
    for place, words in [("closing", "Ask the people at the counter first."), ("statistics", "The mean grade is")]:
        page.goto(f"{cycle}/{place}")
        expect(page.locator("main")).to_contain_text(words)
        assert_accessible(page)
        assert_fits(page)
        screenshot(page, f"{place}-{width}-{scheme}", full_page=True)
    page.locator(".chart-numbers summary").first.click()
    expect(page.locator("#grades table")).to_be_visible()
    expect(page.locator("#calibration")).to_contain_text("forecasts: score")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    assert download.value.suggested_filename.startswith("cycle-")


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_a_meeting_goes_through_the_goals_and_takes_notes(demo, page_at, js):
    page = sign_in_as(page_at(js=js), demo, "Petra Novak")
    page.goto(page.url.rsplit("/", 1)[0] + "/cycles")
    page.locator("#running").get_by_role("link").first.click()
    page.locator(".page-head .more-menu summary").click()
    page.locator(".page-head .more-menu").get_by_role("link", name="Present").click()
    first = page.locator("h1").inner_text()
    expect(page.locator(".present-head")).to_contain_text("1 of")
    if js:
        page.keyboard.press("ArrowRight")
    else:
        page.get_by_role("link", name="Next").click()
    expect(page.locator(".present-head")).to_contain_text("2 of")
    title = page.locator("h1").inner_text()
    assert title != first
    look(page, js)
    page.get_by_label("Take a note").fill("We look at this again in two weeks.")
    page.get_by_role("button", name="Post").click()
    expect(page.locator("#notes")).to_contain_text("We look at this again in two weeks.")
    expect(page.locator("h1")).to_have_text(title)
    page.locator("h1").get_by_role("link").click()
    expect(page.locator("#discussion")).to_contain_text("We look at this again in two weeks.")
    page.go_back()
    if js:
        page.keyboard.press("ArrowLeft")
        expect(page.locator("h1")).to_have_text(first)


# Helpers

def look(page, js):
    """axe and the measure of the page are scripts themselves."""
    if js:
        assert_accessible(page)
        assert_fits(page)
