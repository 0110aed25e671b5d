"""From a written list of invitees to people of the portal and outsiders, or to sentences that name the bad ones."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import name_keys
from accounts.models import User
from accounts.queries.people import spelled
from directory.entries import Terminal
from directory.services.terminals import known_terminals
from l10n import format_datetime
from l10n.mail_address import Flaw, on_the_wire, spellings
from meetings.forms import address_parser, terminal_names
from meetings.forms.address_parser import Entry
from meetings.limits import LONGEST_NAME
from meetings.models import Meeting, MeetingTerminal, terminals_of
from meetings.problems import Code
from meetings.requests import InviteeRequest, TerminalRequest

# Where more is said of an address than that it isn't full.
_OWN_SENTENCE = {Flaw.NUMBER_FOR_DOMAIN, Flaw.FOREIGN_BEFORE_AT, Flaw.TOO_LONG}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entry was taken for: a person of the portal, a terminal, somebody by an address alone, or none of them.

    ``is_unknown``: it is no address and nobody's name. ``several`` is what to say where it is the name of more.
    """

    entry: Entry
    person: User | None = None
    terminal: TerminalRequest | None = None
    is_unknown: bool = False
    several: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who could be read, and what stands in the way of the others. ``known`` is who has an address or name here."""

    invitees: tuple[InviteeRequest, ...] = ()
    terminals: tuple[TerminalRequest, ...] = ()
    problems: tuple[str, ...] = ()
    known: Mapping[str, list[User]] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()


def invited(text: str, *, organiser: User, meeting: Meeting | None = None) -> Invited:
    """Return who is named, by one query however long the list, for a ``meeting`` that is changed by two.

    One more, or two, asks for the terminals where a name is nobody's.
    The organiser is left out: they are in their meeting anyway. Whoever is in the meeting is known by the address
    under which they were invited, too, though they have another one by now or can't sign in any more.
    """
    entries = address_parser.read(text)
    known = _known(entries, organiser)
    if meeting and entries:
        for address, person in _addresses_in(meeting):
            known.setdefault(address, [person])
    invitees: dict[int | str, InviteeRequest] = {}
    problems: list[str] = []
    flawed: list[Entry] = []
    readings: list[Reading] = []
    halves: dict[str, list[str]] = {}
    terminals: dict[str, TerminalRequest] = {}
    rooms = _Terminals(organiser, meeting)
    for entry in entries:
        people = known.get(_key(entry), [])
        if entry.belongs_to and not people:
            halves.setdefault(entry.belongs_to, []).append(entry.name)
        elif entry.flaw:
            flawed.append(entry)
            readings.append(Reading(entry, is_unknown=True))
        elif not entry.email and not people and (called_so := rooms.called(entry.name)):
            if len(called_so) == 1:
                terminals.setdefault(called_so[0].number, called_so[0])
                readings.append(Reading(entry, terminal=called_so[0]))
            else:
                problems.append(_several_terminals(entry.name, called_so))
                readings.append(Reading(entry, several=problems[-1]))
        elif not entry.email and len(people) != 1:
            sentence = _no_such_name(entry, people)
            problems.append(sentence)
            readings.append(Reading(entry, is_unknown=not people, several=sentence if people else ""))
        else:
            found = _request(entry, people[0] if people else None, halves.pop(entry.email, []))
            invitees.setdefault(found.key, found)
            readings.append(Reading(entry, found.person))
    invitees.pop(organiser.pk, None)
    invitees.pop(on_the_wire(organiser.email), None)
    if flawed:
        problems.insert(0, _flaw_sentence(flawed, len(entries) - len(flawed)))
    return Invited(tuple(invitees.values()), tuple(terminals.values()), tuple(problems), known, tuple(readings))


class _Terminals:
    """The terminals of the organiser's organisation and of the meeting, asked for once a name is nobody's."""

    def __init__(self, organiser: User, meeting: Meeting | None) -> None:
        self._organiser, self._meeting = organiser, meeting

    def called(self, name: str) -> list[TerminalRequest]:
        return terminal_names.find_terminals(name, self._known)

    @cached_property
    def _known(self) -> list[Terminal | MeetingTerminal]:
        own = terminals_of(self._meeting) if self._meeting else ()
        return [*own, *known_terminals(person=self._organiser, now=timezone.now()).entries]


def with_cohosts(text: str, found: Invited) -> Invited:
    """Return ``found`` with those as co-hosts whom ``text`` names, by address or by name.

    Only somebody who can sign in here can ever be let in as host.
    """
    named: dict[str, list[InviteeRequest]] = {}
    for guest in found.invitees:
        named.setdefault(on_the_wire(guest.email), []).append(guest)
        named.setdefault(_folded(guest.name), []).append(guest)
    for typed, people in found.known.items():
        if typed not in named:
            named[typed] = [guest for guest in found.invitees if guest.person in people]
    entries = address_parser.read(text)
    spelled_so = _by_spelling(found.invitees) if any(not entry.email for entry in entries) else {}
    cohosts: set[int | str] = set()
    problems: list[str] = []
    for entry in entries:
        meant = named.get(_key(entry), [])
        if not meant and not entry.email:
            meant = spelled_so.get(name_keys.name_key(entry.name), [])
        if entry.belongs_to and not meant:
            continue
        if len(meant) > 1:
            problems.append(_several(entry.name, [guest.email for guest in meant]))
        elif not meant:
            problems.append(_("“%(typed)s” is not among the invitees.") % {"typed": entry.text[:60]})
        elif meant[0].person is None:
            problems.append(
                _("%(typed)s has no account here. Only colleagues can be co-hosts.") % {"typed": entry.text[:60]}
            )
        else:
            cohosts.add(meant[0].key)
    invitees = tuple(replace(guest, is_cohost=guest.key in cohosts) for guest in found.invitees)
    return replace(found, invitees=invitees, problems=tuple(problems))


def as_text(invitees: list[tuple[str, str]], terminals: Iterable[MeetingTerminal | TerminalRequest] = ()) -> str:
    """Return names and addresses as the field takes them, one per line, and terminals behind them."""
    named = ((name.replace('"', ""), email) for name, email in invitees)
    lines = [f'"{name}" <{email}>' if name and name != email else email for name, email in named]
    return "\n".join([*lines, *(terminal_names.written(name=each.name, number=each.number) for each in terminals)])


def terminal_text(number: str, *, organiser: User) -> str:
    """Return the terminal of that number as the field takes it, "" for one that is not the organisation's."""
    known = known_terminals(person=organiser, now=timezone.now()).entries
    return as_text([], [each for each in terminal_names.find_terminals(number, known) if each.number == number])


def _known(entries: list[Entry], organiser: User) -> dict[str, list[User]]:
    """Return the tenant's active people by address (on the wire) and by name (folded), as far as they are typed.

    Where nobody is called as it was typed, who may be spelled so is meant: 王芳 by "fang wang" and by "wf".
    """
    if organiser.tenant_id is None:
        return {}
    names = [entry for entry in entries if not entry.email and entry.name and not entry.flaw]
    emails = {spelling for entry in entries if entry.email for spelling in spellings(entry.email)}
    found = spelled([*emails, *(entry.name for entry in names)], tenant_id=organiser.tenant_id)
    known = {on_the_wire(person.email): [person] for people in found.values() for person in people}
    for entry in names:
        spelled_so = found.get(name_keys.name_key(entry.name), [])
        called_so = [person for person in spelled_so if _folded(person.name) == _folded(entry.name)]
        # The first half of "Weber, Jo <jo@x.org>" is a colleague only if it is a whole name.
        known[_folded(entry.name)] = called_so or ([] if entry.belongs_to else spelled_so)
    return known


def _by_spelling(invitees: Iterable[InviteeRequest]) -> dict[bytes, list[InviteeRequest]]:
    """Return the invitees by each way in which their names may be typed."""
    found: dict[bytes, list[InviteeRequest]] = {}
    for guest in invitees:
        for key in name_keys.name_keys(guest.name):
            found.setdefault(key, []).append(guest)
    return found


def _addresses_in(meeting: Meeting) -> list[tuple[str, User]]:
    """Return the people who are in ``meeting``, by the address under which they were invited and by today's."""
    rows = meeting.invitees.present().filter(person__isnull=False).select_related("person")
    people = [(row.email, row.person) for row in rows if row.person]
    return [(on_the_wire(address), person) for email, person in people for address in (person.email, email)]


def _key(entry: Entry) -> str:
    """Return by what an entry is looked up: its address as it is on the wire, else its name."""
    return on_the_wire(entry.email) or _folded(entry.name)


def _folded(name: str) -> str:
    """Return a name as it is compared: li wei, LI WEI and the full-width one are Li Wei."""
    return unicodedata.normalize("NFKC", name).casefold()


def _request(entry: Entry, person: User | None, halves: list[str]) -> InviteeRequest:
    """Return who is meant; ``halves`` stood before the name, as in "Weber, Jo"."""
    email = person.email.lower() if person else entry.email
    name = person.name if person else ", ".join([*halves, entry.name])[:LONGEST_NAME]
    return InviteeRequest(email=email, name=name, person=person)


def _no_such_name(entry: Entry, people: list[User]) -> str:
    if not people:
        return _("Nobody here is called “%(name)s”. Type a mail address, or choose from the suggestions.") % {
            "name": entry.name
        }
    return _several(entry.name, [person.email for person in people])


def _several(name: str, addresses: list[str]) -> str:
    return _("Several people are called “%(name)s”: %(addresses)s. Type the address of the one you mean.") % {
        "name": name,
        "addresses": format_datetime.names(addresses),
    }


def _several_terminals(name: str, found: list[TerminalRequest]) -> str:
    return _("Several rooms are called “%(name)s”: %(rooms)s. Type the number of the one you mean.") % {
        "name": name,
        "rooms": format_datetime.names([each.number for each in found]),
    }


def _flaw_sentence(flawed: list[Entry], others: int) -> str:
    if len(flawed) > 1:
        names = {"typed": format_datetime.names([f"“{entry.text[:60]}”" for entry in flawed]), "count": others}
        if not others:
            return _("These are not full mail addresses: %(typed)s. Complete or remove them.") % names
        return (
            ngettext(
                "These are not full mail addresses: %(typed)s. Complete or remove them; the other one is fine.",
                "These are not full mail addresses: %(typed)s. Complete or remove them; the other %(count)s are fine.",
                others,
            )
            % names
        )
    names = {"typed": flawed[0].text[:60], "count": others}
    if flawed[0].flaw in _OWN_SENTENCE:
        return str(flawed[0].flaw.label % names)
    if not others:
        return str(Code.ADDRESS_INVALID.label % names)
    if flawed[0].flaw is Flaw.NOTHING_AFTER_AT:
        return (
            ngettext(
                "“%(typed)s” has nothing after the @. Complete it or remove it; the other one is fine.",
                "“%(typed)s” has nothing after the @. Complete it or remove it; the other %(count)s are fine.",
                others,
            )
            % names
        )
    return (
        ngettext(
            "“%(typed)s” is not a full mail address. Complete it or remove it; the other one is fine.",
            "“%(typed)s” is not a full mail address. Complete it or remove it; the other %(count)s are fine.",
            others,
        )
        % names
    )
