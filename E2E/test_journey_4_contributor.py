"""Contributor: sees what waits, checks in with the last check-in beside it, sees the goal and its parents move."""

import re
import time

import pytest
from playwright.sync_api import expect

from server import new_server
from conftest import assert_accessible, screenshot, sign_in_as

ME = "Noor Haddad"


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_checking_in_moves_the_goal(demo, page_at, js):
    page = sign_in_as(page_at(js=js), demo, ME)
    open_check_in(page)
    goal = page.get_by_role("navigation", name="Where this is").get_by_role("link").last.inner_text()
    expect(page.get_by_role("complementary").first).to_be_visible()  # the last check-in stands beside the form
    text = f"Three days faster again, said once {'with' if js else 'without'} script."
    values(page).first.fill("75")
    story(page).fill(text)
    page.get_by_role("button", name="Save check-in").click()
    expect(page.locator("h1")).to_have_text(goal)
    expect(page.get_by_text(text)).to_have_count(1)
    expect(page.locator(".verdict, .verdict-block").first).to_contain_text(re.compile("plan|reported|met", re.IGNORECASE))


def test_a_check_in_by_keyboard_takes_few_keys(engine, demo_data, tmp_path, page_at):
    """From Today to saved in at most twelve keystrokes beside the text; on a server of its own, where the check-in still waits."""
    demo = new_server(tmp_path, engine, template=demo_data).start()
    page = sign_in_as(page_at(), demo, ME)
    page.goto(f"{page.url.rsplit('/', 1)[0]}/today")
    keys = Keys(page)
    keys.press("c")
    page.wait_for_url(re.compile("/check-ins/new"))
    expect(values(page).first).to_be_focused()
    keys.press("7", "4")
    while not story(page).evaluate("field => field === document.activeElement"):
        keys.press("Tab")
        assert keys.count <= 12, "the text is too many keys away"
    page.keyboard.type("Done without a mouse.")
    keys.press("Control", "Enter", chord=True)
    expect(page.get_by_text("Done without a mouse.")).to_be_visible()
    assert keys.count <= 12, f"{keys.count} keystrokes beside the text"
    demo.stop()


def test_a_double_click_saves_once(demo, page_at):
    page = sign_in_as(page_at(), demo, ME)
    open_check_in(page)
    story(page).fill("Clicked twice, saved once.")
    page.get_by_role("button", name="Save check-in").dblclick(no_wait_after=True)
    expect(page.get_by_text("Clicked twice, saved once.").first).to_be_visible()
    assert stored(demo, "Clicked twice, saved once.") == 1


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_going_back_and_loading_again_sends_nothing_twice(demo, page_at, js):
    text = f"Back and again {'with' if js else 'without'} script."
    page = sign_in_as(page_at(js=js), demo, ME)
    open_check_in(page)
    story(page).fill(text)
    page.get_by_role("button", name="Save check-in").click()
    expect(page.get_by_text(text).first).to_be_visible()
    page.reload()
    page.go_back()
    page.go_forward()
    assert stored(demo, text) == 1


def test_the_same_form_sent_from_two_tabs_counts_once(demo, page_at):
    """A tab that was duplicated holds the same form; its second sending is the same check-in."""
    page = sign_in_as(page_at(), demo, ME)
    open_check_in(page)
    key = page.locator("input[name=form_key]").input_value()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("input[name=form_key]").evaluate("(field, key) => { field.value = key }", key)
    for tab in (page, other):
        story(tab).fill("Sent from two tabs.")
        tab.get_by_role("button", name="Save check-in").click()
        expect(tab.get_by_text("Sent from two tabs.").first).to_be_visible()
    assert stored(demo, "Sent from two tabs.") == 1


def test_a_slow_network_saves_once_and_loses_nothing(demo, page_at):
    page = sign_in_as(page_at(), demo, ME)
    open_check_in(page)
    page.route("**/check-ins", lambda route: (time.sleep(1), route.continue_()))
    story(page).fill("Over a slow line.")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Over a slow line.").first).to_be_visible()
    assert stored(demo, "Over a slow line.") == 1


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(demo, page_at, js):
    page = sign_in_as(page_at(js=js), demo, ME)
    open_check_in(page)
    values(page).first.fill("a lot")
    story(page).fill("I will still be here.")
    page.get_by_role("button", name="Save check-in").click()
    expect(values(page).first).to_have_attribute("aria-invalid", "true")
    expect(values(page).first).to_have_value("a lot")
    expect(story(page)).to_have_value("I will still be here.")
    assert page.locator("p.error").first.is_visible()


def test_the_check_in_page_is_accessible(demo, page_at, view):
    width, _, scheme = view
    page = sign_in_as(page_at(width, scheme), demo, ME)
    open_check_in(page)
    assert_accessible(page)
    screenshot(page, f"check-in-{width}-{scheme}", full_page=True)


# Steps

def open_check_in(page):
    """From Today to the form of the first check-in that waits, or of a goal of mine when none does."""
    page.goto(page.url.split("/", 4)[0] + "//" + page.url.split("/")[2] + "/" + page.url.split("/")[3] + "/today")
    page.locator("a[href*='/check-ins/new']").first.click()
    expect(page.get_by_role("button", name="Save check-in")).to_be_visible()


def values(page):
    return page.locator("main form input[inputmode=decimal]")


def story(page):
    return page.locator("main form textarea").first


def stored(server, text):
    return int(server.query(f"SELECT count(*) FROM check_in WHERE changed = '{text}'")[0][0])


class Keys:
    """Presses keys and counts them; a chord counts each of its keys."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys, chord=False):
        self.count += len(keys)
        for key in ["+".join(keys)] if chord else keys:
            self.page.keyboard.press(key)
