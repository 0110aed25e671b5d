"""Fields of requests that are read strictly: what is not understood is refused by name, never guessed at."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that names the fields it doesn't know."""

    default_error_messages = {"unknown_field": _("There is no such field.")}

    def to_internal_value(self, data: Any) -> Any:
        """Raise ValidationError with each unknown field beside all else that is wrong."""
        errors: dict[str, Any] = {}
        value: Any = {}
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            errors = dict(error.detail) if isinstance(error.detail, Mapping) else {"non_field_errors": error.detail}
        if isinstance(data, Mapping):
            sentence = self.error_messages["unknown_field"]
            for name in data:
                if name not in self.fields:
                    # Half a character, which JSON can name, can't be answered
                    written = str(name).encode(errors="backslashreplace").decode()
                    errors[written] = [serializers.ErrorDetail(str(sentence), "unknown_field")]
        if errors:
            raise ValidationError(errors)
        return value


class NothingSerializer(StrictSerializer):
    """A body that has nothing to say: the token and the address say all."""


class TextField(serializers.CharField):
    """Text that is text: a number would have lost its leading zeros already."""

    default_error_messages = {"no_text": _("Write it as text, in quotation marks.")}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("no_text")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "format": "date-time"})
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """A moment as RFC 3339 writes it, with its offset: a time without one could be anybody's."""

    default_error_messages = {
        "invalid": _("A time looks like 2026-05-15T09:00:00+08:00."),
        "offset_missing": _("The time lacks its offset from UTC: +08:00, say, or Z."),
        "out_of_range": _("A year from 1900 to 9000, please."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        found = _RFC_3339.fullmatch(data) if isinstance(data, str) else None
        if found is None:
            self.fail("invalid")
        if found[2] is None:
            self.fail("offset_missing")
        try:
            moment = datetime.fromisoformat(data.upper().replace(" ", "T"))
        except ValueError:
            self.fail("invalid")
        if not 1900 <= moment.year <= 9000:  # so that a day more or less is a time, too
            self.fail("out_of_range")
        return moment.astimezone(UTC)  # PostgreSQL knows offsets below 16 hours alone

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


class ChoicesField(serializers.ListField):
    """Several of some words, in a query as ``state=booked,running`` or ``state=booked&state=running``."""

    def __init__(self, *, choices: Iterable[str], required: bool = True) -> None:
        super().__init__(
            child=serializers.ChoiceField(choices=list(choices)),
            required=required,
            allow_empty=False,
            help_text=_("Several are separated by commas."),
        )

    def to_internal_value(self, data: Any) -> list[Any]:
        """Return each of them once."""
        words = [word for text in data for word in text.split(",")] if isinstance(data, list) else data
        return list(dict.fromkeys(super().to_internal_value(words)))


def read_query(serializer: type[StrictSerializer], query: QueryDict) -> dict[str, Any]:
    """Return the valid content of an address' query. Raises ValidationError also for what stands there twice."""
    declared = serializer._declared_fields
    repeated = [_("Once is enough.")]
    found: dict[str, Any] = {}
    for name, texts in query.lists():
        is_list = isinstance(declared.get(name), serializers.ListField)
        if not is_list and len(texts) > 1:
            raise ValidationError({name: repeated})
        found[name] = texts if is_list else texts[-1]
    return read(serializer, found)


def read(serializer: type[StrictSerializer], data: Any) -> dict[str, Any]:
    """Return the valid content of a request. Raises ValidationError with all that is wrong."""
    if not isinstance(data, Mapping):
        raise ValidationError({"non_field_errors": [_("The body is a JSON object.")]})
    return dict(_made(serializer).run_validation(data))


@cache
def _made(serializer: type[StrictSerializer]) -> StrictSerializer:
    """Return one for the whole process: it keeps nothing of what it reads, and copies of its fields take long."""
    return serializer()
