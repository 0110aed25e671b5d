"""What becomes of each row of an imported file, decided without writing anything."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from accounts import access, user_ids
from accounts.access import Administrator
from accounts.models import Identity, Tenant, User
from accounts.problems import Code
from accounts.services import mapping
from l10n import mail_address, one_line, phone_number, zone_links, zones
from l10n.problem import Problem
from l10n.text_length import utf16_length

REQUIRED = ("name", "email", "third_party_user_id")
COLUMNS = (*REQUIRED, "phone", "department_code", "language", "time_zone", "role")

_LONGEST = {
    name: int(getattr(User._meta.get_field(name), "max_length"))  # noqa: B009 — not every field has one
    for name in ("name", "email", "phone", "department_code")
}
_LANGUAGES = {"zh": "zh-hans", "zh-cn": "zh-hans", "中文": "zh-hans", "en-us": "en", "en-gb": "en"}
# 1.00E+05, as spreadsheets show a long number
_SHORTENED = re.compile(r"\d([.,]\d+)?E[+-]?\d+", re.I)
_BATCH = 5000
Problems = Mapping[int, Sequence[Problem]]
_NONE: Problems = {}
_ROLES = (User.Role.PERSON.value, User.Role.TENANT_ADMIN.value)


class Outcome(StrEnum):
    """What becomes of a row."""

    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file; ``number`` is its line, ``values`` what would be kept, ``changes`` column, before, after;
    ``problems`` are why it is left out, ``warnings`` what is to be looked at though it is taken."""

    number: int
    values: dict[str, str]
    outcome: Outcome
    person: User | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def user_id(self) -> str:
        """Return the User ID as an administrator reads it, with what can't be seen written out."""
        return user_ids.shown(self.values["third_party_user_id"])


@dataclass
class _Known:
    """What is there already, and which earlier row of the file claims what."""

    by: Administrator
    tenant: Tenant
    people: dict[str, User]
    by_folded: dict[str, list[Identity]]
    rows_by_email: dict[str, int] = field(default_factory=dict)
    rows_by_folded: dict[str, int] = field(default_factory=dict)


def decide_outcomes(
    *,
    by: Administrator,
    tenant: Tenant,
    rows: list[tuple[int, dict[str, str]]],
    flaws: Problems = _NONE,
    warnings: Problems = _NONE,
) -> tuple[Row, ...]:
    """Return the outcome of each row in ``tenant``; an optional cell that is empty keeps what is there.

    So does a name that a row leaves out, which only somebody new needs. A row that has ``flaws`` is left out for
    these, ``warnings`` stand beside the row's own; both are by its number.
    """
    known = _Known(by, tenant, _find_people(rows), _find_identities(tenant, rows))
    return tuple(
        _decide(known, number, cells, flaws.get(number, ()), warnings.get(number, ())) for number, cells in rows
    )


def _find_people(rows: list[tuple[int, dict[str, str]]]) -> dict[str, User]:
    emails = {spelling for number, cells in rows for spelling in mail_address.spellings(cells["email"])}
    found = (
        person
        for some in _batches(emails)
        for person in User.objects.filter(email__in=some).select_related("identity")
    )
    return {mail_address.on_the_wire(person.email): person for person in found}


def _find_identities(tenant: Tenant, rows: list[tuple[int, dict[str, str]]]) -> dict[str, list[Identity]]:
    by_folded: dict[str, list[Identity]] = {}
    for some in _batches({user_ids.folded(cells["third_party_user_id"]) for number, cells in rows}):
        for identity in Identity.objects.filter(tenant=tenant, folded_user_id__in=some).select_related("person"):
            by_folded.setdefault(identity.folded_user_id, []).append(identity)
    return by_folded


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    """Yield as many at a time as a statement of any database may ask for."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def _decide(
    known: _Known, number: int, cells: dict[str, str], flaws: Sequence[Problem], more_warnings: Sequence[Problem]
) -> Row:
    values = _values(cells)
    person = known.people.get(mail_address.on_the_wire(values["email"]))
    own = person if person and person.tenant_id == known.tenant.pk else None
    problems = list(flaws) or [*_problems(values, own), *_conflicts(known, number, values, person)]
    changes = tuple(_changes(person, values)) if person else ()
    if not problems and (changes or person is None) and not _may_write(known, values, person):
        problems.append(Problem(Code.ADMINISTRATORS_OWN, mapping.FIELD))
    known.rows_by_email.setdefault(mail_address.on_the_wire(values["email"]), number)
    known.rows_by_folded.setdefault(user_ids.folded(values["third_party_user_id"]), number)
    if problems:
        return Row(number, values, Outcome.REFUSED, problems=tuple(problems))
    warnings = (*_warnings(values), *more_warnings)
    if person is None:
        return Row(number, values, Outcome.MADE, warnings=warnings)
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return Row(number, values, outcome, person, changes, warnings=warnings if changes else ())


def _values(cells: dict[str, str]) -> dict[str, str]:
    values = {name: cells[name] for name in COLUMNS if cells.get(name) or (name in REQUIRED and name in cells)}
    values["email"] = values["email"].lower()
    for name in ("name", "phone", "department_code"):
        if name in values:
            values[name] = one_line.one_line(values[name])
    if phone := values.get("phone"):
        values["phone"] = phone_number.normalise(phone) or phone
    if zones.is_zone(time_zone := values.get("time_zone", "")):
        values["time_zone"] = zone_links.canonical(time_zone)
    if language := values.get("language", "").lower():
        values["language"] = _LANGUAGES.get(language, language)
    if role := values.get("role"):
        values["role"] = role.lower()
    return values


def _problems(values: dict[str, str], person: User | None) -> Iterator[Problem]:
    """Return what is wrong with a row by itself."""
    for name, longest in _LONGEST.items():
        if utf16_length(values.get(name, "")) > longest:
            yield Problem(Code.TOO_LONG, name, {"column": name, "most": longest})
    if not values.get("name", "-"):
        yield Problem(Code.NAME_EMPTY, "name")
    if flaw := mail_address.find_flaw(values["email"]):
        yield Problem(flaw, "email", {"typed": values["email"]})
    # Whoever isn't linked stays so by an empty cell, as in an export; somebody new is linked at once.
    stays_unlinked = person is not None and not hasattr(person, "identity") and not values["third_party_user_id"]
    if not stays_unlinked and (problem := mapping.flaw(values["third_party_user_id"])):
        yield problem
    phone = values.get("phone", "")
    is_new = person is None or phone != person.phone
    if phone and is_new and phone_number.normalise(phone) is None:
        yield Problem(Code.NO_PHONE_NUMBER, "phone", {"typed": phone[:40]})
    if values.get("language", "en") not in {"zh-hans", "en"}:
        yield Problem(Code.LANGUAGE_UNKNOWN, "language", {"language": values["language"]})
    if not zones.is_zone(values.get("time_zone", "UTC")):
        yield Problem(Code.TIME_ZONE_UNKNOWN, "time_zone", {"time_zone": values["time_zone"]})
    if values.get("role", _ROLES[0]) not in _ROLES:
        yield Problem(Code.ROLE_UNKNOWN, "role", {"role": values["role"]})


def _warnings(values: dict[str, str]) -> Iterator[Problem]:
    """Return what may be meant so, and often isn't."""
    if _SHORTENED.fullmatch(values["third_party_user_id"]):
        user_id = values["third_party_user_id"]
        yield Problem(Code.USER_ID_SHORTENED, "third_party_user_id", {"user_id": user_id})


def _conflicts(known: _Known, number: int, values: dict[str, str], person: User | None) -> Iterator[Problem]:
    """Return where a row and what is there already can't both be."""
    user_id = values["third_party_user_id"]
    folded = user_ids.folded(user_id)
    address = mail_address.on_the_wire(values["email"])
    if address and (earlier := known.rows_by_email.get(address)):
        yield Problem(Code.ADDRESS_IN_ROW, "email", {"row": earlier})
    if folded and (earlier := known.rows_by_folded.get(folded)):
        yield Problem(Code.USER_ID_IN_ROW, mapping.FIELD, {"row": earlier})
    is_reached = person and person.tenant_id == known.tenant.pk and person.role != User.Role.OPERATOR
    if not is_reached and "name" not in values:  # the same, whether somebody elsewhere has it or nobody
        yield Problem(Code.ADDRESS_UNKNOWN, "email", {"typed": values["email"]})
    elif person and not is_reached:
        yield Problem(Code.ADDRESS_ELSEWHERE, "email")
    if person and person == known.by and values.get("role", person.role) != person.role:
        yield Problem(Code.OWN_ROLE, "role")
    alikes = known.by_folded.get(folded, [])
    same = next((one for one in alikes if one.third_party_user_id == user_id), None)
    alike = next((one for one in alikes if one.person != person), None)
    if same:
        if same.person != person:
            yield mapping.taken(user_id, same.person.name)
    elif alike:
        other = alike.third_party_user_id
        yield mapping.looks_alike(user_id, other, alike.person.name, code=Code.LINK_BY_HAND)


def _may_write(known: _Known, values: dict[str, str], person: User | None) -> bool:
    identity: Identity | None = getattr(person, "identity", None)
    before = [identity.third_party_user_id] if identity else []
    of = [*before, values["third_party_user_id"]]
    return access.may_link(by=known.by, tenant=known.tenant, person=person, of=of)


def _changes(person: User, values: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    identity: Identity | None = getattr(person, "identity", None)
    for name, after in values.items():
        is_user_id = name == "third_party_user_id"
        before = (identity.third_party_user_id if identity else "") if is_user_id else getattr(person, name)
        if name != "email" and before != after:
            yield name, before, after
