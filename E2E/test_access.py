"""Whoever loses access loses the open page with it: within seconds, without touching a key."""

import http.client
import re
import time

from playwright.sync_api import expect

from harbour import BEN, CLEO, OWNER, identity
from test_journey_3_lead import make_goal


def test_an_open_goal_that_turns_private_leaves_the_screen(harbour, page_at):
    owner = harbour.enter(page_at(), OWNER)
    goal = make_goal(owner, harbour, "Pilots are on board in an hour")
    ben = harbour.enter(page_at(), BEN, "goals", goal)
    expect(ben.locator("h1")).to_have_text("Pilots are on board in an hour")
    owner.goto(harbour.path("goals", goal, "edit"))
    owner.get_by_label("Named people").first.check()
    owner.get_by_role("button", name="Save", exact=False).first.click()
    expect(ben.get_by_text("Pilots are on board in an hour")).to_have_count(0, timeout=5_000)
    expect(ben.get_by_role("link", name="Go to Today")).to_be_visible()


def test_the_stream_itself_ends_for_whoever_is_deactivated(harbour, page_at):
    """Not only the page: the connection tells nothing more, whatever client holds it."""
    owner = harbour.enter(page_at(), OWNER, "people")
    stream = listen(harbour, BEN)
    assert b"event: open" in stream.read1(200)
    owner.get_by_role("link", name=BEN).click()
    owner.get_by_role("button", name=f"End the access of {BEN}").click()
    begun, heard = time.monotonic(), b""
    while chunk := stream.read1(1000):
        heard += chunk
    assert time.monotonic() - begun < 5, "the stream outlived the access"
    assert heard.count(b"event: gone") == 1, heard


def test_who_leaves_a_team_leaves_its_goals(harbour, page_at):
    owner = harbour.enter(page_at(), OWNER, "teams", "new")
    owner.get_by_label("Name").fill("Pilots")
    owner.get_by_role("button", name="Make the team").click()
    owner.get_by_label("Add to the team").select_option(label=CLEO)
    owner.get_by_role("button", name="Add", exact=True).click()
    expect(owner.locator("#members")).to_contain_text(CLEO)
    team = owner.url
    owner.goto(harbour.path("goals", "new"))
    owner.get_by_label("Title").fill("Nights are slept through")
    owner.get_by_label("Team", exact=False).first.select_option(label="Pilots")
    owner.get_by_label("Its team").check()
    owner.get_by_role("button", name="Save the draft").click()
    expect(owner.locator("h1")).to_have_text("Nights are slept through")
    cleo = harbour.enter(page_at(), CLEO, "goals", identity(owner))
    expect(cleo.locator("h1")).to_have_text("Nights are slept through")
    owner.goto(team)
    owner.get_by_role("button", name=re.compile(f"Remove {CLEO}")).click()
    expect(cleo.get_by_text("Nights are slept through")).to_have_count(0, timeout=5_000)


def listen(harbour, name):
    connection = http.client.HTTPConnection("127.0.0.1", harbour.server.port, timeout=10)
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in harbour.cookies[name])
    connection.request("GET", f"/{harbour.slug}/live", headers={"Cookie": cookies, "Accept": "text/event-stream"})
    return connection.getresponse()
