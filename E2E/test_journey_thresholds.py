"""People agree in advance when to look together, are called once, are heard one after the other, and agree on what follows."""

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot, sign_in_as
from harbour import BEN, CLEO, GIL, OWNER, check_in, commit, make_cycle, make_goal, make_number, send_anyway

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
BOAT, NUMBER = "Pilots are on board in an hour", "Minutes until a pilot is on board"


@SCRIPT
def test_a_crossed_line_brings_its_people_together(harbour, page_at, js):
    owner, ben = harbour.enter(page_at(js=js), OWNER), harbour.enter(page_at(390, "dark", js=js), BEN)
    goal, number = measured(owner, harbour)

    draw(owner, "Above a value", "110", others="")
    expect(owner.locator("#people-error")).to_contain_text("Name at least two people")
    expect(owner.get_by_label("How much")).to_have_value("110")
    look(owner, js)
    owner.get_by_label("Others").fill(BEN)
    owner.get_by_role("button", name="Set the threshold").click()
    expect(owner.locator("#thresholds")).to_contain_text("above 110")
    expect(owner.locator("#thresholds")).to_contain_text("Not crossed")

    expect(ben.locator("main")).not_to_contain_text("Look together")
    check_in(owner, harbour, goal, number, "120")
    expect(owner.locator(".joint")).to_contain_text("The line “above 110” was crossed")
    if not js:
        ben.reload()
    # Ben's page has stood open all the time.
    expect(ben.locator(".task").first).to_contain_text(f"above 110; with {OWNER}")
    ben.get_by_role("link", name="Look together").first.click()
    expect(ben.locator(".lede")).to_contain_text("It stands at 120.")
    look(ben, js)
    say(ben, "The *old boat* is in the yard.")
    expect(ben.locator("#views")).to_contain_text("1 of 2 have written")

    owner.get_by_role("link", name="Open the joint action").click()
    expect(owner.locator("#views")).not_to_contain_text("old boat")
    expect(owner.locator("#agree")).to_contain_text("Once two have written")
    say(owner, "I thought it was the tide.")
    expect(owner.locator("#views em")).to_have_text("old boat")
    look(owner, js)

    owner.get_by_label("Draw the line anew").check()
    owner.locator("#amount").fill("115")
    owner.get_by_label("What you agreed on, and why").fill("Until the boat is back.")
    owner.get_by_role("button", name="Keep what we agreed").click()
    expect(owner.locator("#amount-error")).to_contain_text("This line is crossed already")
    expect(owner.get_by_label("What you agreed on, and why")).to_have_value("Until the boat is back.")
    owner.locator("#amount").fill("130")
    owner.get_by_role("button", name="Keep what we agreed").click()
    expect(owner.locator("#agreed")).to_contain_text("The line from now on: above 130.")
    look(owner, js)
    if not js:
        ben.reload()
    expect(ben.locator("#agreed")).to_contain_text("Until the boat is back.")
    ben.goto(harbour.path("joint-actions"))
    expect(ben.locator("#agreed")).to_contain_text("Until the boat is back.")
    look(ben, js)
    ben.goto(harbour.path("goals", goal))
    expect(ben.locator("#thresholds")).to_contain_text("above 130")
    expect(ben.locator("#history")).to_contain_text("wrote down for")


@SCRIPT
def test_others_read_along_and_two_tabs_do_not_overwrite(harbour, page_at, js):
    owner = harbour.enter(page_at(js=js), OWNER)
    goal, number = measured(owner, harbour)
    draw(owner, "Above a value", "110", others=BEN)
    check_in(owner, harbour, goal, number, "120")
    owner.get_by_role("link", name="Open the joint action").click()
    place = owner.url
    other = harbour.enter(page_at(js=js), OWNER)
    other.goto(place)
    other.get_by_label("How you see it").fill("From the other tab.")
    say(owner, "First thought.")
    expect(owner.get_by_role("button", name="Change it")).to_be_visible()
    send_anyway(other.locator("form[action$=views] button"))
    expect(other.locator(".versions")).to_contain_text("First thought.")
    expect(other.get_by_label("How you see it")).to_have_value("From the other tab.")
    for name in (CLEO, GIL):
        page = harbour.enter(page_at(js=js), name)
        page.goto(place)
        expect(page.locator("#views")).to_contain_text("First thought.")
        expect(page.locator("main form")).to_have_count(0)
        look(page, js)


def test_the_demo_shows_how_it_goes(demo, page_at, view):
    width, _, scheme = view
    page = sign_in_as(page_at(width, scheme), demo, "Noor Haddad")
    home = page.url.rsplit("/", 1)[0]
    page.get_by_role("link", name="Look together").first.click()
    expect(page.locator("#views")).to_contain_text("2 of 4 have written")
    for place, name in [(page.url, "joint-action"), (f"{home}/joint-actions", "joint-actions")]:
        page.goto(place)
        assert_accessible(page)
        assert_fits(page)
        screenshot(page, f"{name}-{width}-{scheme}", full_page=True)
    page.locator("#agreed").get_by_role("link").first.click()
    expect(page.locator("#agreed")).to_contain_text("A telephone on Sunday")
    expect(page.locator("#views")).to_contain_text("the groups that close are in the north")
    assert_accessible(page)
    assert_fits(page)


# Helpers

def look(page, js):
    """axe and the measure of the page are scripts themselves."""
    if js:
        assert_accessible(page)
        assert_fits(page)


def measured(owner, harbour):
    """A committed goal with one number, which is to fall from 140 to 60."""
    autumn = make_cycle(owner, harbour, "Autumn", -30, start=True)
    goal = make_goal(owner, harbour, BOAT, autumn)
    number = make_number(owner, harbour, goal)
    commit(owner, harbour, goal)
    check_in(owner, harbour, goal, number, "100")
    return goal, number


def draw(page, kind, amount, others):
    """From the goal's page to a line on its number."""
    page.get_by_role("link", name="Add a threshold").click()
    page.get_by_label("On", exact=True).select_option(label=NUMBER)
    page.get_by_label("Look together when it is").select_option(label=kind)
    page.get_by_label("How much").fill(amount)
    page.get_by_label("Others").fill(others)
    page.get_by_role("button", name="Set the threshold").click()


def say(page, words):
    page.get_by_label("How you see it").fill(words)
    page.get_by_role("button", name="Say it").click()
