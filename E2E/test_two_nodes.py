"""Two nodes on one PostgreSQL: what is saved on one shows on a page that the other serves."""

import json
import re
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from conftest import sign_in_as
from server import Server, new_server
from test_journey_4_contributor import open_check_in, story


@pytest.fixture
def nodes(engine, demo_data, tmp_path):
    if engine != "postgres":
        pytest.skip("one file of SQLite has one node")
    first = new_server(tmp_path / "a", engine, template=demo_data).start()
    second = Server(tmp_path / "b", first.database).start()
    yield first, second
    second.stop()
    first.stop()


@pytest.mark.postgres
def test_a_check_in_on_one_node_shows_on_a_page_of_the_other(nodes, page_at):
    mine, theirs = sign_in_as(page_at(), nodes[0], "Noor Haddad"), sign_in_as(page_at(), nodes[1], "Britta Sandvik")
    open_check_in(mine)
    goal = re.sub("/check-ins/new.*", "", mine.url)
    theirs.goto(goal.replace(nodes[0].address, nodes[1].address))
    theirs.evaluate("window.stayed = true")
    taken = [seen_after(mine, theirs, goal, f"Written on the other node, time {number}.") for number in (1, 2, 3)]
    assert theirs.evaluate("window.stayed") is True, "the page was loaded again"
    assert min(taken) < 1, f"seconds until seen: {taken}"


@pytest.mark.postgres
def test_access_that_ends_on_one_node_ends_on_the_other(nodes, page_at):
    admin, theirs = sign_in_as(page_at(), nodes[0], "Joram Quist"), sign_in_as(page_at(), nodes[1], "Britta Sandvik")
    admin.goto(theirs.url.replace(nodes[1].address, nodes[0].address).rsplit("/", 1)[0] + "/people")
    admin.get_by_role("link", name="Britta Sandvik").first.click()
    admin.get_by_role("button", name="End the access of Britta Sandvik").click()
    expect(theirs).to_have_url(re.compile("/sign-in"))


@pytest.mark.postgres
def test_two_nodes_that_start_at_once_both_serve(engine, tmp_path):
    if engine != "postgres":
        pytest.skip("one file of SQLite has one node")
    first = new_server(tmp_path / "a", engine)
    second = Server(tmp_path / "b", first.database)
    try:
        for node in (first, second):
            node.launch()
        for node in (first, second):
            node.wait_until_it_answers()
    finally:
        first.stop()
        second.stop()


@pytest.mark.postgres
def test_a_program_that_follows_one_node_goes_on_at_the_other(nodes):
    made = nodes[0].run("token", "create", "--person", "petra.novak@wexholm.example", "--name", "Follower", "--scope", "write")
    token = {"Authorization": f"Bearer {made.stdout.strip()}"}
    goal = ask(nodes[0], token, "/goals?limit=1")["items"][0]["id"]
    stream = follow(nodes[1], token)
    said = [ask(nodes[0], token, f"/goals/{goal}/comments", {"text": f"Thought {number}."})["id"] for number in range(5)]
    heard = [next_event(stream) for _ in range(3)]
    nodes[1].stop()
    said += [ask(nodes[0], token, f"/goals/{goal}/comments", {"text": "Nobody listens."})["id"]]
    with follow(nodes[0], token | {"Last-Event-ID": heard[-1]["id"]}) as again:
        heard += [next_event(again) for _ in range(3)]
    assert [event["subject_id"] for event in heard] == said


def ask(node, token, path, body=None):
    """What the API answers; with a body it is sent to be made."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"{node.address}/api/v1{path}", data, token | ({"Content-Type": "application/json"} if body else {}))
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def follow(node, headers):
    """A stream of events that stands."""
    request = urllib.request.Request(f"{node.address}/api/v1/events", headers=headers | {"Accept": "text/event-stream"})
    stream = urllib.request.urlopen(request, timeout=30)
    while stream.readline() != b": open\n":
        pass
    return stream


def next_event(stream):
    while not (line := stream.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    return json.loads(line[6:])


def seen_after(mine, theirs, goal, text):
    mine.goto(f"{goal}/check-ins/new")
    story(mine).fill(text)
    mine.get_by_role("button", name="Save check-in").click()
    expect(mine.get_by_text(text).first).to_be_visible()
    begun = time.monotonic()
    expect(theirs.get_by_text(text).first).to_be_visible()
    return time.monotonic() - begun
