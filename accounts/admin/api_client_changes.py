"""What happened to an API client, as its page tells it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ApiClient

MOST = 20
# Which columns are listed; the rest of the library's model is nothing that anybody fills in.
_LISTED = ("name", "scopes", "allowed_user_ids", "calls_per_minute", "contact_email")
# What is no column of the client, but of its address for events
_WEBHOOK = {"webhook_url": gettext_lazy("address for events"), "webhook_events": gettext_lazy("events")}


@dataclass(frozen=True, slots=True)
class Change:
    """One column as it was and as it became."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the activity: a sentence, what was changed in detail, and when."""

    words: str
    changes: list[Change]
    at: datetime


def happenings(client: ApiClient) -> list[Happening]:
    """Return what happened, the latest first."""
    entries = LogEntry.objects.get_for_object(client).select_related("actor").order_by("-timestamp", "-pk")
    return [_happening(entry) for entry in entries[:MOST]]


def _happening(entry: Any) -> Happening:
    name = entry.actor.name if entry.actor else _("Somebody at the command line")
    changed: dict[str, list[str]] = entry.changes or {}
    if entry.action == LogEntry.Action.CREATE:
        return Happening(_("%(name)s made this client") % {"name": name}, [], entry.timestamp)
    changes = [_change(column, *changed[column]) for column in (*_LISTED, *_WEBHOOK) if column in changed]
    return Happening(_sentence(name, changed), changes, entry.timestamp)


def _sentence(name: str, changed: dict[str, list[str]]) -> str:
    if "secrets" in changed:
        before, after = changed["secrets"]
        if after:
            return _("%(name)s made the secret %(secret)s") % {"name": name, "secret": after}
        return _("%(name)s revoked the secret %(secret)s") % {"name": name, "secret": before}
    if "webhook_secrets" in changed:
        before, after = changed["webhook_secrets"]
        if after:
            return _("%(name)s made the signing secret %(secret)s") % {"name": name, "secret": after}
        return _("%(name)s revoked the signing secret %(secret)s") % {"name": name, "secret": before}
    if "webhook_test" in changed:
        return _("%(name)s sent a test event") % {"name": name}
    if "webhook_replay" in changed:
        return _("%(name)s had events sent again") % {"name": name}
    if "webhook_switched_on" in changed:
        return _("%(name)s had events sent to its address again") % {"name": name}
    if "is_active" in changed:
        is_on = changed["is_active"][1] == "True"
        return (_("%(name)s switched it on") if is_on else _("%(name)s switched it off")) % {"name": name}
    return _("%(name)s changed it") % {"name": name}


def _change(name: str, old: str, new: str) -> Change:
    label = str(_WEBHOOK.get(name) or ApiClient._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Change(label, _shown(name, old), _shown(name, new))


def _shown(name: str, text: str) -> str:
    if name == "scopes":
        return ", ".join(json.loads(text)) or "–"
    return ", ".join(text.split("\n")) or "–"
