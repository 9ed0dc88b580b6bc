"""Whatever link or button somebody is shown, they may follow: as each of the demo's people, as a guest, and where nothing is yet."""

import pytest

from client import Client
from crawl import press_every_button, walk
from harbour import BEN, GIL, OWNER, email
from server import new_server

LEADER, LEAD, CONTRIBUTOR = "Joram Quist", "Britta Sandvik", "Noor Haddad"


@pytest.fixture
def own_demo(engine, demo_data, tmp_path):
    """The demo for one test that presses everything."""
    server = new_server(tmp_path, engine, template=demo_data).start()
    yield server
    server.stop()


@pytest.mark.parametrize("name", [LEADER, LEAD, CONTRIBUTOR], ids=["owner", "lead", "contributor"])
def test_in_the_demo(own_demo, name):
    client = Client(own_demo)
    walk_and_press(client, client.sign_in(name), at_least=200)


@pytest.mark.parametrize("name", [OWNER, BEN, GIL], ids=["owner", "member", "guest"])
def test_where_nothing_is_yet(harbour, name):
    client = Client(harbour.server)
    walk_and_press(client, client.sign_in_with(email(name)), at_least=8)


def walk_and_press(client, start, at_least):
    pages, faults = walk(client, start)
    assert not faults, "\n".join(faults)
    assert len(pages) >= at_least, f"only {len(pages)} pages were found: {sorted(pages)}"
    faults, sent = press_every_button(client, pages)
    assert not faults, "\n".join(faults)
    assert sent > 0
