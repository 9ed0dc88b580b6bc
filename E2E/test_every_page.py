"""Every kind of page that links lead to, in four views: accessible, fitting, without a foreign request or a refused style."""

from urllib.parse import urlsplit

import pytest

from conftest import assert_accessible, assert_fits, links, screenshot, shape, sign_in_as

NOT_PAGES = ("/sign-out", "/live", "/export", ".csv", ".json", "/assets/")


@pytest.fixture(scope="module")
def pages(browser, demo):
    """One address of every kind, found by following links as the owner."""
    context = browser.new_context()
    page = sign_in_as(context.new_page(), demo, "Joram Quist")
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
    context.close()
    return found


def test_every_page_is_accessible_and_fits(pages, demo, page_at, view):
    width, _, scheme = view
    page = sign_in_as(page_at(width, scheme), demo, "Joram Quist")
    faults = []
    for kind, address in pages.items():
        page.goto(address)
        screenshot(page, f"{kind.strip('/').replace('/', '-') or 'root'}-{width}-{scheme}", full_page=True)
        for check in (assert_accessible, assert_fits):
            try:
                check(page)
            except AssertionError as fault:
                faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


def test_every_page_reads_without_script(pages, demo, page_at):
    page = sign_in_as(page_at(js=False), demo, "Joram Quist")
    for address in pages.values():
        assert page.goto(address).status == 200
        assert page.locator("main h1").count() == 1, f"{address} has no title"
