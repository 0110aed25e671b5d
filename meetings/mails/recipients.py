"""In whose language and on whose clock a mail is written."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from l10n import zones
from meetings.models import Invitee


@dataclass(frozen=True, slots=True)
class Recipient:
    """The language and the time zone in which somebody reads."""

    language: str
    zone: ZoneInfo


def recipient_for_person(person: User, *, then: User | None = None) -> Recipient:
    """Return what the person has chosen, where they chose nothing what ``then`` has, else the site's settings."""
    chain = [person, then] if then else [person]
    languages = dict(settings.LANGUAGES)
    language = next((one.language for one in chain if one.language in languages), settings.LANGUAGE_CODE)
    zone = next((one.time_zone for one in chain if zones.is_zone(one.time_zone)), settings.DEFAULT_TIME_ZONE)
    return Recipient(language, ZoneInfo(zone))


def recipient_for_invitee(invitee: Invitee, *, organiser: User) -> Recipient:
    """Return the invitee's own choice; an outsider's language and clock as far as known, else the organiser's."""
    if invitee.person:
        return recipient_for_person(invitee.person, then=organiser)
    found = recipient_for_person(organiser)
    if invitee.language in dict(settings.LANGUAGES):
        found = replace(found, language=invitee.language)
    return replace(found, zone=ZoneInfo(invitee.time_zone)) if zones.is_zone(invitee.time_zone) else found
