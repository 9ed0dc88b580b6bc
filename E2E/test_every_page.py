"""Every kind of page that links lead to: accessible, fitting, without a foreign request or a refused style."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, links, screenshot, shape, sign_in_as
from harbour import GIL, OWNER

NOT_PAGES = ("/sign-out", "/live", "/export", ".csv", ".json", "/assets/")
LEADER = "Joram Quist"


@pytest.fixture(scope="module")
def pages(browser, demo):
    """One address of every kind that the demo's owner is led to."""
    context = browser.new_context()
    found = follow_links(sign_in_as(context.new_page(), demo, LEADER))
    context.close()
    return found


def test_every_page_is_accessible_and_fits(pages, demo, page_at, view):
    width, _, scheme = view
    look_at(pages, sign_in_as(page_at(width, scheme), demo, LEADER), f"{width}-{scheme}")


def test_every_page_reads_without_script(pages, demo, page_at):
    page = sign_in_as(page_at(js=False), demo, LEADER)
    for address in pages.values():
        assert page.goto(address).status == 200
        assert page.locator("main h1").count() == 1, f"{address} has no title"


@pytest.mark.parametrize("name", [OWNER, GIL], ids=["owner", "guest"])
@pytest.mark.parametrize("width, scheme", [(1280, "dark"), (390, "light")])
def test_an_empty_workspace_is_calm(harbour, page_at, name, width, scheme):
    page = harbour.enter(page_at(width, scheme), name)
    pages = follow_links(page)
    del pages["/api"]  # the same for everybody, very long, and looked at in the demo
    look_at(pages, page, f"empty-{'owner' if name == OWNER else 'guest'}-{width}-{scheme}")


def test_every_page_fits_in_german(pages, demo, page_at):
    """German is longer. This one is last: it changes the owner's language."""
    page = sign_in_as(page_at(390), demo, LEADER)
    page.goto(demo.address + "/account")
    page.get_by_label("Language").select_option("de")
    page.locator("form").filter(has=page.get_by_label("Language")).get_by_role("button").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    look_at(pages, page, "german-390-light", lang="de")


# Steps

def follow_links(page):
    """One address of every kind of page, from here on."""
    found, waiting = {shape(page.url): page.url}, links(page)
    while waiting:
        address = waiting.pop(0)
        if shape(address) in found or any(part in urlsplit(address).path for part in NOT_PAGES):
            continue
        answer = page.goto(address)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status == 200, f"a link leads to {address}, which answers {answer.status}"
        found[shape(address)] = address
        waiting += [link for link in links(page) if shape(link) not in found]
    return found


def look_at(pages, page, name, lang="en"):
    faults = []
    for kind, address in pages.items():
        page.goto(address)
        screenshot(page, f"{re.sub('[^a-z0-9]+', '-', kind.lower()).strip('-') or 'root'}-{name}", full_page=kind != "/api")
        expect(page.locator("html")).to_have_attribute("lang", lang)
        for check in (assert_accessible, assert_fits):
            try:
                check(page)
            except AssertionError as fault:
                faults.append(str(fault))
    assert not faults, "\n\n".join(faults)
