"""The two pictures of the README, taken only by `make screenshots`."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import sign_in_as

IMAGES = Path(__file__).resolve().parent.parent / "docs/images"
pytestmark = pytest.mark.skipif(not os.environ.get("CAIRN_SCREENSHOTS"), reason="make screenshots takes them")


def test_today(demo, page_at):
    page = sign_in_as(page_at(), demo, "Noor Haddad")
    take(page, "today")


def test_goal(demo, page_at):
    page = sign_in_as(page_at(), demo, "Noor Haddad")
    page.locator("#your-goals").get_by_role("link", name="Building permits").click()
    expect(page.locator("#key-results")).to_be_visible()
    take(page, "goal")


def take(page, name):
    page.wait_for_load_state("load")
    page.mouse.move(0, 0)
    IMAGES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=IMAGES / f"{name}.png")
