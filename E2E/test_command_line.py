"""The command line asks a real server: with flags, and with the questions of a terminal."""

import json
import os
import pty
import re
import select
import subprocess
import time

import pytest

from server import PROGRAM


@pytest.fixture(scope="module")
def terminal(demo, tmp_path_factory):
    return Terminal(demo, tmp_path_factory.mktemp("home"))


class Terminal:
    def __init__(self, server, home):
        self.server = server
        self.home = home
        self.goal, self.title, email = server.query(
            "SELECT goal.id, goal.title, account.email FROM goal JOIN key_result ON key_result.goal_id = goal.id "
            "JOIN person ON person.workspace_id = goal.workspace_id AND person.id = goal.owner_id "
            "JOIN account ON account.id = person.account_id "
            "WHERE goal.stage = 'committed' AND key_result.kind = 'number' ORDER BY goal.id LIMIT 1")[0]
        made = server.run("token", "create", "--person", email, "--name", "Terminal", "--scope", "write").stdout
        self.token = re.search(r"cairn_[\w-]{43}", made)[0]
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TERM": "xterm"}

    def run(self, *arguments, given=None, code=0, **more):
        done = subprocess.run([PROGRAM, *arguments], env=self.environment | more, input=given or "", capture_output=True, text=True, timeout=60)
        assert done.returncode == code, f"{done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout if code == 0 else done.stderr

    def sign_in(self):
        return self.run("login", self.server.address, "--with-token", given=self.token + "\n")

    def reports(self):
        return int(self.server.query(f"SELECT count(*) FROM check_in WHERE goal_id = '{self.goal}'")[0][0])

    def talk(self, *arguments, answers):
        """Answers each question at a terminal of its own, and returns all that was shown there, and the code."""
        process, screen = pty.fork()
        if process == 0:
            os.execve(PROGRAM, [str(PROGRAM), *arguments], self.environment)
        shown, end, answers = "", time.monotonic() + 60, list(answers)
        while time.monotonic() < end:
            if not select.select([screen], [], [], 0.2)[0]:
                continue
            try:
                piece = os.read(screen, 4096).decode()
            except OSError:
                break
            if not piece:
                break
            shown += piece
            if answers and re.search(answers[0][0], shown):
                os.write(screen, (answers.pop(0)[1] + "\n").encode())
        return shown, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_token_is_kept_where_only_its_owner_reads_it(terminal):
    assert "Signed in as" in terminal.sign_in()
    file = terminal.home / "cairn/servers.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert terminal.server.address in terminal.run("whoami")
    terminal.run("logout")
    assert "cairn login" in terminal.run("whoami", code=3)
    shown, code = terminal.talk("login", terminal.server.address, answers=[("Token: ", terminal.token)])
    assert code == 0 and "Signed in as" in shown and terminal.token not in shown


def test_goals_are_shown_as_on_the_page(terminal):
    terminal.sign_in()
    for line in (terminal.run("today"), terminal.run("tree")):
        assert terminal.title in line and re.search("On track|At risk|Off track|Stale|Not started", line) and "\x1b" not in line
    for meant in (terminal.goal, terminal.title, f"{terminal.server.address}/x/goals/{terminal.goal}"):
        assert terminal.title in terminal.run("goal", "show", meant)
    assert json.loads(terminal.run("goal", "show", terminal.goal, "--json"))["id"] == terminal.goal
    shown, code = terminal.talk("tree", answers=[])
    assert code == 0 and "\x1b[" in shown


def test_a_goal_is_written_down_and_changed(terminal):
    terminal.sign_in()
    assert "control characters" in terminal.run("goal", "new", "--title", "Evil \x1b[31m title", "--due", "2030-01-01", code=1)
    made = json.loads(terminal.run("goal", "new", "--title", "Evil \u202e title", "--due", "2030-01-01", "--json"))
    assert "\u202e" not in terminal.run("goal", "show", made["id"])
    shown = terminal.run("goal", "edit", made["id"], "--title", "Ferries leave on time", "--why", "People wait.")
    assert "Ferries leave on time" in shown and "People wait." in shown
    shown, code = terminal.talk("goal", "new", answers=[("What is different", "Lamps shine"), ("By which day", "2030-01-01")])
    assert code == 0 and shown.count("Lamps shine") > 1


def test_nobody_is_asked_through_a_pipe(terminal):
    terminal.sign_in()
    before = terminal.reports()
    assert "--value, --confidence or --say" in terminal.run("check-in", terminal.goal, given="12\n60\nBetter.\n", code=2)
    assert terminal.reports() == before


def test_checking_in_with_flags_and_by_questions(terminal):
    terminal.sign_in()
    before = terminal.reports()
    result = json.loads(terminal.run("goal", "show", terminal.goal, "--json"))["key_results"]
    number = next(each for each in result if each["kind"] == "number")
    assert "Checked in." in terminal.run("check-in", terminal.goal, "--value", f"{number['title']}=12", "--confidence", "70", "--say", "Live.")
    assert terminal.reports() == before + 1
    answers = [("New value", "")] * 0 + [(rf"(?s)(New value.*){{{place + 1}}}", "") for place in range(len(result))]
    answers += [("Confidence, 0", "many"), ("from 0 to 100", "60"), ("What changed", "Better.")]
    shown, code = terminal.talk("check-in", terminal.goal, answers=answers)
    assert code == 0 and "Last:" in shown and "Checked in." in shown
    assert terminal.reports() == before + 2


@pytest.mark.parametrize("arguments, more, code", [
    (["tree", "--wrong"], {}, 2), (["goal", "show", "no such words anywhere"], {}, 4), (["goal", "show", "0" * 26], {}, 4),
    (["tree"], {"CAIRN_TOKEN": "cairn_" + "x" * 43}, 3), (["tree"], {"CAIRN_SERVER": "http://127.0.0.1:9", "CAIRN_TOKEN": "cairn_x"}, 5),
    (["tree"], {"CAIRN_SERVER": "http://example.org", "CAIRN_TOKEN": "cairn_x"}, 2), (["goal", "new"], {}, 2),
    (["goal", "new", "--title", "x", "--due", "never"], {}, 1),
])
def test_errors_have_words_and_a_code(terminal, arguments, more, code):
    terminal.sign_in()
    assert len(terminal.run(*arguments, code=code, **more)) > 10


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(terminal, shell, tmp_path):
    script = terminal.run("--generate-completion-script", shell)
    assert "check-in" in script and "whoami" in script
    if shell == "bash":
        (tmp_path / "cairn").write_text(script)
        subprocess.run(["bash", "-n", tmp_path / "cairn"], check=True)
