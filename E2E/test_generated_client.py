"""A client that a generator made from the description alone does a whole journey: nothing in it was written for Cairn by hand."""

import datetime
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from server import new_server

PROGRAM = Path(sys.executable).parent / "openapi-python-client"


@pytest.fixture
def server(engine, demo_data, tmp_path):
    server = new_server(tmp_path / "server", engine, template=demo_data).start()
    yield server
    server.stop()


@pytest.fixture
def package(server, tmp_path, monkeypatch):
    """The generated package; a call that could not be made would be a warning."""
    (tmp_path / "settings.yml").write_text("post_hooks: []\n")
    made = subprocess.run(
        [PROGRAM, "generate", "--url", f"{server.address}/api/v1/openapi.json", "--output-path", tmp_path / "cairn_client", "--meta", "none",
         "--config", tmp_path / "settings.yml", "--fail-on-warning"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)
    assert made.returncode == 0 and "arning" not in made.stdout, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "cairn_client"
    for name in [name for name in sys.modules if name.split(".")[0] == "cairn_client"]:
        del sys.modules[name]


def test_a_goal_from_its_first_draft_to_its_grade(server, package):
    email, = server.query("SELECT account.email FROM person JOIN account ON account.id = person.account_id WHERE person.role = 'owner' "
                          "AND person.state = 'active' ORDER BY account.email LIMIT 1")[0]
    told = server.run("token", "create", "--person", email, "--name", "Generated", "--scope", "admin").stdout
    client = importlib.import_module(package).AuthenticatedClient(
        base_url=f"{server.address}/api/v1", token=re.search(r"cairn_[\w-]{43}", told)[0])
    models = importlib.import_module(f"{package}.models")

    def call(name, *parts, **more):
        """Each call is a module of that name, in a folder of its section."""
        module, = [path for path in (Path(sys.modules[package].__file__).parent / "api").glob(f"*/{name}.py")]
        answer = importlib.import_module(f"{package}.api.{module.parent.name}.{name}").sync(*parts, client=client, **more)
        assert not isinstance(answer, models.Problem), answer
        return answer

    today = datetime.date.today()
    me = call("get_me")
    team = call("create_team", body=models.TeamInput(name="Pilots", lead_id=me.person_id))
    cycle = call("create_cycle", body=models.CycleInput(
        name="Harbour year", starts_on=today, ends_on=today + datetime.timedelta(days=90)))
    call("move_cycle", cycle.id, body=models.CycleStageInput(stage=models.CycleStage.ACTIVE))
    goal = call("create_goal", body=models.GoalInput(
        title="Ships wait an hour less", owner_id=me.person_id, team_id=team.id, cycle_id=cycle.id), idempotency_key="the-first")
    again = call("create_goal", body=models.GoalInput(
        title="Ships wait an hour less", owner_id=me.person_id, team_id=team.id, cycle_id=cycle.id), idempotency_key="the-first")
    assert again.id == goal.id
    number = call("create_key_result", goal.id, body=models.KeyResultInput(
        title="Ships berthed within the hour", baseline=40.0, target=160.0, unit="ships"))
    call("commit_goal", goal.id, body=models.ReasonInput())
    call("create_check_in", goal.id, body=models.CheckInInput(
        values=[models.ReportedValueInput(key_result_id=number.id, value=100.0)], confidence=70, changed="The new boat is here."))
    call("create_comment", goal.id, body=models.CommentInput(text="Well done."))
    work = call("create_initiative", goal.id, body=models.InitiativeInput(title="Buy a boat", owner_id=me.person_id))
    call("edit_initiative", goal.id, work.id, body=models.InitiativeInput(title="Buy a faster boat"))

    seen = call("get_goal", goal.id)
    assert (seen.title, seen.progress, seen.confidence) == ("Ships wait an hour less", 0.5, 70)
    report = call("get_cycle_report", cycle.id)
    assert [each.goal.title for each in report.goals] == ["Ships wait an hour less"]
    kinds = [each.kind for each in call("list_events", goal=goal.id, limit=50).items]
    assert {"goal-made", "goal-committed", "checked-in", "comment-made", "initiative-made"} <= set(map(str, kinds)), kinds
    assert [each.text for each in call("list_comments", goal.id).items] == ["Well done."]
    assert any(each.title == seen.title for each in call("list_goals", q="wait an hour").items)

    closed = call("close_goal", goal.id, body=models.ClosureInput(
        outcome=models.GoalOutcome.PARTLY, reason="Half of it.", lesson="The tide was not the problem."))
    assert str(closed.stage) == "closed" and closed.lesson == "The tide was not the problem."
