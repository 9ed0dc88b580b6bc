#!/usr/bin/env python3
"""Measures Cairn beside its own limits and beside the baseline, in the same run and in turns, and prints one table.

Nothing here is a test: numbers drift on a shared machine, ratios less so. A difference under 1.5 times is unproven.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "E2E"))

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("--binaries", required=True, help="folder of cairn and cairn-bench, built for release")
options.add_argument("--baseline", default="../shared/baseline", help="folder of the baseline; left out where it is not there")
options.add_argument("--seconds", type=int, default=5, help="of each measurement")
options.add_argument("--rounds", type=int, default=3, help="turns; the median is told")
options.add_argument("--only", default="", help="rows whose name contains this")
options = options.parse_args()
os.environ["CAIRN_BIN"] = str(Path(options.binaries).resolve() / "cairn")

from client import Client, forms  # noqa: E402  (they read CAIRN_BIN)
from sample import Sample  # noqa: E402
from server import Server, free_port  # noqa: E402
from streams import EVENTS, allow_open_files, seconds_until_all_are_told  # noqa: E402

BENCH = str(Path(options.binaries).resolve() / "cairn-bench")
BASELINE = Path(options.baseline).resolve()
BASELINE_PYTHON = HERE.parent / ".venv-bench/bin"
FOLDER = Path(tempfile.mkdtemp(prefix="cairn-bench-"))
OWNER = "bench@example.org"
SHAPE = (10, 10, 10, 9)
TABLE, RUNNING = [], []


def main():
    print(f"Load by wrk, {options.rounds} turns of {options.seconds} s each, medians, {os.cpu_count()} cores.", flush=True)
    allow_open_files()
    try:
        for row in (memory_at_rest, goal_page, unchanged_page, tree_page, check_in, streams, api_goal, api_list, api_check_in, api_cycle, event_streams,
                    sizes, start, imports, coach, forecasts, dashboard, thresholds):
            if options.only in row.__name__.replace("_", " "):
                print(f"… {row.__name__.replace('_', ' ')}", file=sys.stderr, flush=True)
                row()
    finally:
        for process in RUNNING:
            process.kill() if isinstance(process, Server) else end(process)
        shutil.rmtree(FOLDER, ignore_errors=True)
    print_table()


# The rows

def memory_at_rest():
    server = large()
    server.stop()
    server.start(**UNLIMITED)
    server.entered.connection.close()  # it led to the server that was stopped; the next request opens a new one
    tell("memory at rest, 10,110 goals", f"{memory(server):.0f} MB", "", None, "≤ 40 MB", memory(server) <= 40)


def goal_page():
    server, entered = large(), large().entered
    paths = write("goals", [f"/{entered.slug}/goals/{goal}" for goal in leaf_goals(server)])
    bare_server, bare_paths = bare(entered.get(lines(paths)[0])[1])
    contenders = {"ours": lambda: load(server, paths, headers=entered.headers), "bare": lambda: load(bare_server, bare_paths)}
    if baseline():
        pages = write("baseline-goals", [f"/goals/{number}" for number in baseline_leaves()])
        contenders["baseline"] = lambda: load(baseline(), pages)
    found = in_turns(contenders)
    against(found, "goal page, signed in, 10,110 goals", "baseline", "baseline page", 1)
    against(found, "goal page, signed in, 10,110 goals", "bare", "bare handler, same bytes", 0.12)


def unchanged_page():
    server, entered = large(), large().entered
    path = f"/{entered.slug}/goals/{leaf_goals(server)[0]}"
    _, headers, body = entered.send("GET", path)
    assert headers.get("ETag"), "the goal page has no ETag"
    bare_server, bare_paths = bare(body)
    one = write("one", [path])
    found = in_turns({"ours": lambda: load(server, one, headers=entered.headers | {"If-None-Match": headers["ETag"]}),
                      "bare": lambda: load(bare_server, bare_paths)})
    against(found, "unchanged page, 304", "bare", "bare handler", 0.3)


def tree_page():
    server = seeded("tree", lambda sample: sample.add_cycle("Now", (2, 10, 10, 9), *this_cycle()))
    tree = write("tree", [page_of_cycle(server)])
    found = in_turns({"ours": lambda: load(server, tree, connections=1, headers=server.entered.headers)})["ours"]
    tell("tree page, 2,022 goals, p95", f"{found['p95']:.1f} ms", "", None, "≤ 80 ms", found["p95"] <= 80)
    server.stop()


def check_in():
    server = large()
    paths, body = check_in_form(server)
    contenders = {"ours": lambda: load(server, paths, 16, "POST", FORM | server.entered.headers, body),
                  "engine": engine_check_ins}
    if baseline():
        leaves = write("baseline-puts", [f"/goals/{number}.json" for number in baseline_leaves()])
        key = BASELINE_KEY | {"Content-Type": "application/json"}
        contenders["baseline"] = lambda: load(baseline(), leaves, 16, "PUT", key, '{"done_ratio": %v}')
    found = in_turns(contenders)
    against(found, "check-in, 16 connections", "baseline", "baseline update", 2)
    against(found, "check-in, 16 connections", "engine", "same statements, one commit each", 1.2)
    tell("check-in, p99", f"{found['ours']['p99']:.1f} ms", "", None, "≤ 25 ms", found["ours"]["p99"] <= 25)
    tell("memory after the load", f"{memory(server):.0f} MB", "", None, "≤ 120 MB", memory(server) <= 120)


def streams():
    server = large()
    goal = leaf_goals(server)[0]
    path = f"/{server.entered.slug}/live?topics=goal:{goal}"
    taken = median(seconds_until_all_are_told(server, path, server.entered.headers, 1000, lambda: post_check_in(server, goal))[0]
                   for _ in range(options.rounds))
    tell("1,000 live streams, one check-in, last one told", f"{taken * 1000:.0f} ms", "", None, "≤ 1,000 ms", taken <= 1)


def api_goal():
    server = large()
    ours, rows = ([f"{place}/goals/{goal}" for goal in leaf_goals(server)] for place in ("/api/v1", ""))
    paths, bare_paths, bare_server = write("api-goals", ours), write("bare-goals", rows), bare_rows()
    contenders = {"ours": lambda: load(server, paths, headers=bearer(server)), "bare": lambda: load(bare_server, bare_paths)}
    if baseline():
        leaves = write("baseline-items", [f"/goals/{number}.json" for number in baseline_leaves()])
        contenders["baseline"] = lambda: load(baseline(), leaves, headers=BASELINE_KEY)
    found = in_turns(contenders)
    against(found, "API: a goal, token checked, 10,110 goals", "baseline", "baseline item", 1.5)
    against(found, "API: a goal, token checked, 10,110 goals", "bare", "bare handler, one row as JSON", 0.5)


def api_list():
    """Asked again while nothing is written, and while somebody writes, so that no answer is remembered for long."""
    server = large()
    ours, page = write("api-list", [page_of_measured_goals(server)]), write("baseline-list", ["/goals.json?limit=100"])
    goal = leaf_goals(server)[0]

    def asked():
        return load(server, ours, headers=bearer(server))

    for what, ask in (("asked again", asked), ("written to 20 times a second", lambda: while_written(server, goal, asked))):
        contenders = {"ours": ask}
        if baseline():
            contenders["baseline"] = lambda: load(baseline(), page, headers=BASELINE_KEY)
        found, what = in_turns(contenders), f"API: 100 goals with key results, {what}"
        if "baseline" in found:
            against(found, what, "baseline", "baseline list", 2)
        else:
            tell(what, rate(found["ours"]), "", None, "", True)


def api_check_in():
    server = large()
    reports = write("api-check-ins", [
        f"/api/v1/goals/{goal}/check-ins\t" + json.dumps({"values": [{"key_result_id": key_result, "value": "%v"}], "changed": "As planned."})
        .replace('"%v"', "%v") for key_result, goal in server.query("SELECT id, goal_id FROM key_result ORDER BY id LIMIT 2000")])
    for count, target in ((1, 1.5), (16, 2)):
        headers = bearer(server) | {"Content-Type": "application/json"}
        contenders = {"ours": lambda: load(server, reports, count, "POST", headers, "%line")}
        if baseline():
            leaves = write("baseline-puts", [f"/goals/{number}.json" for number in baseline_leaves()])
            contenders["baseline"] = lambda: load(
                baseline(), leaves, count, "PUT", BASELINE_KEY | {"Content-Type": "application/json"}, '{"done_ratio": %v}')
        what = f"API: check-in, {count} connection{'s' if count > 1 else ''}"
        found = in_turns(contenders)
        if "baseline" in found:
            against(found, what, "baseline", "baseline update", target)
        else:
            tell(what, rate(found["ours"]), "", None, "", True)


def api_cycle():
    server = seeded("cycle", lambda sample: (sample.add_cycle("Now", (2, 9, 10), *this_cycle()), sample.add_check_ins(1000)))
    (cycle,), = server.query("SELECT cycle_id FROM goal GROUP BY cycle_id HAVING count(*) = 200")
    path = write("api-cycle", [f"/api/v1/cycles/{cycle}/report"])
    found = in_turns({"ours": lambda: load(server, path, connections=1, headers=bearer(server))})["ours"]
    tell("API: a whole cycle of 200 goals in one call, p95", f"{found['p95']:.1f} ms", "", None, "≤ 15 ms", found["p95"] <= 15)
    server.stop()


def event_streams():
    """On a server of its own, so that what others left in memory does not count for the streams, nor streams for them."""
    server, count = seeded("events", lambda sample: sample.add_cycle("Now", (1, 4, 4), *this_cycle())), 5000
    goal, headers = leaf_goals(server)[0], bearer(server)
    server.entered.get(f"/{server.entered.slug}/goals/{goal}")
    found = []
    for _ in range(options.rounds):
        before = memory(server)
        taken, after = seconds_until_all_are_told(server, "/api/v1/events", headers, count, lambda: post_check_in(server, goal), EVENTS,
                                                  lambda: memory(server))
        found.append((taken, (after - before) * 1024 / count))
    # The first round is the one that takes memory; later ones use again what the first gave back.
    taken, each = median(seconds for seconds, _ in found), max(size for _, size in found)
    tell(f"{count:,} event streams, one event, last one told", f"{taken * 1000:,.0f} ms", "", None, "≤ 1,000 ms", taken <= 1)
    tell("an event stream's memory", f"{each:.1f} kB", "", None, "≤ 20 kB", each <= 20)
    server.stop()


def sizes():
    def fill(others):
        def add(sample):
            sample.add_cycle("Now", (4, 4, 4, 2), *this_cycle())
            if others:
                # Of other people, so that the same work waits for the owner in both.
                sample.add_cycle("Before", others, "2024-01-01", "2024-12-31", is_ours=False)
            sample.add_check_ins(200, among=128)
        return add

    few, many = seeded("few", fill(None)), seeded("many", fill((20, 10, 10, 9)))
    for name in ("goal", "tree", "today", "dashboard"):
        places = {server: write(f"{name}-{server.port}", [pages_of(server)[name]]) for server in (few, many)}
        found = in_turns({label: lambda server=server: load(server, places[server], connections=1, headers=server.entered.headers)
                          for label, server in (("few", few), ("many", many))})
        ratio = found["few"]["rate"] / found["many"]["rate"]
        tell(f"{name} page, 20,432 goals in the workspace", rate(found["many"]), f"{rate(found['few'])} with 212 goals", ratio, "cost ≤ 1.3 ×", ratio <= 1.3)
    few.stop()
    many.stop()


def start():
    server = seeded("start", lambda sample: (sample.add_cycle("Now", SHAPE, *this_cycle()), sample.add_check_ins(100_000)))
    taken = []
    for _ in range(max(5, options.rounds)):
        server.stop()
        begun = time.monotonic()
        server.start()
        taken.append(time.monotonic() - begun)
    server.stop()
    tell("start to first answer, 100,000 check-ins", f"{median(taken) * 1000:.0f} ms", "", None, "≤ 300 ms", median(taken) <= 0.3)


def imports():
    files = sample_files("import", lambda sample: (sample.add_cycle("Now", (1, 10, 10, 9), *this_cycle()),
                                                   sample.add_cycle("Next", (1, 9, 9, 4), *this_cycle()),
                                                   sample.add_check_ins(10_000)))
    ours, raw = [], []
    for turn in range(options.rounds):
        server = fresh(f"import-{turn}")
        server.stop()
        begun = time.monotonic()
        server.run("import", *files)
        ours.append(time.monotonic() - begun)
        raw.append(raw_inserts(server, FOLDER / f"raw-{turn}"))
    ratio = median(raw) / median(ours)
    tell("import of 2,000 goals and 10,000 check-ins", f"{median(ours):.2f} s", f"{median(raw):.2f} s for raw inserts", ratio,
         "≥ 0.2, ≤ 5 s", ratio >= 0.2 and median(ours) <= 5)


def coach():
    """`cairn coach` over a file, start and printing included, on one core."""
    file = FOLDER / "statements.txt"
    file.write_text("\n".join(statements(40_000)) + "\n", encoding="utf-8")
    taken = []
    for _ in range(options.rounds):
        begun = time.monotonic()
        subprocess.run([os.environ["CAIRN_BIN"], "coach", "--json", str(file)], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.monotonic() - begun)
    found = 40_000 / median(taken)
    tell("coach, 40,000 statements by cairn coach", f"{found:,.0f}/s", "", None, "≥ 20,000/s", found >= 20_000)


def forecasts():
    seconds = median(bench("forecasts")["seconds"] for _ in range(options.rounds))
    tell("forecast of 10,000 series of 13 check-ins", f"{seconds:.2f} s", "", None, "≤ 1 s", seconds <= 1)



def dashboard():
    server = seeded("dashboard", lambda sample: (sample.add_cycle("Now", (2, 9, 10), *this_cycle()), sample.add_check_ins(5000, among=180)))
    place = pages_of(server)["dashboard"]
    path = write("dashboard", [place])
    found = in_turns({"ours": lambda: load(server, path, connections=1, headers=server.entered.headers)})["ours"]
    tell("dashboard, 200 goals, 5,000 check-ins, p95", f"{found['p95']:.1f} ms", "", None, "≤ 50 ms", found["p95"] <= 50)
    _, headers, _ = server.entered.send("GET", place)
    same = server.entered.headers | {"If-None-Match": headers["ETag"]}
    found = in_turns({"ours": lambda: load(server, path, headers=same)})["ours"]
    tell("dashboard, 304", rate(found), "", None, "≥ 10,000/s", found["rate"] >= 10_000)
    server.stop()


def thresholds():
    """Check-ins on goals with ten thresholds, of all kinds and crossed by none, in turns with check-ins on goals without."""
    server = seeded("thresholds", lambda sample: (sample.add_cycle("Now", (2, 9, 10), *this_cycle()), sample.add_check_ins(1000)))
    measured = server.query("SELECT id, goal_id FROM key_result ORDER BY id")
    with_lines, without = measured[: len(measured) // 2], measured[len(measured) // 2:]
    server.stop()
    connection = sqlite3.connect(server.folder / "data/cairn.db")
    workspace, = connection.execute("SELECT id FROM workspace").fetchone()
    rules = ["below:-1", "above:1000", "behind:100", "worse:10", "silent:366"] * 2
    connection.executemany(
        "INSERT INTO threshold (workspace_id, id, goal_id, key_result_id, rule, days, created_by, created_at) VALUES (?, ?, ?, ?, ?, 7, '', 0)",
        [(workspace, f"{place:013}{number:013}", goal, key_result, rule)
         for place, (key_result, goal) in enumerate(with_lines) for number, rule in enumerate(rules)])
    connection.commit()
    connection.close()
    server.start(**UNLIMITED)
    headers = bearer(server) | {"Content-Type": "application/json"}
    contenders = {}
    for name, goals in (("with", with_lines), ("without", without)):
        reports = write(f"thresholds-{name}", [
            f"/api/v1/goals/{goal}/check-ins\t" + json.dumps({"values": [{"key_result_id": key_result, "value": "%v"}]}).replace('"%v"', "%v")
            for key_result, goal in goals])
        contenders[name] = lambda reports=reports: load(server, reports, 1, "POST", headers, "%line")
    found = in_turns(contenders)
    ratio = found["without"]["rate"] / found["with"]["rate"]
    tell("check-in with ten thresholds", rate(found["with"]), f"{rate(found['without'])} without", ratio, "cost ≤ 1.3 ×", ratio <= 1.3)
    server.stop()


# Data

def statements(count):
    """Wordings as people write them, no two alike."""
    heads = ["Publish", "Hold", "Customers renew", "Reduce", "Every applicant hears from us", "Launch", "Share of tenants who", "Train"]
    tails = ["{} workshops with new partners by spring", "the time to decision from {} to 12 days", "within {} days, without asking twice",
             "at least {} % of the letters the same week", "a guide for team {} and its neighbours"]
    return [f"{heads[number % len(heads)]} {tails[number // len(heads) % len(tails)].format(number)}" for number in range(count)]


def large():
    """The server most rows ask: a workspace of the baseline's shape, 10,110 goals in four levels and 2,000 check-ins."""
    if "large" not in SEEDED:
        SEEDED["large"] = seeded("large", lambda sample: (sample.add_cycle("Now", SHAPE, *this_cycle()), sample.add_check_ins(2000)))
    return SEEDED["large"]


SEEDED = {}
UNLIMITED = {"CAIRN_API_RATE": "1000000", "CAIRN_API_STREAMS": "1000000", "CAIRN_PAGE_STREAMS": "1000000"}
BASELINE_KEY = {"x-api-key": "b" * 40}


def seeded(name, fill):
    server = fresh(name)
    files = sample_files(name, fill)
    server.stop()
    server.run("import", *files)
    server.start(**UNLIMITED)
    server.entered.connection.close()  # it led to the server that was stopped; the next request opens a new one
    return server


def fresh(name):
    """A started server with one empty workspace, and its owner signed in."""
    server = Server(FOLDER / name)
    RUNNING.append(server)
    server.start()
    server.entered = Client(server)
    server.entered.set_up("Bench", OWNER)
    server.entered.get(f"/{server.entered.slug}/today")  # shows the sentence that making it left, and forgets its cookie: with it, nothing is unchanged
    server.entered.headers = {"Cookie": server.entered.cookie}
    return server


def sample_files(name, fill):
    sample = Sample(OWNER)
    fill(sample)
    return sample.write(FOLDER / f"{name}-files")


def this_cycle():
    year = time.localtime().tm_year
    return f"{year}-01-01", f"{year}-12-31"


def leaf_goals(server):
    return [goal for goal, in server.query("SELECT goal_id FROM key_result ORDER BY id")]


def page_of_cycle(server):
    cycle, = next(iter(server.query("SELECT id FROM cycle WHERE name LIKE 'Now%'")))
    return f"/{server.entered.slug}/goals?cycle={cycle}"


def pages_of(server):
    goal, cycle = next(iter(server.query(
        "SELECT goal_id, goal.cycle_id FROM key_result JOIN goal ON goal.id = goal_id JOIN cycle ON cycle.id = goal.cycle_id "
        "WHERE cycle.name LIKE 'Now%' ORDER BY key_result.id")))
    slug = server.entered.slug
    return {"goal": f"/{slug}/goals/{goal}", "tree": page_of_cycle(server), "today": f"/{slug}/today", "dashboard": f"/{slug}/cycles/{cycle}"}


FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def check_in_form(server):
    """Where check-ins are posted and what each form sends, with %v for the value and %k for the key that makes it count once."""
    paths, bodies = [], []
    for goal in leaf_goals(server)[:2000]:
        path, fields = server.entered.check_in(server.entered.slug, goal, value="%v", key="bench-%k")
        paths.append(path)
        bodies.append(urlencode(fields).replace("%25", "%"))
    return write("check-ins", [f"{path}\t{body}" for path, body in zip(paths, bodies)]), "%line"


def post_check_in(server, goal):
    client = Client(server)
    client.cookies = dict(server.entered.cookies)
    path, fields = client.check_in(server.entered.slug, goal, value=str(time.time_ns() % 100), key=str(time.time_ns()))
    status, *_ = client.post(path, fields)
    assert status == 303, f"the check-in answered {status}"


def while_written(server, goal, measure):
    """Measures while somebody checks in every twentieth of a second."""
    over = threading.Event()

    def write_on():
        while not over.wait(0.05):
            post_check_in(server, goal)

    writing = threading.Thread(target=write_on)
    writing.start()
    try:
        return measure()
    finally:
        over.set()
        writing.join()


def engine_check_ins():
    """The same statements by the engine alone, one after the other, each with its own durable commit; on a copy of the data."""
    return bench("check-ins", "--data", str(copy_of_data("engine")), "--seconds", str(options.seconds))


def copy_of_data(name):
    copy = FOLDER / name
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    subprocess.run(["sqlite3", large().folder / "data/cairn.db", f"VACUUM INTO '{copy / 'cairn.db'}'"], check=True)
    return copy


def bearer(server):
    """The headers with which a program is the owner."""
    if not hasattr(server, "secret"):
        server.secret = server.run("token", "create", "--person", OWNER, "--name", "Bench", "--scope", "write").stdout.strip()
    return {"Authorization": f"Bearer {server.secret}"}


def page_of_measured_goals(server):
    """Of the first twenty pages of a hundred goals in the list, the one where most have key results."""
    best, path = (0, ""), "/api/v1/goals?limit=100"
    for _ in range(20):
        status, _, body = server.entered.send("GET", path, headers=bearer(server))
        assert status == 200, f"{path} answered {status}: {body[:500]}"
        part = json.loads(body)
        best = max(best, (sum(bool(goal["key_results"]) for goal in part["items"]), path))
        path = f"/api/v1/goals?limit=100&after={part['next']}"
    return best[1]


def raw_inserts(server, folder):
    """Seconds that the rows of the import take when they are put into the same tables by plain prepared inserts."""
    shutil.copytree(server.folder / "data", folder)
    connection = sqlite3.connect(folder / "cairn.db", isolation_level=None)
    connection.executescript("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;")
    names = ["person", "cycle", "team", "goal", "goal_link", "key_result", "initiative", "check_in", "check_in_value", "event"]
    kept = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    for name in names:
        connection.execute(f"DELETE FROM {name}")
    begun = time.monotonic()
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in kept.items():
        if rows:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.execute("COMMIT")
    taken = time.monotonic() - begun
    connection.close()
    return taken


# What stands beside it

def bare(body):
    """A Hummingbird handler that returns these bytes and does nothing else."""
    port = free_port()
    file = FOLDER / f"body-{port}.html"
    file.write_text(body, encoding="utf-8")
    begin([BENCH, "bare", "--file", str(file), "--port", str(port)], port)
    return f"http://127.0.0.1:{port}", write("root", ["/"])


def bare_rows():
    """A Hummingbird handler that answers with one row of the same data as JSON."""
    port = free_port()
    begin([BENCH, "rows", "--data", str(copy_of_data("rows")), "--port", str(port)], port)
    return f"http://127.0.0.1:{port}"


def baseline():
    """The address of the baseline, started on its own data; None where it is not there."""
    if "baseline" not in SEEDED:
        SEEDED["baseline"] = start_baseline() if (BASELINE / "app.py").exists() and BASELINE_PYTHON.exists() else None
    return SEEDED["baseline"]


def start_baseline():
    folder, port = FOLDER / "baseline", free_port()
    shutil.copytree(BASELINE, folder)
    subprocess.run([BASELINE_PYTHON / "python", "seed.py", "hand.db"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    begin([BASELINE_PYTHON / "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--no-access-log",
           "--log-level", "error"], port, cwd=folder)
    return f"http://127.0.0.1:{port}"


def baseline_leaves():
    return lines(FOLDER / "baseline/leaves.txt")


def bench(*arguments):
    return json.loads(subprocess.run([BENCH, *arguments], check=True, capture_output=True, text=True).stdout)


def begin(command, port, **more):
    process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL, **more)
    RUNNING.append(process)
    import socket

    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{command[0]} does not answer")


def end(process):
    try:
        os.killpg(process.pid, 15)  # its own session: uvicorn's workers end with it
        process.wait(10)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        process.kill()


# Measuring

def in_turns(contenders):
    """Each contender's medians over the rounds, measured A B A B."""
    found = {name: [] for name in contenders}
    for _ in range(options.rounds):
        for name, measure in contenders.items():
            found[name].append(measure())
    return {name: {key: median(one[key] for one in all) for key in all[0]} for name, all in found.items()}


def load(server, paths, connections=32, method="GET", headers={}, body=None):
    """What wrk says of these paths, asked for at random: rate a second, percentiles in milliseconds."""
    address = server if isinstance(server, str) else server.address
    told = {"PATHS": str(paths), "METHOD": method, "HEADERS": "\n".join(f"{name}: {value}" for name, value in headers.items())}
    command = ["wrk", f"-t{1}", f"-c{connections}", f"-d{options.seconds}s", "--timeout", "10s", "-s", HERE / "load.lua", address]
    run = subprocess.run(command, env=os.environ | told | ({"BODY": body} if body else {}), capture_output=True, text=True)
    try:
        found = json.loads(run.stderr.strip().splitlines()[-1])
    except (IndexError, ValueError):
        raise RuntimeError(f"wrk failed: {run.stdout}{run.stderr}") from None
    if found["refused"] or found["broken"]:
        raise RuntimeError(f"{found['refused']} of {found['requests']} requests were refused, {found['broken']} broke: {lines(paths)[0]}")
    return found


def memory(server):
    """Megabytes that the process holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def write(name, rows):
    place = FOLDER / f"{name}.txt"
    place.write_text("\n".join(rows) + "\n")
    return place


def lines(place):
    return Path(place).read_text().splitlines()


# Telling

def against(found, what, other, name, target):
    if other in found:
        ratio = found["ours"]["rate"] / found[other]["rate"]
        tell(what, f"{rate(found['ours'])}, p99 {found['ours']['p99']:.1f} ms", f"{rate(found[other])} {name}", ratio, f"≥ {target}", ratio >= target)


def rate(found):
    return f"{found['rate']:,.0f}/s"


def tell(what, ours, beside, ratio, target, reached):
    row = (what, ours, beside or "–", f"{ratio:.2f}" if ratio is not None else "–", target + ("" if reached else "  MISSED"))
    TABLE.append(row)
    print(" · ".join(row), flush=True)


def print_table():
    header = ("what", "ours", "beside it", "ratio", "target")
    widths = [max(len(row[column]) for row in [header, *TABLE]) for column in range(5)]
    print()
    for row in [header, tuple("-" * width for width in widths), *TABLE]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


if __name__ == "__main__":
    main()
