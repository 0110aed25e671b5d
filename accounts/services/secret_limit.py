"""How many secrets of one sort a client has: two, so that a system goes over from one to the next without a gap."""

from accounts.errors import InvalidInput
from accounts.problems import Code
from l10n.problem import Problem

MOST_SECRETS = 2


def check_room(*, count: int, known: int | None) -> None:
    """Raise InvalidInput where ``count`` secrets leave no room for another, or are not those that were seen.

    ``known`` is how many the administrator has seen; None asks nothing.
    """
    if known is not None and known != count:
        raise InvalidInput(Problem(Code.SECRETS_CHANGED))
    if count >= MOST_SECRETS:
        raise InvalidInput(Problem(Code.TOO_MANY_SECRETS))
