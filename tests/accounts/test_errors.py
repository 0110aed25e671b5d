"""Each refusal says to programs what it is, and which status of HTTP it is."""

import pytest

from accounts.errors import AccountError, InvalidInput, NotAllowed, NotLinked
from accounts.problems import Code
from l10n.problem import Problem

_SITE = Problem(Code.SITE_UNKNOWN, params={"site": "moon"})
_NAME = Problem(Code.NAME_EMPTY, "name")


@pytest.mark.parametrize(
    ("error", "code", "field", "params", "status"),
    [
        (AccountError(_SITE), "site_unknown", "", {"site": "moon"}, 409),
        (NotLinked(Problem(Code.NO_ORGANISATION)), "no_organisation", "", {}, 409),
        (NotAllowed(Problem(Code.OWN_ROLE, "role")), "own_role", "role", {}, 403),
        (InvalidInput(_NAME, _SITE), "name_empty", "name", {}, 422),
    ],
)
def test_errors_carry_what_the_first_problem_says(
    error: AccountError, code: str, field: str, params: dict[str, object], status: int
) -> None:
    assert (error.code, error.field, error.params, error.status) == (code, field, params, status)
    assert error.sentence == error.problems[0].sentence
    assert str(error) == " ".join(problem.sentence for problem in error.problems)
