"""Finding meetings of one's agenda by words: one query along the index of words, for ten meetings or a million."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from django.db.models import Q, QuerySet

from accounts.models import SearchKey, User
from accounts.name_keys import typed_key
from meetings.limits import LONGEST_RUN
from meetings.models import AgendaEntry, Meeting
from meetings.queries import lists
from meetings.queries.lists import EntryRow
from meetings.search_terms import Both, Either, Expression, Phrase, split_words, text_phrases

Place: TypeAlias = tuple[datetime, int]
# Nobody is told exactly how many more there are.
COUNTED = 50
# So many of the next or latest meetings are looked through first: what is found often is found among them, and the
# index of words would have to read all of it. What is found so often at least is looked for further on in this way.
_NEAR, _OFTEN = 250, 2
_SHORTEST_NUMBER = 6
# A word that is the beginning of more names than these finds the meetings of some of them.
_MOST_PEOPLE = 200
_OFF = (Meeting.State.CANCELLED, Meeting.State.REFUSED)


class Wanted(NamedTuple):
    """What is looked for; what is empty narrows nothing. ``until`` is the first moment that counts no more."""

    words: str = ""
    is_own: bool = False
    with_cancelled: bool = False
    since: datetime | None = None
    until: datetime | None = None


class Search:
    """One search of one person, whose words are looked up once."""

    def __init__(self, *, person: User, wanted: Wanted, now: datetime) -> None:
        self._person, self._now = person, now
        by_number = _by_number(person, wanted.words)
        self._narrowed = _condition(person, wanted) & (by_number or Q())
        self._words = _expression(person, wanted) if wanted.words and by_number is None else None

    def coming(self, *, limit: int, after: Place | None = None) -> list[int]:
        """Return the keys of what is not over yet, the next one first, from behind ``after`` (start, key) on."""
        found = self._mine.filter(start_at__gt=self._now - LONGEST_RUN)
        if after:
            at, key = after
            found = found.filter(Q(start_at__gt=at) | Q(pk__gt=key), start_at__gte=at)
        ahead = found.filter(start_at__gt=self._now).order_by("start_at")
        found = found.filter(lists.is_on(self._now), self._narrowed).order_by("start_at", "pk")
        return self._keys(found, limit, lambda reach: _until(ahead, "start_at__lte", reach))

    def past(self, *, limit: int, before: Place | None = None) -> list[int]:
        """Return the keys of what is over, the latest first, from behind ``before`` (start, key) on."""
        begun = self._mine.filter(start_at__lte=before[0] if before else self._now).order_by("-start_at")
        found = lists.entries_over(person=self._person, now=self._now, narrowed=self._narrowed, before=before)
        return self._keys(found, limit, lambda reach: _until(begun, "start_at__gte", reach))

    def rows(self, keys: Sequence[int]) -> list[EntryRow]:
        """Return what ``coming`` or ``past`` has found as rows of a list, in that order; one query, or none."""
        if not keys:
            return []
        found = lists.rows_with_keys(AgendaEntry.objects.filter(pk__in=keys, person=self._person), self._now)
        return sorted(found, key=lambda row: keys.index(row.key))

    def _keys(self, entries: QuerySet[AgendaEntry], limit: int, near: Callable[[int], Q | None]) -> list[int]:
        """Return the first keys of ``entries`` with the words: from the ``near`` ones, else by the index of words."""
        keys = entries.values_list("pk", flat=True)
        if self._words is None:
            return list(keys[:limit])
        reach = _NEAR
        while True:
            within = near(reach)
            found = list(keys.filter(within or Q(), meeting__words__terms__holding=self._words)[:limit])
            if len(found) == limit or within is None:
                return found
            if reach > _NEAR or len(found) < _OFTEN:
                return list(keys.filter(meeting__words__terms__matching=self._words)[:limit])
            reach = 2 * _NEAR * limit // len(found)

    @property
    def _mine(self) -> QuerySet[AgendaEntry]:
        return AgendaEntry.objects.filter(**lists.agenda_of(self._person))


def _until(entries: QuerySet[AgendaEntry], lookup: str, reach: int) -> Q | None:
    """Return the condition that holds for the first ``reach`` of ``entries``; None where there are no more."""
    starts = list(entries.values_list("start_at", flat=True)[reach : reach + 1])
    return Q(**{lookup: starts[0]}) if starts else None


def _condition(person: User, wanted: Wanted) -> Q:
    """Return what is asked of an entry of the agenda."""
    condition = Q()
    if wanted.is_own:
        condition &= Q(meeting__organiser=person)
    if not wanted.with_cancelled:
        condition &= Q(is_cancelled=False) & ~Q(meeting__state__in=_OFF)
    times = {"start_at__gte": wanted.since, "start_at__lt": wanted.until}
    return condition & Q(**{name: value for name, value in times.items() if value})


def _by_number(person: User, words: str) -> Q | None:
    """Return the condition that finds a whole meeting ID; None where it is none of a meeting that is known."""
    number = "".join(words.split())
    if not (number.isascii() and number.isdigit() and len(number) >= _SHORTEST_NUMBER):
        return None
    in_tenant = Meeting.objects.filter(tenant=person.tenant_id)
    dialled = in_tenant.filter(vendor_conference_id=number).values("pk")
    in_room = in_tenant.filter(vendor_room_number=number).exclude(vendor_room_id="").values("pk")
    found = [*dialled, *in_room]
    return Q(meeting__in=[row["pk"] for row in found]) if found else None


def _expression(person: User, wanted: Wanted) -> Expression:
    """Return what finds the meetings of ``person`` in which each word is found.

    That is in the subject, as its organiser, or, where ``person`` may change it and so sees who is invited, as anybody
    of them. Where no word has a letter or digit nothing is found.
    """
    me = Phrase((f"p{person.pk}",))
    words = split_words(wanted.words)
    if not words:
        return Both((me, Phrase(("nothing",))))
    each = Both(tuple(_word(person, word) for word in words))
    if len(words) == 1:
        return Both((me, each))
    # "wang f" is somebody, though the second word alone is nothing
    people = _people(person, wanted.words)
    return Both((me, Either((each, *_with(person, people))))) if people else Both((me, each))


def _word(person: User, word: str) -> Expression:
    in_subject, in_outsiders = text_phrases(word, prefix="t"), text_phrases(word, prefix="x")
    assert in_subject is not None
    assert in_outsiders is not None
    hosted = Both((Phrase((f"h{person.pk}",)), in_outsiders))
    return Either((in_subject, hosted, *_with(person, _people(person, word))))


def _with(person: User, people: list[int]) -> Iterator[Expression]:
    """Yield what finds the meetings of these ``people`` that ``person`` may know to be theirs."""
    if people:
        yield from (Phrase((f"o{key}",)) for key in people)
        yield Both((Phrase((f"h{person.pk}",)), Either(tuple(Phrase((f"p{key}",)) for key in people))))


def _people(person: User, word: str) -> list[int]:
    """Return whose name or address begins with ``word``, some way; nobody for a single letter."""
    key = typed_key(word)
    if len(key) < 2:
        return []
    found = SearchKey.objects.filter(tenant=person.tenant_id).beginning_with(key)
    return list(found.order_by("person").values_list("person", flat=True).distinct()[:_MOST_PEOPLE])
