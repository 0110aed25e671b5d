"""The people in the meeting service's own address book, who may have no account in the portal."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

import structlog

from accounts.errors import AccountError
from accounts.models import User
from accounts.services import attempts
from accounts.vendor import clients
from directory.entries import AddressBookPerson
from hwmeeting import DirectoryEntry, DirectoryScope, HwMeetingError
from l10n.mail_address import find_flaw

_log = structlog.get_logger("directory.address_book")

MOST_FOUND = 8
SHORTEST, LONGEST = 2, 60  # characters that are typed
# Somebody who types is asked for about once a second; a program that guesses gets no further.
MOST_SEARCHES, WINDOW = 30, timedelta(minutes=1)
# Of how many entries those with a mail address are looked for: one page of the vendor's.
_MOST_READ = 100


def search_people(*, person: User, typed: str, now: datetime) -> list[AddressBookPerson]:
    """Return people of the vendor's address book who have a mail address, by what was typed.

    Nobody for too short a text, after too many searches, and while the vendor can't be asked. No transaction may be
    open.
    """
    typed = typed.strip()[:LONGEST]
    if len(typed) < SHORTEST or person.tenant_id is None:
        return []
    if attempts.count_attempt(key=f"address-book:{person.pk}", window=WINDOW, now=now) > MOST_SEARCHES:
        return []
    try:
        entries = clients.client_for(person=person).directory.search(typed, scope=DirectoryScope.PEOPLE)
        return list(islice(_with_address(islice(entries, _MOST_READ)), MOST_FOUND))
    except (HwMeetingError, AccountError) as error:
        _log.warning("the address book can't be read", tenant=person.tenant_id, error=repr(error))
        return []


def _with_address(entries: Iterator[DirectoryEntry]) -> Iterator[AddressBookPerson]:
    for entry in entries:
        email = entry.email.strip().lower()
        if entry.is_person and email and find_flaw(email) is None:
            yield AddressBookPerson(entry.name.strip() or email, email, entry.department_name)
