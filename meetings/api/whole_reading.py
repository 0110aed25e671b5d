"""Bodies of which a part can't be read: the caller is told at once what is wrong with the rest, too."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rest_framework.exceptions import ErrorDetail, ValidationError

from l10n.problem import Problem
from rest.fields import StrictSerializer, read

# In the place of a required field that can't be read
_STAND_INS = {"subject": "-"}


def read_whole(
    serializer: type[StrictSerializer], data: Any, *, problems_of: Callable[[dict[str, Any]], Iterable[Problem]]
) -> dict[str, Any]:
    """Return the valid content of a body. Raises ValidationError with all that is wrong.

    ``problems_of`` says why valid content can't be done. Where some fields can't be read it is asked about the others,
    and what it says of those that are left out or stood in for is passed over.
    """
    try:
        return read(serializer, data)
    except ValidationError as error:
        if not (isinstance(data, Mapping) and isinstance(error.detail, Mapping)):
            raise
        unread = set(error.detail)
        found = _read_others(serializer, data, unread)
        problems = problems_of(found) if found is not None else ()
        others = [problem for problem in problems if problem.field.partition(".")[0] not in unread]
        raise ValidationError(_joined(error.detail, others)) from error


def _read_others(
    serializer: type[StrictSerializer], data: Mapping[str, Any], unread: set[str]
) -> dict[str, Any] | None:
    """Return the content of the fields that can be read; None where that can't be told from the errors."""
    others = {name: value for name, value in data.items() if name not in unread}
    stand_ins = {name: value for name, value in _STAND_INS.items() if name in unread}
    try:
        return read(serializer, stand_ins | others)
    except ValidationError:
        return None


def _joined(errors: Mapping[str, Any], problems: Iterable[Problem]) -> dict[str, Any]:
    joined: dict[str, Any] = dict(errors)
    for problem in problems:
        told = ErrorDetail(problem.sentence, problem.code.value)
        name = problem.field or "non_field_errors"
        joined[name] = [*joined.get(name, ()), told]
    return joined
