"""The process ends by kill -9 while people check in: what was acknowledged is there afterwards, and nothing is there by half.

Programs that were not answered send the same again with the same key, and nothing is there twice; also where it ended by SIGTERM.

CAIRN_CRASH_ROUNDS says how often; `make crash` takes 200 on each engine.
"""

import http.client
import json
import os
import random
import re
import signal
import threading
import time
import uuid
from collections import Counter

import pytest

from client import Client
from server import POSTGRES, new_server

ROUNDS = int(os.environ.get("CAIRN_CRASH_ROUNDS", "5"))
WRITERS = 8
ENGINES = pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL"))])


@ENGINES
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
            (SELECT 1 FROM event WHERE event.workspace_id = check_in.workspace_id AND event.goal_id = check_in.goal_id
                AND event.created_at = check_in.created_at AND event.subject_id = check_in.id)""",
        "check-ins without a value": """
            SELECT count(*) FROM check_in WHERE changed LIKE 'round %' AND NOT EXISTS
            (SELECT 1 FROM check_in_value v WHERE v.workspace_id = check_in.workspace_id AND v.check_in_id = check_in.id)""",
        "goals whose count is wrong": """
            SELECT count(*) FROM goal WHERE check_in_count <>
            (SELECT count(*) FROM check_in WHERE check_in.workspace_id = goal.workspace_id AND check_in.goal_id = goal.id)""",
    }
    counted = {what: int(server.query(question)[0][0]) for what, question in questions.items()}
    return {what: count for what, count in counted.items() if count}


# Programs

@ENGINES
def test_what_programs_were_not_answered_they_send_again_and_nothing_is_there_twice(kind, tmp_path):
    program = Program(kind, tmp_path)
    luck, made, repeated = random.Random(11), 0, 0
    for number in range(ROUNDS):
        program.start()
        acknowledged, unanswered = program.write_until_ended(
            number, after=luck.uniform(0.05, 0.5), by=signal.SIGKILL if number % 2 == 0 else signal.SIGTERM)
        program.start()
        for call in unanswered:
            status, answer = program.send(*call)
            assert status == 201, f"round {number}: {status} {answer}"
        program.server.stop()
        wanted = Counter(acknowledged + [text(call) for call in unanswered])
        stored = Counter(program.stored(f"program {number} "))
        assert stored == wanted, f"round {number}: lost {wanted - stored}, too many {stored - wanted}"
        assert not halves(program.server)
        made, repeated = made + len(acknowledged), repeated + len(unanswered)
    assert made > ROUNDS and repeated > 0, f"{made} made, {repeated} sent again: nothing was tried"
    print(f"\n{kind}: {ROUNDS} rounds, {made} acknowledged, {repeated} sent again")


class Program:
    """What writes check-ins, goals and comments with a token, each with a key of its own."""

    def __init__(self, kind, folder):
        self.server = new_server(folder, kind)
        self.server.run("demo")
        self.goal, email = self.server.query(
            "SELECT goal.id, account.email FROM goal JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id "
            "JOIN account ON account.id = person.account_id WHERE goal.stage = 'committed' ORDER BY goal.id LIMIT 1")[0]
        told = self.server.run("token", "create", "--person", email, "--name", "Writer", "--scope", "write").stdout
        self.token = re.search(r"cairn_[\w-]{43}", told)[0]

    def start(self):
        self.server.start(CAIRN_API_RATE="100000")

    def send(self, path, body, key):
        connection = http.client.HTTPConnection(self.server.address.removeprefix("http://"), timeout=20)
        connection.request("POST", "/api/v1" + path, json.dumps(body), {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": f'"{key}"'})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")

    def calls(self, name):
        """Without end, a kind after the other."""
        for count in range(1_000_000):
            words = f"{name} number {count}"
            yield [
                (f"/goals/{self.goal}/check-ins", {"changed": words, "confidence": 50}),
                ("/goals", {"title": words, "starts_on": "2026-01-01", "due_on": "2030-01-01"}),
                (f"/goals/{self.goal}/comments", {"text": words}),
            ][count % 3] + (uuid.uuid4().hex,)

    def write_until_ended(self, number, after, by):
        """(the texts that were answered with success, the calls that were not answered)."""
        acknowledged, unanswered, refused = [], [], []

        def write(writer):
            for call in self.calls(f"program {number} writer {writer}"):
                try:
                    status, answer = self.send(*call)
                except (OSError, http.client.HTTPException):
                    return unanswered.append(call)
                if status != 201:
                    return refused.append(answer)
                acknowledged.append(text(call))

        writers = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(after)
        self.server.stop(by=by)
        for writer in writers:
            writer.join(30)
        assert not refused, refused[0] + self.server.tail(60)
        return acknowledged, unanswered

    def stored(self, name):
        return [words for words, in self.server.query(
            f"SELECT changed FROM check_in WHERE changed LIKE '{name}%' UNION ALL SELECT title FROM goal WHERE title LIKE '{name}%' "
            f"UNION ALL SELECT text FROM comment WHERE text LIKE '{name}%'")]


def text(call):
    body = call[1]
    return body.get("changed") or body.get("title") or body["text"]
