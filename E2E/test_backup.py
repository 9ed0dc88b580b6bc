"""A backup taken while people work is whole, and put back it is the same to the byte."""

import threading
import time

import pytest

from server import Server
from test_crash import prepared, write


@pytest.fixture
def worked_on(tmp_path):
    server = prepared("sqlite", tmp_path / "first")
    yield server
    server.stop()


def test_a_backup_under_load_is_one_moment_of_it(worked_on, tmp_path):
    server, copies = worked_on.start(), tmp_path / "copies"
    copies.mkdir()
    acknowledged, over = set(), threading.Event()
    writers = [threading.Thread(target=write, args=(server, f"round 1 writer {number}", acknowledged, over)) for number in range(6)]
    for writer in writers:
        writer.start()
    for number in range(4):
        time.sleep(0.4)
        before = set(acknowledged)
        server.run("backup", str(copies / f"{number}.db"))
        restored = put_back(copies / f"{number}.db", tmp_path / f"restored-{number}")
        stored = {text for text, in restored.query("SELECT changed FROM check_in WHERE changed LIKE 'round %'")}
        assert before <= stored, "what was acknowledged before is in it"
        assert restored.run("doctor", check=False).returncode == 0, "progress, counts and the audit log fit together"
    over.set()
    for writer in writers:
        writer.join(30)
    server.stop()
    everything = {text for text, in server.query("SELECT changed FROM check_in WHERE changed LIKE 'round %'")}
    assert stored <= everything and len(stored) > 10


def test_put_back_it_is_the_same_to_the_byte(worked_on, tmp_path):
    worked_on.run("backup", str(tmp_path / "copy.db"))
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    restored = put_back(tmp_path / "copy.db", tmp_path / "second")
    assert worked_on.run("export").stdout == restored.run("export").stdout
    restored.start()
    restored.stop()


def test_it_writes_over_nothing_and_takes_no_damaged_copy(worked_on, tmp_path):
    copy = tmp_path / "copy.db"
    worked_on.run("backup", str(copy))
    assert "cannot be made" in refused(worked_on, "backup", str(copy))
    assert "already" in refused(worked_on, "restore", str(copy))
    empty = Server(tmp_path / "empty")
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"x" * 4096
    copy.write_bytes(content)
    assert "checksum" in refused(empty, "restore", str(copy))
    (tmp_path / "copy.db.sha256").unlink()
    assert "whole" in refused(empty, "restore", str(copy)) or "damaged" in refused(empty, "restore", str(copy))
    copy.write_bytes(b"nothing of the kind " * 1000)
    assert "not a SQLite database" in refused(empty, "restore", str(copy))
    assert "no data" in refused(empty, "backup", str(tmp_path / "other.db"))
    assert not list((tmp_path / "empty").glob("data*")), "nothing was made"


def test_for_postgresql_the_command_is_named(tmp_path):
    server = Server(tmp_path)
    server.database = "postgres://cairn:secret@127.0.0.1/cairn"
    assert 'pg_dump --format=custom --file=x.db "$DATABASE_URL"' in refused(server, "backup", "x.db")


# Steps

def put_back(copy, folder):
    server = Server(folder)
    server.run("restore", str(copy))
    return server


def refused(server, *command):
    answer = server.run(*command, check=False)
    assert answer.returncode != 0 and "Fatal" not in answer.stderr
    return answer.stderr
