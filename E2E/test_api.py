"""The API does what its description says: schemathesis makes requests from it, valid and not, and looks at every answer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from server import new_server

# Rules that a schema cannot say (a cycle ends after it begins) refuse what fits it, with 422; and whoever tries wrong tokens is soon told to
# wait (429), which the permission matrix looks at.
NOT_CHECKED = "positive_data_acceptance,ignored_auth"
# These end the access that the run itself comes in with.
NOT_SENT = ["revokeToken", "deactivatePerson", "changeRole"]
PROGRAM = Path(sys.executable).parent / "schemathesis"


@pytest.mark.parametrize("scope", ["admin", "read"])
def test_no_answer_is_outside_the_description(engine, demo_data, tmp_path, scope):
    server = new_server(tmp_path, engine, template=demo_data).start(CAIRN_API_RATE="10000")
    owner, = server.query("SELECT account.email FROM person JOIN account ON account.id = person.account_id WHERE person.role = 'owner' "
                          "AND person.state = 'active' ORDER BY account.email LIMIT 1")[0]
    token = re.search(r"cairn_[\w-]{43}", server.run("token", "create", "--person", owner, "--name", "Trial", "--scope", scope).stdout)[0]
    left_out = [part for call in NOT_SENT for part in ("--exclude-operation-id", call)]
    found = subprocess.run(
        [PROGRAM, "run", f"{server.address}/api/v1/openapi.json", "-H", f"Authorization: Bearer {token}", "--exclude-checks", NOT_CHECKED,
         "--max-examples", "8", "--seed", "7", "--workers", "2", "--no-color", *left_out],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
    server.stop()
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-1000:]
    assert "mostly returned 429" not in found.stdout

