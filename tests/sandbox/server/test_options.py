"""Options that cannot be."""

from pathlib import Path

import pytest

from tests.sandbox.calls.command_line import run_command


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "say --expose"),
        (["--host", "meetings.example.org"], "say --expose"),
        (["--seed", "none"], "--seed none needs --app-id"),
        (["--app-id", "x"], "--app-id needs its key"),
        (["--app-key", "x"], "--app-id needs its key"),
        (["--seed", "large"], "--seed large needs --history"),
        (["--history", "5"], "--seed large needs --history"),
        (["--seed", "large", "--history", "-1"], "from 0 to"),
        (["--port", "70000"], "0 to 65535"),
        (["--ca-file", "x"], "needs --tls"),
    ],
)
def test_options_that_cannot_be(tmp_path: Path, options: list[str], says: str) -> None:
    ended = run_command("--data", str(tmp_path), *options)
    assert (ended.returncode, says in ended.stderr) == (2, True), ended.stderr
