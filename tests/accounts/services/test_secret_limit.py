"""How many secrets may be alive."""

import pytest

from accounts.errors import InvalidInput
from accounts.services.secret_limit import check_room


@pytest.mark.parametrize(("count", "known"), [(0, None), (0, 0), (1, 1), (1, None)])
def test_check_room_for_another(count: int, known: int | None) -> None:
    check_room(count=count, known=known)


@pytest.mark.parametrize(
    ("count", "known", "code"),
    [(1, 0, "secrets_changed"), (2, 1, "secrets_changed"), (2, 2, "too_many_secrets"), (2, None, "too_many_secrets")],
)
def test_check_room_where_there_is_none(count: int, known: int | None, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_room(count=count, known=known)
    assert refused.value.code == code
