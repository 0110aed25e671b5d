"""In whose language and on whose clock a mail is written."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from l10n import zones
from meetings.models import Invitee


@dataclass(frozen=True, slots=True)
class Reader:
    """A language code of ours and a time zone."""

    language: str
    zone: ZoneInfo


def of_person(person: User, *, then: User | None = None) -> Reader:
    """The person's own choice, where they have none ``then``'s, else the site's."""
    chain = [person, then] if then else [person]
    languages = dict(settings.LANGUAGES)
    language = next((one.language for one in chain if one.language in languages), settings.LANGUAGE_CODE)
    zone = next((one.time_zone for one in chain if zones.is_zone(one.time_zone)), settings.DEFAULT_TIME_ZONE)
    return Reader(language, ZoneInfo(zone))


def of_invitee(invitee: Invitee, *, organiser: User) -> Reader:
    """An outsider reads in the organiser's language and zone: nothing else is known of them."""
    return of_person(invitee.person, then=organiser) if invitee.person else of_person(organiser)
