"""Where the contract says nothing, the reading can be chosen."""

from tests.sandbox.conftest import Start
from tests.sandbox.program import Sandbox


def test_assumptions(sandbox: Sandbox, start: Start) -> None:
    assert sandbox.post("assume", {"series_edit": "perhaps"}) == (
        400,
        {"error": "series_edit is one of renews, keeps."},
    )
    assert sandbox.post("assume", {"weather": "fine"})[0] == 400
    assert sandbox.post("assume", ["series_edit"])[0] == 400
    assert sandbox.post("assume", {"series_edit": "keeps"})[1]["series_edit"] == "keeps"
    assert sandbox.post("reset")[0] == 200
    assert sandbox.post("assume", {})[1]["series_edit"] == "renews"
    given = start("--seed", "none", "--app-id", "a" * 32, "--assume", "series_edit=keeps")
    assert Sandbox(given.url).post("assume", {})[1]["series_edit"] == "keeps"
