"""Looking together: what moves together, a review to read and to send around, a screen on a wall that shows everybody the same."""

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits
from harbour import BEN, GIL, OWNER, check_in, commit, make_cycle, make_goal, make_number, send_anyway

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])


@SCRIPT
def test_a_leading_number_names_the_one_that_should_follow(harbour, page_at, js):
    owner = harbour.enter(page_at(js=js), OWNER)
    goal = make_goal(owner, harbour, "Ships find a berth without calling", make_cycle(owner, harbour, "Autumn", -30, start=True))
    add_done(owner, harbour, goal, "Calls from the quay are rare", "Lagging")
    owner.goto(harbour.path("goals", goal, "key-results", "new"))
    owner.get_by_label("Title").fill("Every pier has a board")
    owner.get_by_label("Done or not done").check()
    owner.get_by_label("Calls from the quay are rare").check()
    send_anyway(owner.get_by_role("button", name="Add the key result"))
    expect(owner.locator("#moves_with-error")).to_contain_text("Say first whether it is leading or lagging.")
    expect(owner.get_by_label("Calls from the quay are rare")).to_be_checked()
    look(owner, js)
    owner.get_by_label("Indicator").select_option(label="Leading")
    owner.get_by_role("button", name="Add the key result").click()
    expect(owner.locator("#key-results")).to_contain_text("Moves together with: Calls from the quay are rare")
    expect(owner.locator("#key-results")).to_contain_text("Moves together with: Every pier has a board")
    look(owner, js)


@SCRIPT
def test_goals_are_looked_at_together_in_a_review(harbour, page_at, js):
    owner, guest = harbour.enter(page_at(js=js), OWNER), harbour.enter(page_at(390, "dark", js=js), GIL)
    cycle = make_cycle(owner, harbour, "Autumn", -30, start=True)
    first, second = (make_goal(owner, harbour, title, cycle) for title in ("Ships find a berth", "Nobody waits in the rain"))
    add_zones(owner, harbour, second, "A roof, a bench and a light that goes on by itself when somebody comes in from the rain")
    owner.goto(harbour.path("goals"))
    owner.get_by_role("link", name="Make a review of these").click()
    look(owner, js)
    send_anyway(owner.get_by_role("button", name="Make the review"))
    expect(owner.locator("#title-error")).to_contain_text("Give it a title")
    owner.locator("#title").fill("Where we stand")
    owner.get_by_label("Words ahead").fill("Look at the *second* first.")
    owner.locator(f"#goals-{first}").uncheck()
    owner.locator(f"#comment-{second}").fill("The roof is up <b>.")
    owner.get_by_role("button", name="Make the review").click()
    expect(owner.locator("main h1")).to_have_text("Where we stand")
    expect(owner.locator(".review em")).to_have_text("second")
    expect(owner.locator(".reviewed")).to_have_count(1)
    expect(owner.locator(".review-comment")).to_have_text("The roof is up <b>.")
    look(owner, js)
    place = owner.url

    guest.goto(place)
    expect(guest.locator(".reviewed")).to_contain_text("Nobody waits in the rain")
    expect(guest.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    look(guest, js)
    with guest.expect_download() as download:
        guest.get_by_role("link", name="Download as CSV").click()
    assert "The roof is up <b>." in open(download.value.path(), encoding="utf-8-sig").read()

    stale = harbour.enter(page_at(js=js), OWNER)
    stale.goto(place + "/edit")
    owner.get_by_role("link", name="Edit", exact=True).click()
    owner.locator("#title").fill("Where we stood")
    owner.get_by_role("button", name="Save").click()
    expect(owner.locator("main h1")).to_have_text("Where we stood")
    stale.get_by_label("Words ahead").fill("Mine.")
    stale.get_by_role("button", name="Save").click()
    expect(stale.locator("main")).to_contain_text("Where we stood")
    expect(stale.get_by_label("Words ahead")).to_have_value("Mine.")

    owner.goto(place + "/edit")
    owner.get_by_role("button", name="Take it away").click()
    expect(owner.locator("main")).to_contain_text("No reviews yet")
    look(owner, js)
    guest.goto(harbour.path("goals", second))
    expect(guest.locator("main h1")).to_have_text("Nobody waits in the rain")


def test_a_screen_on_the_wall_follows_and_goes_dark(harbour, page_at):
    owner, wall = harbour.enter(page_at(), OWNER), page_at(1920)
    cycle = make_cycle(owner, harbour, "Autumn", -30, start=True)
    goal = make_goal(owner, harbour, "Ships find a berth", cycle)
    number = make_number(owner, harbour, goal)
    commit(owner, harbour, goal)
    owner.goto(harbour.path("cycles", cycle))
    owner.locator(".page-actions summary").click()
    owner.get_by_role("link", name="Show on a screen").click()
    look(owner, True)
    owner.get_by_label("Where it hangs").fill("Kitchen")
    owner.get_by_role("button", name="Make the link").click()
    link = owner.locator("#link").input_value()
    look(owner, True)

    wall.goto(link)
    expect(wall.locator("main h1")).to_have_text("Autumn")
    expect(wall.locator("main a")).to_have_count(0)
    expect(wall.locator("main")).to_contain_text("1 off track")
    look(wall, True)
    check_in(owner, harbour, goal, number, "120")
    expect(wall.locator("main")).to_contain_text("1 at risk", timeout=5000)

    owner.goto(harbour.path("screens"))
    look(owner, True)
    owner.get_by_role("button", name="End Kitchen").click()
    expect(wall.locator("main")).to_contain_text("This screen was ended.", timeout=15000)
    look(wall, True)


def add_done(page, harbour, goal, title, indicator):
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill(title)
    page.get_by_label("Done or not done").check()
    page.get_by_label("Indicator").select_option(label=indicator)
    page.get_by_role("button", name="Add the key result").click()


def add_zones(page, harbour, goal, target):
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill("What people find at the pier")
    page.get_by_label("Three zones").check()
    page.locator("#zone_commit").fill("A roof")
    page.locator("#zone_target").fill(target)
    page.locator("#zone_stretch").fill("A café")
    page.get_by_role("button", name="Add the key result").click()


def look(page, js):
    """axe and the measure of the page are scripts themselves."""
    if js:
        assert_accessible(page)
        assert_fits(page)
