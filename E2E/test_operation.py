"""Whoever runs Cairn: it says how it is, ends well, takes sockets over, and nobody can hold it up."""

import json
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest

from client import Client
from server import PROGRAM, new_server
from test_crash import prepared, write


# How it is

def test_health_readiness_and_metrics(demo):
    assert ask(demo, "/healthz") == (200, "ok\n")
    assert ask(demo, "/readyz") == (200, "ok\n")
    status, numbers = ask(demo, "/metrics")
    assert status == 200 and 'cairn_http_requests_total{method="GET",route="/healthz",status="2xx"}' in numbers
    assert ask(demo, "/metrics", {"X-Forwarded-For": "192.0.2.1"})[0] == 404


def test_every_line_of_the_log_is_json_and_requests_are_in_it(engine, tmp_path):
    server = new_server(tmp_path, engine).start(CAIRN_LOG="json", CAIRN_LOG_LEVEL="info")
    ask(server, "/sign-in?next=/canary", {"Cookie": "cairn=canary", "Authorization": "Bearer canary"})
    server.stop()
    lines = [line for line in (tmp_path / "log.txt").read_text().splitlines() if line.startswith("{")]
    requests = [line for line in map(json.loads, lines) if line["message"] == "request"]
    assert any(line["route"] == "/sign-in" and line["status"] == 200 and line["ms"] > 0 for line in requests), requests
    assert "canary" not in (tmp_path / "log.txt").read_text()


def test_doctor_finds_the_demo_well_beside_the_server(demo, engine):
    seen = demo.run("doctor", "--json", check=False)
    found = {each["name"]: each for each in json.loads(seen.stdout)}
    wrong = {name: each for name, each in found.items() if not each["ok"] and name != "durability"}  # the tests' PostgreSQL does without fsync
    assert not wrong, wrong
    assert {"schema", "engine", "standings", "counts", "audit", "clock", "address"} <= found.keys()
    assert engine != "sqlite" or seen.returncode == 0


def test_doctor_explains_data_that_is_missing_damaged_or_newer(tmp_path):
    server = new_server(tmp_path, "sqlite")
    assert "There is no data" in examined(server)
    assert not (tmp_path / "data").exists(), "looking makes nothing"
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "cairn.db"
    file.write_bytes(b"This is no database. " * 500)
    assert "not a SQLite database" in examined(server)
    file.unlink()
    server.run("migrate")
    server.run("demo")
    file.chmod(0o644)
    remedy = next(line for line in examined(server).splitlines() if "chmod go-rwx" in line)
    subprocess.run(remedy.split(), check=True)
    well = server.run("doctor", check=False)
    assert well.returncode == 0, well.stdout
    change(file, "UPDATE goal SET progress = 0.123 WHERE progress > 0.2 AND stage <> 'closed'")
    assert "is not what a rebuild gives" in examined(server)
    change(file, "UPDATE audit SET object = 'Nobody'")
    server.start()
    time.sleep(2)
    server.stop()
    change(file, "UPDATE audit SET object = 'Somebody' WHERE seq = 1")
    assert "The audit log was changed: line 1" in examined(server)
    change(file, "INSERT INTO schema_migration VALUES (9999, 'Of the future.', 0)")
    assert "Install the newer version" in examined(server)


# The end

def test_told_to_end_under_load_it_finishes_what_it_began(engine, tmp_path):
    server = prepared(engine, tmp_path)
    server.start()
    acknowledged, over = set(), threading.Event()
    slug = server.query("SELECT slug FROM workspace")[0][0]
    streams = [open_stream(server, f"/{slug}/live") for _ in range(20)]
    writers = [threading.Thread(target=write, args=(server, f"round 1 writer {number}", acknowledged, over)) for number in range(8)]
    for writer in writers:
        writer.start()
    time.sleep(1.5)
    begun = time.monotonic()
    assert server.stop(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 8
    over.set()
    for writer in writers:
        writer.join(30)
        assert not writer.is_alive()
    for stream in streams:
        assert ends(stream), "a stream was left open"
    stored = {text for text, in server.query("SELECT changed FROM check_in WHERE changed LIKE 'round %'")}
    assert len(acknowledged) > 20 and acknowledged <= stored


def test_a_client_that_never_finishes_does_not_keep_it_from_ending(engine, tmp_path):
    server = new_server(tmp_path, engine).start()
    stuck = connect(server)
    stuck.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=")
    time.sleep(0.3)
    assert server.stop(signal.SIGTERM, seconds=25) == 0
    assert ends(stuck)


# Started by systemd

def test_it_serves_on_a_socket_that_was_handed_over_and_says_when_it_is_ready(engine, tmp_path):
    server = new_server(tmp_path, engine)
    notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notices.bind(str(tmp_path / "notices"))
    notices.settimeout(30)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        # The shell keeps its number when it becomes Cairn, so LISTEN_PID is right.
        command = f'exec 3<&{listening.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "{PROGRAM}" serve'
        process = subprocess.Popen(["bash", "-c", command], env=server.environment | {"NOTIFY_SOCKET": str(tmp_path / "notices")}, cwd=tmp_path,
                                   pass_fds=[listening.fileno()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert notices.recv(100) == b"READY=1"
            server.address = f"http://127.0.0.1:{port}"
            assert ask(server, "/healthz") == (200, "ok\n")
            with pytest.raises(OSError):
                socket.create_connection(("127.0.0.1", server.port), timeout=1)
            idle = socket.create_connection(("127.0.0.1", port), timeout=10)
            process.send_signal(signal.SIGTERM)
            assert notices.recv(100) == b"STOPPING=1"
            assert process.wait(10) == 0
            assert ends(idle)
            # The socket still listens: who comes now is answered by the next Cairn.
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        finally:
            process.kill()
            process.wait()


# Nobody can hold it up

@pytest.fixture(scope="module")
def hasty(engine, tmp_path_factory):
    """A server that gives an idle connection two seconds."""
    server = new_server(tmp_path_factory.mktemp("hasty"), engine).start(CAIRN_IDLE_SECONDS="2")
    yield server
    server.stop()


@pytest.mark.parametrize("head", [
    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n",
    b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nemail=",
    b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    b"Content-Length: -1\r\n\r\n",
    b"Content-Length: 0x5\r\n\r\nemail",
    b"Content Length: 5\r\n\r\nemail",
], ids=["both", "two", "not last", "negative", "hexadecimal", "space"])
def test_a_request_that_two_programs_would_cut_differently_is_refused(hasty, head):
    answer = exchange(hasty, b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n" + head)
    assert answer.startswith(b"HTTP/1.1 400 "), answer[:200]
    assert answer.count(b"HTTP/1.1 ") == 1, "it went on with what stood behind"


@pytest.mark.parametrize("head", [b"X-Large: " + b"x" * 1_000_000, b"".join(b"X-%d: x\r\n" % number for number in range(5000))], ids=["long", "many"])
def test_a_huge_header_is_refused_early(hasty, head):
    assert exchange(hasty, b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n")[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 431 ", b"")
    assert ask(hasty, "/healthz")[0] == 200


def test_idle_and_dawdling_connections_are_closed(hasty):
    idle, dawdling = connect(hasty), connect(hasty)
    begun = time.monotonic()
    with pytest.raises(OSError):
        dawdling.sendall(b"GET /healthz HTTP/1.1\r\nHost: ")
        while time.monotonic() - begun < 20:
            dawdling.sendall(b"x")
            time.sleep(0.2)
    assert time.monotonic() - begun < 10
    assert ends(idle)


def test_a_body_that_comes_a_byte_at_a_time_is_given_half_a_minute(hasty):
    slow = connect(hasty)
    slow.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n")
    slow.settimeout(0.5)
    begun, answer = time.monotonic(), b""
    while not answer and time.monotonic() - begun < 45:
        slow.sendall(b"x")
        try:
            answer = slow.recv(4096)
        except TimeoutError:
            pass
    assert answer.startswith(b"HTTP/1.1 408 ") and 25 < time.monotonic() - begun < 40


def test_many_connections_that_say_nothing_leave_room_for_others(hasty):
    idle = [connect(hasty) for _ in range(800)]
    begun = time.monotonic()
    assert ask(hasty, "/healthz")[0] == 200
    assert time.monotonic() - begun < 5
    for each in idle:
        each.close()


# Steps

def ask(server, path, headers={}):
    request = urllib.request.Request(server.address + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def examined(server):
    """What doctor prints where something is to be done."""
    seen = server.run("doctor", check=False)
    assert seen.returncode == 1, seen.stdout + seen.stderr
    assert "Fatal" not in seen.stderr
    return seen.stdout


def change(file, statement):
    import sqlite3

    connection = sqlite3.connect(file)
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def connect(server):
    return socket.create_connection(("127.0.0.1", int(server.address.rsplit(":", 1)[1])), timeout=20)


def exchange(server, request):
    """All that comes back until the connection ends."""
    connection = connect(server)
    answer = b""
    try:
        connection.sendall(request)
        while part := connection.recv(65536):
            answer += part
    except OSError:
        pass
    return answer


def open_stream(server, path):
    visitor = Client(server)
    visitor.cookies = dict(server.cookies)
    stream = connect(server)
    stream.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {visitor.cookie}\r\n\r\n".encode())
    assert b" 200 " in stream.recv(4096)
    return stream


def ends(connection):
    """Whether the other side has closed, or does within ten seconds."""
    connection.settimeout(10)
    try:
        while connection.recv(65536):
            pass
        return True
    except ConnectionError:
        return True
    except TimeoutError:
        return False
