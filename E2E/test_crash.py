"""The process ends by kill -9 while people check in: what was acknowledged is there afterwards, and nothing is there by half.

CAIRN_CRASH_ROUNDS says how often; `make crash` takes 200 on each engine.
"""

import http.client
import os
import random
import threading
import time
import uuid

import pytest

from client import Client
from server import POSTGRES, new_server

ROUNDS = int(os.environ.get("CAIRN_CRASH_ROUNDS", "5"))
WRITERS = 8


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL"))])
def test_acknowledged_check_ins_survive_whole(kind, tmp_path):
    server = prepared(kind, tmp_path)
    acknowledged, luck = set(), random.Random(7)
    for number in range(ROUNDS):
        server.start()
        acknowledged |= check_in_until_killed(server, number, after=luck.uniform(0.05, 0.5))
        stored = {text for text, in server.query("SELECT changed FROM check_in WHERE changed LIKE 'round %'")}
        assert acknowledged <= stored, f"round {number} lost {sorted(acknowledged - stored)[:5]}"
        assert not halves(server), f"round {number} left halves: {halves(server)}"
    assert len(acknowledged) > ROUNDS, "hardly anything was checked in, so nothing was tried"
    server.start()
    assert server.stop() == 0


def prepared(kind, folder):
    """A server that has run once, with the demo and a visitor's cookie and forms on it, stopped again."""
    server = new_server(folder, kind)
    server.run("demo")
    server.start()
    visitor = Client(server)
    visitor.sign_in("Noor Haddad")
    slug = server.query("SELECT slug FROM workspace")[0][0]
    me = server.query("SELECT id FROM person WHERE name = 'Noor Haddad'")[0][0]
    goals = [goal for goal, in server.query(f"SELECT id FROM goal WHERE owner_id = '{me}' AND stage = 'committed' AND key_result_count > 0")]
    server.forms = [visitor.check_in(slug, goal, value="40", key="") for goal in goals]
    server.cookies = visitor.cookies
    server.stop()
    assert server.forms, "the demo has no goal to check in on"
    return server


def check_in_until_killed(server, number, after):
    """The texts of check-ins that were answered with success before the end came."""
    acknowledged, over = set(), threading.Event()
    writers = [threading.Thread(target=write, args=(server, f"round {number} writer {writer}", acknowledged, over)) for writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(after)
    server.kill()
    over.set()
    for writer in writers:
        writer.join(30)
    return acknowledged


def write(server, name, acknowledged, over):
    visitor = Client(server)
    visitor.cookies = dict(server.cookies)
    count = 0
    while not over.is_set():
        path, fields = server.forms[count % len(server.forms)]
        text = f"{name} number {count}"
        try:
            status, *_ = visitor.post(path, fields | {"key": uuid.uuid4().hex, "changed": text})
        except (OSError, http.client.HTTPException):
            return
        if status == 303:
            acknowledged.add(text)
        count += 1


def halves(server):
    """What a check-in that was only half stored would leave behind."""
    questions = {
        "check-ins without their event": """
            SELECT count(*) FROM check_in WHERE changed LIKE 'round %' AND NOT EXISTS
            (SELECT 1 FROM event WHERE event.workspace_id = check_in.workspace_id AND event.subject_id = check_in.id)""",
        "check-ins without a value": """
            SELECT count(*) FROM check_in WHERE changed LIKE 'round %' AND NOT EXISTS
            (SELECT 1 FROM check_in_value v WHERE v.workspace_id = check_in.workspace_id AND v.check_in_id = check_in.id)""",
        "goals whose count is wrong": """
            SELECT count(*) FROM goal WHERE check_in_count <>
            (SELECT count(*) FROM check_in WHERE check_in.workspace_id = goal.workspace_id AND check_in.goal_id = goal.id)""",
    }
    counted = {what: int(server.query(question)[0][0]) for what, question in questions.items()}
    return {what: count for what, count in counted.items() if count}
