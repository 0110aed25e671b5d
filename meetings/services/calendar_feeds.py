"""The private address of somebody's meetings: made, replaced and switched off by themselves, read by a program."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from accounts.services import attempts
from encryption.keys import fingerprints
from meetings.models import CalendarFeed
from meetings.queries import feed as queries
from meetings.queries.feed import FeedContent
from meetings.services import calendar_files

_MISSES, _WINDOW = 30, timedelta(minutes=10)


class Feed(NamedTuple):
    """Whose it is, and which meetings are in it now."""

    person: User
    content: FeedContent


def switch_on(*, person: User, now: datetime) -> CalendarFeed:
    """Return the address of ``person``, made if there is none yet."""
    return CalendarFeed.objects.get_or_create(person=person, defaults=_made(now))[0]


def replace(*, person: User, now: datetime) -> CalendarFeed:
    """Return a new address in the place of the present one, at which nothing is found from now on."""
    return CalendarFeed.objects.update_or_create(person=person, defaults=_made(now))[0]


def switch_off(*, person: User) -> None:
    """Let nothing be found at the address any more."""
    for feed in CalendarFeed.objects.filter(person=person):
        feed.delete()


def address_of(*, feed: CalendarFeed) -> str:
    """Return the address for a calendar program, https in production."""
    return f"{settings.PORTAL_URL}{reverse('meetings:feed', args=[feed.token])}"


def find(*, token: str, now: datetime) -> Feed | None:
    """Return what stands at an address; None for one that leads nowhere, or of somebody who may sign in no more."""
    feeds = CalendarFeed.objects.select_related("person__tenant")
    feed = feeds.filter(token_hash__in=fingerprints(token), person__is_active=True).first()
    if feed is None or feed.person.tenant_id is None:
        return None
    return Feed(feed.person, queries.read_content(person=feed.person, now=now))


def is_guessing(*, client: str, now: datetime) -> bool:
    """Count an address that leads nowhere, and tell whether ``client`` has tried too many."""
    return attempts.count_attempt(key=f"feed-miss:{client}", window=_WINDOW, now=now) > _MISSES


def write(*, feed: Feed, now: datetime) -> bytes:
    """Return the calendar file, in its person's language."""
    return calendar_files.write(person=feed.person, meeting_ids=feed.content.meeting_ids, now=now)


def _made(now: datetime) -> dict[str, object]:
    return {"token": secrets.token_urlsafe(24), "made_at": now}
