"""Two browsers side by side: what one saves, the other shows within a second, without a reload and without losing what is typed."""

import re
import time

from playwright.sync_api import expect

from conftest import sign_in_as
from test_journey_4_contributor import open_check_in, story

ME, OTHER = "Noor Haddad", "Britta Sandvik"


def test_a_check_in_appears_in_the_other_browser(demo, page_at):
    mine, theirs = sign_in_as(page_at(), demo, ME), sign_in_as(page_at(), demo, OTHER)
    open_check_in(mine)
    goal = re.sub("/check-ins/new.*", "", mine.url)
    theirs.goto(goal)
    begin_comment(theirs, "Half a thought, not yet")
    theirs.evaluate("window.stayed = true")
    taken = [seen_after(mine, theirs, goal, f"Seen elsewhere, time {number}.") for number in (1, 2, 3)]
    assert theirs.evaluate("window.stayed") is True, "the page was loaded again"
    expect(comment(theirs)).to_have_value("Half a thought, not yet")
    expect(comment(theirs)).to_be_focused()
    assert min(taken) < 1, f"seconds until seen: {taken}"


def test_a_dropped_connection_is_visible_and_heals(demo, page_at):
    mine, theirs = sign_in_as(page_at(), demo, ME), sign_in_as(page_at(), demo, OTHER)
    open_check_in(mine)
    goal = re.sub("/check-ins/new.*", "", mine.url)
    theirs.goto(goal)
    begin_comment(theirs, "Still typing")
    demo.stop()
    expect(theirs.get_by_role("status").filter(has_text=re.compile("connect", re.IGNORECASE)).first).to_be_visible(timeout=15_000)
    demo.start()
    check_in(mine, goal, "Written after the server came back.")
    expect(theirs.get_by_text("Written after the server came back.").first).to_be_visible(timeout=30_000)
    expect(comment(theirs)).to_have_value("Still typing")


# Steps

def seen_after(mine, theirs, goal, text):
    check_in(mine, goal, text)
    begun = time.monotonic()
    expect(theirs.get_by_text(text).first).to_be_visible()
    return time.monotonic() - begun


def check_in(page, goal, text):
    page.goto(f"{goal}/check-ins/new")
    story(page).fill(text)
    page.get_by_role("button", name="Save check-in").click()
    expect(page.get_by_text(text).first).to_be_visible()


def comment(page):
    return page.locator("form[action$='/comments'] textarea").first


def begin_comment(page, text):
    comment(page).click()
    page.keyboard.type(text)
