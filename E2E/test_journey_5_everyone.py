"""Everyone: sees all goals through filters that can be sent on, one goal with its numbers and its past, talks about it, and finds things."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot, sign_in_as
from harbour import send_anyway

SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
ME, OTHER = "Noor Haddad", "Britta Sandvik"
GOAL = "Building permits are decided in weeks, not seasons"


# All goals

@SCRIPT
def test_filters_live_in_the_address(demo, page_at, js):
    page, other = open_goals(page_at(js=js), demo, ME), open_goals(page_at(js=js), demo, OTHER)
    whole = titles(page)
    choose(page, js, "Team", "– Permits")
    expect(page).to_have_url(re.compile(r"team="))
    few = titles(page)
    assert 0 < len(few) < len(whole)
    page.locator(".presets").get_by_role("link", name="Mine").click()
    expect(page).to_have_url(re.compile(r"preset=mine.*team=|team=.*preset=mine"))
    mine, address = titles(page), page.url
    page.reload()
    assert titles(page) == mine
    page.go_back()
    expect(page).not_to_have_url(re.compile("preset="))
    assert titles(page) == few
    page.go_forward()
    assert titles(page) == mine
    # Sent to a colleague, "mine" is theirs; every other filter is the same.
    other.goto(address)
    expect(other.locator(".presets [aria-current]")).to_contain_text("Mine")
    expect(other.get_by_role("combobox", name="Team").locator("option:checked")).to_have_text("– Permits")
    other.locator(".presets").get_by_role("link", name="All").click()
    assert titles(other) == few
    other.get_by_role("link", name="Take away filters").click()
    assert len(titles(other)) >= len(whole)


@SCRIPT
def test_the_same_goals_stand_as_a_tree_and_as_a_table(demo, page_at, js):
    page = open_goals(page_at(js=js), demo, ME)
    tree = set(titles(page))
    expect(page.locator("table.tree tr[data-level='2']").first).to_be_visible()
    page.get_by_role("navigation", name="View").get_by_role("link", name="Table").click()
    assert set(titles(page)) == tree
    page.get_by_role("columnheader").get_by_role("link", name="Title").click()
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute("aria-sort", "ascending")
    up = titles(page)
    page.get_by_role("columnheader").get_by_role("link", name="Title").click()
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute("aria-sort", "descending")
    assert titles(page) == up[::-1]


@SCRIPT
def test_nothing_that_fits_says_so_and_nonsense_in_the_address_does_no_harm(demo, page_at, js):
    page = open_goals(page_at(js=js), demo, ME)
    page.get_by_label("Words in the title").fill("zeppelin")
    page.get_by_label("Words in the title").press("Enter")
    expect(page.get_by_role("heading", name="No goal fits these filters")).to_be_visible()
    expect(page.get_by_label("Words in the title")).to_have_value("zeppelin")
    page.locator("main .empty").get_by_role("link", name="Take away filters").click()
    assert titles(page)
    answer = page.goto(page.url.split("?")[0] + "?team=none&status=%FF&cycle='--&sort=-&view=<b>&q=" + "x" * 3000)
    assert answer.status == 200


@SCRIPT
def test_the_table_is_taken_along_as_a_file(demo, page_at, js):
    page = open_goals(page_at(js=js), demo, ME)
    page.get_by_role("navigation", name="View").get_by_role("link", name="Table").click()
    page.locator(".presets").get_by_role("link", name="Mine").click()
    expect(page).to_have_url(re.compile("preset=mine"))
    shown = titles(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert download.value.suggested_filename.endswith(".csv")
    assert sorted(row["Title"] for row in rows) == sorted(shown)
    assert {row["Owner"] for row in rows} <= {ME, ""} and all(row["Status"] and row["Reason"] for row in rows)


# One goal

@SCRIPT
def test_a_goal_shows_its_numbers_as_pictures_and_as_tables(demo, page_at, js):
    page = open_goal(page_at(js=js), demo, ME)
    result = page.locator("article.key-result").first
    expect(result).to_contain_text("Days from complete application to decision")
    expect(result.locator("figure figcaption")).to_contain_text("reported values beside the plan")
    expect(result.locator("figure svg").first).to_be_visible()
    expect(result.locator("details table")).not_to_be_visible()
    result.locator("details summary").click()
    rows = result.locator("details tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.count() >= 10
    expect(rows.first.locator("td").nth(1)).to_have_text("94")
    expect(rows.first.locator("time")).to_have_attribute("datetime", re.compile(r"\d{4}-\d\d-\d\d"))


@SCRIPT
def test_the_history_says_who_when_from_and_to(demo, page_at, js):
    page = open_goal(page_at(js=js), demo, ME)
    page.locator("#history").get_by_role("link", name="All changes").click()
    change = page.locator(".timeline li").filter(has_text="Two vacancies stay open until the budget is settled.").first
    expect(change).to_contain_text(OTHER)
    expect(change.locator("time")).to_have_attribute("datetime", re.compile(r"\d{4}-\d\d-\d\d"))
    expect(change.locator(".was")).to_contain_text("35")
    expect(change.locator("strong")).to_contain_text("42")


@SCRIPT
def test_the_dashboard_of_the_cycle_leads_to_its_goals(demo, page_at, js):
    page = enter(page_at(js=js), demo, ME, "today")
    page.locator(".nav-cycle a").click()
    expect(page.locator(".page-head")).to_contain_text(re.compile(r"week \d+ of \d+"))
    expect(page.locator(".stats .stat").first).to_be_visible()
    status = page.locator(".tally a.status").first
    count = int(status.locator("b").inner_text())
    status.click()
    expect(page).to_have_url(re.compile("cycle=.*status="))
    assert len(titles(page)) == count


# Talking

@SCRIPT
def test_a_comment_has_markdown_and_reaches_who_is_mentioned(demo, page_at, js):
    said = f"with{'' if js else 'out'} script"
    mine, theirs = open_goal(page_at(js=js), demo, ME), enter(page_at(js=js), demo, OTHER, "today")
    text = f"@{OTHER}, could **you** look, {said}?\n\n- first\n- second <script>alert(1)</script>"
    mine.get_by_label("Add to the discussion").fill(text)
    mine.get_by_role("button", name="Post").click()
    message = mine.locator("#discussion .message").filter(has_text=said)
    expect(message.locator("strong", has_text="you")).to_be_visible()
    expect(message.locator("li").nth(1)).to_have_text("second <script>alert(1)</script>")
    expect(message.get_by_role("link", name=OTHER)).to_be_visible()
    if not js:
        theirs.reload()
    task = theirs.locator(".task").filter(has_text=said)
    expect(task).to_contain_text(f"{ME} mentioned you")
    task.get_by_role("link", name="Read").click()
    expect(theirs.locator("#discussion .message").filter(has_text=said)).to_be_visible()
    theirs.get_by_label("Add to the discussion").fill(f"I have looked, {said}.")
    theirs.get_by_role("button", name="Post").click()
    expect(theirs.locator("#discussion .message").filter(has_text=f"I have looked, {said}.")).to_be_visible()
    theirs.get_by_role("link", name="Today").first.click()
    expect(theirs.locator("h1")).to_be_visible()
    expect(theirs.locator(".task").filter(has_text=said)).to_have_count(0)  # who answers has read it


@SCRIPT
def test_a_comment_that_is_wrong_says_so_and_is_not_lost(demo, page_at, js):
    page = open_goal(page_at(js=js), demo, ME)
    send_anyway(page.get_by_role("button", name="Post"))
    expect(page.locator("#text-error")).to_be_visible()
    long = "word " * 10_400
    page.get_by_label("Add to the discussion").fill(long)
    page.get_by_role("button", name="Post").click()
    expect(page.locator("#text-error")).to_contain_text("there is room for 50 kB")
    expect(page.get_by_label("Add to the discussion")).to_have_value(long)


@SCRIPT
def test_ones_own_comment_is_changed_and_taken_away(demo, page_at, js):
    said, page = f"Written and changed {'with' if js else 'without'} script", open_goal(page_at(js=js), demo, ME)
    page.get_by_label("Add to the discussion").fill(f"{said}, first.")
    page.get_by_role("button", name="Post").dblclick(no_wait_after=True)
    message = page.locator("#discussion .message").filter(has_text=said)
    expect(message).to_have_count(1)
    message.locator("summary").click()
    message.get_by_role("link", name="Edit").click()
    page.get_by_label("Your comment").fill(f"{said}, second.")
    page.get_by_role("button", name="Save").click()
    expect(message).to_contain_text("second.")
    expect(message).to_contain_text("edited")
    message.locator("summary").click()
    message.get_by_role("button", name="Take away").click()
    expect(page.get_by_text(f"{said}, second.")).to_have_count(0)
    expect(page.get_by_text("This comment was taken away.").first).to_be_visible()
    other = open_goal(page_at(js=js), demo, OTHER)
    for text in other.locator("#discussion .message").filter(has_text="edited").all():
        expect(text.locator("summary")).to_have_count(0)


# Finding

@SCRIPT
def test_search_finds_goals_people_teams_and_check_ins(demo, page_at, js):
    page = enter(page_at(js=js), demo, ME, "search")
    for words, heading, found in [("permits WEEKS", "Goals", GOAL), ("sandvik", "People", OTHER), ("permits", "Teams", "Permits"),
                                  ("garages sheds dormers", "Check-ins", GOAL), ("oldest ten", "Comments", GOAL)]:
        look_for(page, words)
        section = page.locator("main section").filter(has=page.get_by_role("heading", name=heading, exact=True))
        expect(section.get_by_role("link", name=found).first).to_be_visible()
    look_for(page, "<script>zeppelin")
    expect(page.get_by_text("Nothing found for “<script>zeppelin”.")).to_be_visible()
    expect(page.locator("main input[name=q]")).to_have_value("<script>zeppelin")


def test_search_shows_nobody_what_is_not_theirs(demo, page_at):
    """“The counter is a good place to work” is for the team Permits alone; Petra is not on it."""
    team, outside = enter(page_at(), demo, ME, "search"), enter(page_at(), demo, "Petra Novak", "search")
    for page, count in ((team, 1), (outside, 0)):
        look_for(page, "counter good place to work")
        expect(page.get_by_role("link", name="The counter is a good place to work", exact=True)).to_have_count(count)


def test_the_palette_finds_and_commands(demo, page_at):
    page = enter(page_at(), demo, ME, "goals")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    assert_accessible(page)
    field.fill("decided in weeks")
    expect(page.get_by_role("option", name=GOAL)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(GOAL)
    page.keyboard.press("/")
    field.fill("cycles")
    page.get_by_role("option", name=re.compile("^Cycles")).click()
    expect(page).to_have_url(re.compile("/cycles$"))
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(field).not_to_be_visible()


def test_keys_lead_everywhere(demo, page_at):
    page = enter(page_at(), demo, ME, "today")
    for keys, place in [(("g", "g"), "/goals"), (("g", "c"), "/cycles"), (("g", "m"), "/teams"), (("g", "t"), "/today")]:
        for key in keys:
            page.keyboard.press(key)
        expect(page).to_have_url(re.compile(place + "$"))
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
    open_goals(page, demo, ME)
    page.keyboard.press("j")
    expect(page.locator("table.tree a.title").first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("table.tree tr[data-level='1']").first.locator(".twist")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/goals/[0-9A-Z]{26}$"))
    page.keyboard.press("g")
    page.get_by_label("Add to the discussion").click()
    page.keyboard.type("g g is two letters here")
    expect(page.get_by_label("Add to the discussion")).to_have_value("g g is two letters here")


def test_somebody_is_mentioned_by_the_first_letters(demo, page_at):
    page = open_goal(page_at(), demo, ME)
    page.get_by_label("Add to the discussion").click()
    page.keyboard.type("Ask @brit")
    expect(page.get_by_role("option", name=re.compile(OTHER))).to_be_visible()
    assert_accessible(page, within=".compose")  # what the list covers for a moment is not looked at
    page.keyboard.press("Enter")
    expect(page.get_by_label("Add to the discussion")).to_have_value(f"Ask @{OTHER} ")
    page.get_by_label("Add to the discussion").fill("")


def test_what_only_opens_by_hand_is_accessible(demo, page_at, view):
    """A filtered table, an open table of numbers, an empty result, a comment on its way back."""
    width, _, scheme = view
    page = open_goal(page_at(width, scheme), demo, ME)

    def look(name):
        assert_accessible(page)
        assert_fits(page)
        screenshot(page, f"everyone-{name}-{width}-{scheme}", full_page=True)

    page.locator("article.key-result details summary").first.click()
    page.locator(".page-head .more-menu summary").click()
    look("numbers")
    send_anyway(page.get_by_role("button", name="Post"))
    expect(page.locator("#text-error")).to_be_visible()
    look("comment-wrong")
    open_goals(page, demo, ME, "?view=table&preset=at-risk&sort=-progress")
    look("table")
    open_goals(page, demo, ME, "?q=zeppelin")
    look("nothing")


# Steps

def enter(page, demo, name, *place):
    sign_in_as(page, demo, name)
    workspace = page.url.split("/")[3]
    page.goto("/".join([demo.address, workspace, *place]))
    return page


def open_goals(page, demo, name, query=""):
    return enter(page, demo, name, "goals" + query)


def open_goal(page, demo, name):
    open_goals(page, demo, name).get_by_role("link", name=GOAL, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(GOAL)
    return page


def titles(page):
    """The goals that are shown and fit, not what stands above them for orientation."""
    expect(page.locator("main h1")).to_have_text("Goals")
    rows = page.locator("main tbody[data-rows] tr:not([data-context]) th a[href*='/goals/']")
    return list(dict.fromkeys(rows.all_inner_texts()))


def choose(page, js, label, option):
    """Chooses a filter: with script it acts at once, without by its button."""
    page.get_by_role("combobox", name=label).select_option(label=option)
    if not js:
        page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile(r"\?"))


def look_for(page, words):
    page.locator("main input[name=q]").fill(words)
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.locator("main input[name=q]")).to_have_value(words)
    page.wait_for_url(re.compile("q="))
