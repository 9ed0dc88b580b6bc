"""Operator: starts Cairn, is offered two ways to begin, stops it, starts it again."""

import re
import signal

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot
from server import new_server


def test_the_first_page_offers_two_ways_to_begin(empty, page_at, view):
    width, _, scheme = view
    page = page_at(width, scheme)
    page.goto(empty.address)
    expect(page.get_by_role("button", name="Explore the demo")).to_be_visible()
    expect(page.get_by_role("button", name="Create our workspace")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, f"first-page-{width}-{scheme}")


@pytest.mark.parametrize("js", [True, False])
def test_the_demo_is_two_clicks_away(empty, page_at, js):
    page = page_at(js=js)
    page.goto(empty.address)
    page.get_by_role("button", name="Explore the demo").click()
    page.get_by_role("button", name=re.compile("Noor Haddad")).click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("js", [True, False])
def test_a_workspace_is_made_on_one_form(empty, page_at, js):
    page = page_at(js=js)
    page.goto(empty.address)
    page.get_by_role("button", name="Create our workspace").click()
    fill_setup(page)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.locator(".nav-workspace")).to_contain_text("Wexholm Harbour")


def fill_setup(page):
    """Types what the first form asks for, and sends it."""
    form = page.locator("main form")
    form.get_by_label("name of the workspace", exact=False).or_(form.locator("[name=workspace]")).first.fill("Wexholm Harbour")
    form.locator("[name=purpose]").fill("Ships leave on time, and people know why when they do not.")
    form.locator("[name=name]").fill("Ada Tidewell")
    form.locator("[name=email]").fill("ada@wexholm.example")
    form.locator("[name=password]").fill("a long enough password")
    form.get_by_role("button").last.click()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_it_stops_cleanly_and_starts_again_with_everything_there(engine, tmp_path, page_at, by):
    server = new_server(tmp_path, engine).start()
    page = page_at()
    page.goto(server.address)
    page.get_by_role("button", name="Create our workspace").click()
    fill_setup(page)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    assert server.stop(by) == 0
    server.start()
    page.goto(server.address)
    expect(page.locator(".nav-workspace")).to_contain_text("Wexholm Harbour")
    assert server.stop(by) == 0


def test_a_failure_at_start_is_said_in_words(engine, tmp_path):
    server = new_server(tmp_path, engine)
    server.database = "postgres://nobody@127.0.0.1:1/nowhere"
    failed = server.run("serve", check=False, timeout=60)
    assert failed.returncode != 0
    assert "127.0.0.1" in failed.stderr and "Fatal" not in failed.stderr, failed.stderr
