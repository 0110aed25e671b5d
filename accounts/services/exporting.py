"""People and identities as a table; what is secret has no column."""

from collections.abc import Iterable, Iterator

from accounts import access, csv_file, xlsx_file
from accounts.models import Identity, User

COLUMNS = (
    "name",
    "email",
    "third_party_user_id",
    "phone",
    "department_code",
    "language",
    "time_zone",
    "role",
    "is_active",
    "state",
    "failure_code",
    "tested_at",
    "vendor_account",
    "vendor_sip_number",
)


def as_csv(*, by: User) -> Iterator[str]:
    """Yield the lines of a CSV file of everybody whom ``by`` looks after, with the import's columns first.

    It begins with the mark by which spreadsheets know UTF-8.
    """
    yield "\ufeff"
    yield from map(csv_file.line, _rows(by))


def as_xlsx(*, by: User) -> bytes:
    """Return the same as an XLSX file."""
    return xlsx_file.write(_rows(by), title="people")


def _rows(by: User) -> Iterator[Iterable[object]]:
    yield COLUMNS
    people = access.people(by=by).filter(tenant__isnull=False).select_related("identity").order_by("email")
    for person in people.iterator(chunk_size=500):
        yield _cells(person, getattr(person, "identity", None))


def _cells(person: User, identity: Identity | None) -> list[object]:
    known = [
        person.name,
        person.email,
        identity.third_party_user_id if identity else "",
        person.phone,
        person.department_code,
        person.language,
        person.time_zone,
        person.role,
        "yes" if person.is_active else "no",
    ]
    if identity is None:
        return [*known, "", "", "", "", ""]
    tested = identity.tested_at.isoformat(timespec="seconds") if identity.tested_at else ""
    return [
        *known,
        identity.state,
        identity.failure_code,
        tested,
        identity.vendor_account,
        identity.vendor_sip_number,
    ]
