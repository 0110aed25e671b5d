"""How programs keep what the mails about one meeting bring, one after the other: each returns what it then has."""

from collections.abc import Callable

from icalendar import Calendar, Component

Client = Callable[[str, str], str]


def replaces(stored: str, message: str) -> str:
    """Return the newest file alone, as khal's import does, and whoever puts it on a CalDAV server under its UID."""
    return message


def sabre(stored: str, message: str) -> str:
    """Return what Baïkal keeps: sabre/vobject 4.6.0, lib/ITip/Broker.php."""
    read = Calendar.from_ical(message)
    if not stored or read["METHOD"] != "CANCEL":
        return message
    kept = Calendar.from_ical(stored)
    for event in kept.walk("VEVENT"):
        event["STATUS"] = "CANCELLED"
    return _written(kept)


def nextcloud(stored: str, message: str) -> str:
    """Return what Nextcloud keeps, which cancels what the message names alone: apps/dav/lib/CalDAV/TipBroker.php."""
    read = Calendar.from_ical(message)
    if not stored or read["METHOD"] != "CANCEL":
        return message
    kept = Calendar.from_ical(stored)
    named = {_name(event): event for event in read.walk("VEVENT")}
    for event in kept.walk("VEVENT"):
        if named.pop(_name(event), None):
            event["STATUS"] = "CANCELLED"
    for event in named.values():
        kept.add_component(event)
    return _written(kept)


CLIENTS: dict[str, Client] = {"replaces": replaces, "sabre": sabre, "nextcloud": nextcloud}


def _name(event: Component) -> str:
    return str(event["RECURRENCE-ID"].to_ical()) if "RECURRENCE-ID" in event else ""


def _written(calendar: Calendar) -> str:
    return bytes(calendar.to_ical()).decode()
