"""Lead: teams and cycles, then a goal from its first draft to its end, and who may change it."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot
from harbour import BEN, CLEO, GIL, OWNER, expect_wrong, identity, send_anyway

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
LEAD, MEMBER, OTHER = BEN, CLEO, GIL
TITLE = "Pilots are on board in an hour"


def day(offset):
    return (date.today() + timedelta(days=offset)).isoformat()


# Teams and cycles

@SCRIPT
def test_teams_stand_as_a_tree(harbour, page_at, js):
    owner, lead = harbour.enter(page_at(js=js), OWNER, "teams", "new"), page_at(js=js)
    owner.get_by_label("Purpose").fill("Everything between the sea and the quay.")
    send_anyway(owner.get_by_role("button", name="Make the team"))
    expect_wrong(owner.get_by_label("Name"), re.compile("."), "")
    expect(owner.get_by_label("Purpose")).to_have_value("Everything between the sea and the quay.")
    owner.get_by_label("Name").fill("Water")
    owner.get_by_label("Lead").select_option(label=LEAD)
    owner.get_by_role("button", name="Make the team").click()
    expect(owner.get_by_text("Everything between the sea and the quay.")).to_be_visible()
    harbour.enter(lead, LEAD, "teams")
    lead.get_by_role("link", name="Water").click()
    lead.get_by_role("link", name="New team below").click()
    lead.get_by_label("Name").fill("Pilots")
    lead.get_by_role("button", name="Make the team").click()
    lead.get_by_label("Add to the team").select_option(label=MEMBER)
    lead.get_by_role("button", name="Add", exact=True).click()
    expect(lead.locator("#members")).to_contain_text(MEMBER)
    lead.goto(harbour.path("teams"))
    expect(lead.locator(".teams li li").get_by_role("link", name="Pilots")).to_be_visible()
    expect(lead.locator(".teams > li > .team")).to_contain_text(f"led by {LEAD}")


@SCRIPT
def test_cycles_go_from_drafting_to_closed_and_run_beside_each_other(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER, "cycles", "new")
    page.get_by_label("Name").fill("Until the move")
    page.get_by_label("Purpose").fill("Nothing gets lost.")
    page.get_by_label("Begins on").fill(day(10))
    page.get_by_label("Ends on").fill(day(3))
    page.get_by_role("button", name="Save").click()
    expect_wrong(page.get_by_label("Ends on"), "It ends before it begins.", day(3))
    expect(page.get_by_label("Purpose")).to_have_value("Nothing gets lost.")
    page.get_by_label("Begins on").fill(day(-3))
    page.get_by_label("Ends on").fill(day(17))
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".page-head")).to_contain_text("being drafted")
    page.get_by_role("button", name="Start the cycle").click()
    expect(page.locator(".page-head")).to_contain_text("week 1")
    make_cycle(page, harbour, "Winter", 30)
    page.goto(harbour.path("cycles"))
    expect(page.locator("#running tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Until the move").first.click()
    for step in ("Begin to close", "Close the cycle"):
        more(page, "button", step)
    expect(page.locator(".page-head")).to_contain_text("closed")
    page.goto(harbour.path("cycles"))
    expect(page.locator("#past")).to_contain_text("Until the move")


# The goal

@SCRIPT
def test_a_goal_is_written_down_whole(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    make_team(page, harbour, "Pilots", lead=LEAD)
    make_cycle(page, harbour, "Winter", 60)
    make_goal(page, harbour, "Ships leave on time")
    make_goal(page, harbour, "The harbour is a good place to work")
    lead = harbour.enter(page_at(js=js), LEAD, "goals", "new")
    lead.get_by_label("Why", exact=False).first.fill("A ship that waits costs **nine hundred** an hour.")
    lead.get_by_label("Due on").fill(day(-9))
    send_anyway(lead.get_by_role("button", name="Save the draft"))
    expect_wrong(lead.get_by_label("Title"), "A goal needs a title", "")
    expect_wrong(lead.get_by_label("Due on"), "It ends before it begins.", day(-9))
    lead.get_by_label("Title").fill("x" * 501)
    lead.get_by_role("button", name="Save the draft").click()
    expect_wrong(lead.get_by_label("Title"), "There is room for 500 characters here; you wrote 501.", "x" * 501)
    expect(lead.get_by_label("Why", exact=False).first).to_have_value("A ship that waits costs **nine hundred** an hour.")
    lead.get_by_label("Title").fill(TITLE)
    lead.get_by_label("Team", exact=False).first.select_option(label="Pilots")
    lead.get_by_label("Due on").fill("")
    lead.locator("#parents").select_option(label="Ships leave on time")
    lead.get_by_label("Another goal it serves").select_option(label="The harbour is a good place to work")
    lead.get_by_role("button", name="Save the draft").click()
    expect(lead.locator("h1")).to_have_text(TITLE)
    expect(lead.locator("#why strong")).to_have_text("nine hundred")
    facts = lead.locator("dl.facts")
    for words in (LEAD, "Pilots", "Winter", "Ships leave on time", "The harbour is a good place to work", "Everyone"):
        expect(facts).to_contain_text(words)
    # What it counts there is said by those who may change the goal above: the owner of the workspace is one.
    goal = identity(lead)
    page.goto(harbour.path("goals", goal, "parents"))
    page.get_by_label("What it counts in “Ships leave on time”").fill("70")
    page.get_by_label("What it counts in “The harbour is a good place to work”").fill("lots")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#parents-error")).to_be_visible()
    expect(page.get_by_label("What it counts in “Ships leave on time”")).to_have_value("70")
    page.get_by_label("What it counts in “The harbour is a good place to work”").fill("20")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(harbour.path("goals", goal))
    page.goto(harbour.path("goals", goal, "parents"))
    expect(page.get_by_label("What it counts in “Ships leave on time”")).to_have_value("70")
    expect(page.get_by_label("What it counts in “The harbour is a good place to work”")).to_have_value("20")


@SCRIPT
def test_a_goal_is_seen_by_those_it_is_for(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    make_team(page, harbour, "Pilots", lead=LEAD)
    lead, member, guest = (harbour.enter(page_at(js=js), name) for name in (LEAD, MEMBER, OTHER))
    lead.goto(harbour.path("goals", "new"))
    lead.get_by_label("Title").fill(TITLE)
    lead.get_by_label("Team", exact=False).first.select_option(label="Pilots")
    lead.get_by_label("Its team").check()
    lead.get_by_role("button", name="Save the draft").click()
    expect(lead.locator("h1")).to_have_text(TITLE)
    goal = identity(lead)
    assert seen_by(harbour, goal, page, lead, member, guest) == [200, 200, 404, 404]
    lead.goto(harbour.path("goals", goal, "edit"))
    lead.get_by_label("Named people").first.check()
    lead.locator("#readers").fill(f"{MEMBER}\nNobody Known")
    lead.get_by_role("button", name="Save", exact=False).first.click()
    expect_wrong(lead.locator("#readers"), "“Nobody Known” is nobody here.", f"{MEMBER}\nNobody Known")
    lead.locator("#readers").fill(MEMBER)
    lead.get_by_role("button", name="Save", exact=False).first.click()
    lead.wait_for_url(harbour.path("goals", goal))
    assert seen_by(harbour, goal, page, lead, member, guest) == [404, 200, 200, 404]


KEY_RESULTS = {
    "increase": dict(target="95", baseline="60", shown=["Baseline", "60", "95"]),
    "decrease": dict(target="60", baseline="140", shown=["Baseline", "140", "60"]),
    "keep above": dict(target="98", shown=["98"]),
    "keep below": dict(target="2", shown=["2"]),
    "within": dict(target="18", upper="21", shown=["18 – 21"]),
}


@SCRIPT
def test_key_results_of_every_kind_and_direction(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    goal = make_goal(page, harbour, TITLE)
    for direction, wanted in KEY_RESULTS.items():
        page.goto(harbour.path("goals", goal, "key-results", "new"))
        page.get_by_label("Title").fill(f"Number to {direction}")
        page.get_by_label("Direction").select_option(value=direction)
        for field in ("target", "baseline", "upper"):
            if field in wanted:
                page.locator(f"#{field}").fill(wanted[field])
        page.get_by_label("Unit").fill("min")
        page.get_by_label("Indicator").select_option(label="Leading")
        page.get_by_label("Serves").select_option(label="Customer value")
        page.get_by_role("button", name="Add the key result").click()
        shown = page.locator("article.key-result").filter(has_text=f"Number to {direction}")
        for words in [*wanted["shown"], "Leading", "customer value"]:
            expect(shown).to_contain_text(words)
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill("The new pier is open")
    page.get_by_label("Done or not done").check()
    page.get_by_label("Indicator").select_option(label="Lagging")
    page.get_by_role("button", name="Add the key result").click()
    expect(page.locator("article.key-result").filter(has_text="The new pier is open")).to_contain_text("not done")
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill("What skippers say of us")
    page.get_by_label("Three zones").check()
    page.get_by_label("Commit:").fill("They say nothing")
    page.get_by_label("Target:").fill("They greet")
    page.get_by_label("Stretch:").fill("They bring cake")
    page.get_by_role("button", name="Add the key result").click()
    expect(page.locator("article.key-result").filter(has_text="What skippers say of us")).to_contain_text("They bring cake")
    expect(page.locator("article.key-result")).to_have_count(7)


@SCRIPT
def test_a_key_result_that_is_wrong_says_so_beside_the_fields(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    goal = make_goal(page, harbour, TITLE)
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.locator("#baseline").fill("a few")
    page.locator("#target").fill("12")
    page.locator("#source").fill("The pilot’s log")
    send_anyway(page.get_by_role("button", name="Add the key result"))
    expect_wrong(page.locator("#baseline"), re.compile("."), "a few")
    page.locator("#baseline").fill("40")
    page.locator("#decimals").fill("9")
    send_anyway(page.get_by_role("button", name="Add the key result"))
    expect_wrong(page.get_by_label("Title"), "A key result needs a title", "")
    expect_wrong(page.locator("#target"), "the target has to be above the baseline", "12")
    expect_wrong(page.locator("#decimals"), "Between 0 and 6 decimals", "9")
    expect(page.locator("#source")).to_have_value("The pilot’s log")
    assert int(harbour.server.query("SELECT count(*) FROM key_result")[0][0]) == 0


@SCRIPT
def test_work_is_planned_below_a_goal(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    goal = make_goal(page, harbour, TITLE)
    page.goto(harbour.path("goals", goal, "initiatives", "new"))
    page.get_by_label("Notes").fill("Ask the old pilot first.")
    send_anyway(page.get_by_role("button", name="Plan the initiative"))
    expect(page.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Notes")).to_have_value("Ask the old pilot first.")
    page.get_by_label("Title").fill("A second boat")
    page.get_by_label("Effort").select_option(label="Large")
    page.get_by_label("Due on").fill(day(20))
    page.get_by_role("button", name="Plan the initiative").click()
    expect(page.locator("#initiatives")).to_contain_text("A second boat")
    page.goto(harbour.path("goals", goal, "milestones", "new"))
    page.get_by_label("Title").fill("The boat is in the water")
    send_anyway(page.get_by_role("button", name="Set the milestone"))
    expect(page.locator("#on_day-error")).to_have_text("Choose the day.")
    expect(page.get_by_label("Title")).to_have_value("The boat is in the water")
    page.get_by_label("Date").fill(day(15))
    page.get_by_label("Initiative").select_option(label="A second boat")
    page.get_by_role("button", name="Set the milestone").click()
    expect(page.locator("#milestones")).to_contain_text("The boat is in the water")
    page.locator("#initiatives").get_by_role("link", name="A second boat").click()
    page.get_by_label("Status").select_option(label="Done")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#initiatives tbody tr")).to_contain_text("Done")


@SCRIPT
def test_from_draft_to_closed_with_reasons_in_the_history(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    make_team(page, harbour, "Pilots", lead=LEAD)
    lead = harbour.enter(page_at(js=js), LEAD, "goals", "new")
    goal = make_goal(lead, harbour, TITLE, team="Pilots")
    make_number(lead, harbour, goal)
    more(lead, "button", "Propose")
    expect(lead.get_by_text("Proposed. Its lead can commit it now.")).to_be_visible()
    commit(lead, harbour, goal)
    expect(lead.get_by_role("heading", name="Committed")).to_be_visible()
    lead.goto(harbour.path("goals", goal, "edit"))
    lead.get_by_label("Title").fill("Pilots are on board in fifty minutes")
    send_anyway(lead.get_by_role("button", name="Save", exact=False).first)
    expect_wrong(lead.locator("#reason"), re.compile("."), "")
    expect(lead.get_by_label("Title")).to_have_value("Pilots are on board in fifty minutes")
    lead.locator("#reason").fill("The new boat is faster.")
    lead.get_by_role("button", name="Save", exact=False).first.click()
    change = lead.locator("#history li").filter(has_text="The new boat is faster.")
    for words in (LEAD, TITLE, "Pilots are on board in fifty minutes"):
        expect(change).to_contain_text(words)
    more(lead, "link", "Close this goal")
    send_anyway(lead.get_by_role("button", name="Close the goal"))
    expect(lead.locator("#outcome-error")).to_have_text("Choose how it ended.")
    lead.get_by_label("Missed").check()
    lead.get_by_role("button", name="Close the goal").click()
    expect(lead.locator("#reason-error")).to_be_visible()
    lead.locator("#reason").fill("The boat came in spring.")
    lead.get_by_role("button", name="Close the goal").click()
    expect(lead.get_by_text("The boat came in spring.").first).to_be_visible()
    expect(lead.get_by_role("link", name="Edit", exact=True)).to_have_count(0)


@SCRIPT
def test_who_may_not_change_a_committed_goal_sees_no_button_and_is_refused(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER)
    goal = make_goal(page, harbour, TITLE)
    result = make_number(page, harbour, goal)
    page.goto(harbour.path("goals", goal, "edit"))
    form = page.locator("main form").first.evaluate("form => [...new FormData(form)]")
    commit(page, harbour, goal)
    member = harbour.enter(page_at(js=js), MEMBER, "goals", goal)
    expect(member.locator("h1")).to_have_text(TITLE)
    for role, name in [("link", "Edit"), ("link", "Check in"), ("link", "Add a key result"), ("link", "Weights"), ("button", "Propose")]:
        expect(member.get_by_role(role, name=name, exact=True)).to_have_count(0)
    expect(member.get_by_text("Its owner, the lead of its team and admins may change it.")).to_be_visible()
    for place in ("edit", "weights", "parents", "closure", "check-ins/new", "key-results/new", f"key-results/{result}/edit"):
        assert member.goto(harbour.path("goals", goal, place)).status == 403, place
    expect(member.get_by_text("Ask one of them")).to_be_visible()
    before = harbour.server.query("SELECT title, version FROM goal")
    answers = {place: post(member, harbour.path("goals", goal, *place), dict(form) | {"title": "Mine now", "reason": "I want to."})
               for place in [(), ("weights",), ("closure",), ("key-results",), ("key-results", result), ("check-ins",)]}
    assert set(answers.values()) == {403}, answers
    assert harbour.server.query("SELECT title, version FROM goal") == before


@SCRIPT
def test_of_two_tabs_the_second_sees_both_texts_and_loses_none(harbour, page_at, js):
    first, other = harbour.enter(page_at(js=js), OWNER), page_at(js=js)
    goal = make_goal(first, harbour, TITLE)
    first.goto(harbour.path("goals", goal, "edit"))
    harbour.enter(other, OWNER, "goals", goal, "edit")
    first.get_by_label("Title").fill("Pilots are on board in fifty minutes")
    first.get_by_role("button", name="Save", exact=False).first.click()
    expect(first.locator("h1")).to_have_text("Pilots are on board in fifty minutes")
    other.get_by_label("Title").fill("Pilots are on board before the coffee is cold")
    other.get_by_label("Why", exact=False).first.fill("Because of the coffee.")
    other.get_by_role("button", name="Save", exact=False).first.click()
    expect(other.get_by_role("alert")).to_contain_text("Someone changed this while you were writing.")
    expect(other.locator(".versions")).to_contain_text("Pilots are on board in fifty minutes")
    expect(other.get_by_label("Title")).to_have_value("Pilots are on board before the coffee is cold")
    expect(other.get_by_label("Why", exact=False).first).to_have_value("Because of the coffee.")
    other.get_by_role("button", name="Save", exact=False).first.click()
    expect(other.locator("h1")).to_have_text("Pilots are on board before the coffee is cold")
    expect(other.locator("#history")).to_contain_text("Pilots are on board in fifty minutes")


@SCRIPT
def test_a_double_click_makes_one(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER, "goals", "new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Save the draft").dblclick(no_wait_after=True)
    expect(page.locator("h1")).to_have_text(TITLE)
    goal = identity(page)
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill("Minutes until a pilot is on board")
    page.locator("#baseline").fill("60")
    page.locator("#target").fill("90")
    page.get_by_role("button", name="Add the key result").dblclick(no_wait_after=True)
    expect(page.locator("article.key-result")).to_have_count(1)
    page.goto(harbour.path("cycles", "new"))
    fill_cycle(page, "Winter", 30)
    page.get_by_role("button", name="Save").dblclick(no_wait_after=True)
    expect(page.locator("h1")).to_have_text("Winter")
    counts = harbour.server.query("SELECT (SELECT count(*) FROM goal), (SELECT count(*) FROM key_result), (SELECT count(*) FROM cycle)")
    assert [int(count) for count in counts[0]] == [1, 1, 1]


def test_forms_that_came_back_are_accessible(harbour, page_at, view):
    """Pages that no link leads to: forms with something wrong, and the two texts of a stale tab."""
    width, _, scheme = view
    page = harbour.enter(page_at(width, scheme), OWNER)
    goal = make_goal(page, harbour, TITLE)
    make_number(page, harbour, goal)

    def look(name):
        assert_accessible(page)
        assert_fits(page)
        screenshot(page, f"lead-{name}-{width}-{scheme}", full_page=True)

    page.goto(harbour.path("goals", goal, "edit"))
    page.locator("input[name=version]").evaluate("field => { field.value = 0 }")
    page.get_by_label("Title").fill("Pilots are on board before the coffee is cold")
    page.get_by_role("button", name="Save", exact=False).first.click()
    expect(page.locator(".versions")).to_be_visible()
    look("stale")
    for place, button in [("goals/new", "Save the draft"), (f"goals/{goal}/key-results/new", "Add the key result"),
                          (f"goals/{goal}/closure", "Close the goal"), ("teams/new", "Make the team"), ("cycles/new", "Save")]:
        page.goto(harbour.path(place))
        if place == f"goals/{goal}/closure":
            page.locator("[name=outcome]").first.evaluate("field => { field.checked = false }")
        elif place == "cycles/new":
            page.get_by_label("Begins on").fill("")
        send_anyway(page.get_by_role("button", name=button))
        expect(page.get_by_role("alert")).to_be_visible()
        look("wrong-" + place.split("/")[-2] + "-" + place.split("/")[-1] if place.startswith("goals/") else "wrong-" + place.split("/")[0])
    commit(page, harbour, goal)
    look("committed")


# Steps

def make_team(page, harbour, name, lead=None):
    page.goto(harbour.path("teams", "new"))
    page.get_by_label("Name").fill(name)
    if lead:
        page.get_by_label("Lead").select_option(label=lead)
    page.get_by_role("button", name="Make the team").click()
    expect(page.locator("h1")).to_have_text(name)


def fill_cycle(page, name, days):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Begins on").fill(day(0))
    page.get_by_label("Ends on").fill(day(days))


def make_cycle(page, harbour, name, days):
    page.goto(harbour.path("cycles", "new"))
    fill_cycle(page, name, days)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Start the cycle").click()
    expect(page.locator(".page-head")).to_contain_text("week 1")


def make_goal(page, harbour, title, team=None):
    page.goto(harbour.path("goals", "new"))
    page.get_by_label("Title").fill(title)
    if team:
        page.get_by_label("Team", exact=False).first.select_option(label=team)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("h1")).to_have_text(title)
    return identity(page)


def make_number(page, harbour, goal):
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill("Minutes until a pilot is on board")
    page.get_by_label("Direction").select_option(value="decrease")
    page.locator("#baseline").fill("140")
    page.locator("#target").fill("60")
    page.get_by_role("button", name="Add the key result").click()
    return page.locator("article.key-result").get_attribute("id").removeprefix("kr-")


def commit(page, harbour, goal):
    page.goto(harbour.path("goals", goal, "commitment"))
    page.get_by_role("button", name="Commit").click()
    expect(page.get_by_text("From now on, changes need a reason")).to_be_visible()


def more(page, role, name):
    """Chooses something from the menu behind the three dots."""
    page.locator(".page-head .more-menu summary").click()
    with page.expect_navigation():
        page.locator(".page-head .more-menu").get_by_role(role, name=name).click()


def seen_by(harbour, goal, *pages):
    """What each person is answered who asks for the goal."""
    return [page.request.get(harbour.path("goals", goal)).status for page in pages]


def post(page, address, fields):
    """The status of a form sent past every page, with the person's own cookies."""
    headers = {"Origin": address[:address.index("/", 8)], "Sec-Fetch-Site": "same-origin"}
    return page.request.post(address, form=fields, headers=headers, max_redirects=0).status
