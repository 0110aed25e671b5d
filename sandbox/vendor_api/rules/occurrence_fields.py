"""Read the fields of one occurrence (RestScheduleCycleConfDTO, docs/vendor/series.md 11)."""

from dataclasses import dataclass
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules import field_types, start_time
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE
from sandbox.vendor_api.rules.field_types import Boolean, Integer, Text

_ABSENT, _MEDIA = "MMC.111070001", "MMC.111071018"
_FIELDS = (
    Text("cycleSubConfID", longest=64, code="MMC.111070005"),
    Text("mediaTypes", choices={"Voice", "HDVideo"}, code=_MEDIA),
    Integer("length", None, range(15, 1441), "MMC.111071021"),
    Integer("isAutoRecord", 0, {0, 1}, "MMC.111071032"),
    Integer("recordAuthType", 2, {0, 1, 2}, WRONG_VALUE),
    Text("description", longest=200, code=WRONG_VALUE),
)
_AUDIENCE = (
    Integer("showAudienceMode", 0, {0, 1}, WRONG_VALUE),
    Integer("baseAudienceCount", 0, range(10001), WRONG_VALUE),
)
_OPTIONS = (
    Integer("callInRestriction", 0, {0, 2, 3}, WRONG_VALUE),
    Integer("audienceCallInRestriction", 0, {0, 2}, WRONG_VALUE),
    Boolean("allowGuestStartConf", default=False),
    Boolean("enableWaitingRoom", default=False),
)


@dataclass(frozen=True, slots=True)
class RequestedOccurrence:
    """What an edit asks for.

    ``start_at`` None is now, ``length`` in minutes; ``fields`` what the occurrence has for itself.
    """

    occurrence_id: str
    start_at: int | None
    length: int
    fields: dict[str, Any]


def read_occurrence(body: dict[str, Any], *, now: int) -> RequestedOccurrence:
    """Return the whole object as everywhere: what is left out gets its default, not what the series has."""
    found = field_types.read_fields(body, _FIELDS)
    if not found["cycleSubConfID"]:
        raise Refused(_ABSENT)
    if not found["mediaTypes"]:
        raise Refused(_MEDIA)
    options = body.get("confConfigInfo") or {}
    _check_audience(options.get("showAudienceCountInfo") or {})
    own = field_types.read_fields(options, _OPTIONS)
    return RequestedOccurrence(
        occurrence_id=found.pop("cycleSubConfID"),
        start_at=start_time.parse_start(body["startTime"], now=now),
        length=found.pop("length"),
        fields=found | {"confConfigInfo": own},
    )


def _check_audience(shown: dict[str, Any]) -> None:
    """Check what is of webinars alone, so that it is kept nowhere. ``multiple`` has one decimal."""
    field_types.read_fields(shown, _AUDIENCE)
    multiple = shown.get("multiple")
    if multiple is not None and not (1 <= multiple <= 10 and round(multiple, 1) == multiple):
        raise Refused(WRONG_VALUE)
