"""The hard terminals of an organisation, and whether they are free."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from accounts.models import User
from accounts.vendor import clients
from directory.entries import Listing, Terminal, TerminalState
from directory.models import VendorList
from directory.services import reading
from directory.services.reading import ListKey
from hwmeeting import CallStatus, Client, Device, DeviceStatus, DirectoryScope, Refused
from notifications.enqueue import notify_worker

# More are not shown: a page is no inventory.
MOST_TERMINALS = 500

_STATES: dict[int, TerminalState] = {
    CallStatus.OFFLINE: TerminalState.OFF,
    CallStatus.IDLE: TerminalState.FREE,
    CallStatus.BUSY: TerminalState.BUSY,
}


def list_terminals(*, person: User, now: datetime) -> Listing[Terminal]:
    """Return the terminals of the organisation of ``person`` by name; asks the vendor where that is due.

    Models and states are told to administrators alone: where the tenant names none, the address book has the names.
    """
    if person.tenant_id is None:
        return Listing((), None, is_stale=False)
    key = ListKey(VendorList.Kind.TERMINALS, person.tenant_id)
    return reading.read_list(key=key, fetch=lambda: _fetch(person), load=Terminal.from_json, now=now)


def known_terminals(*, person: User, now: datetime) -> Listing[Terminal]:
    """Return the terminals as they are known, by one query; a worker is told where they ought to be read again."""
    if person.tenant_id is None:
        return Listing((), None, is_stale=False)
    row = ListKey(VendorList.Kind.TERMINALS, person.tenant_id).find()
    if reading.is_due(row, now=now):
        notify_worker("directory.read_terminals", person_id=person.pk)
    return reading.build_listing(row, load=Terminal.from_json, now=now)


def _fetch(person: User) -> list[Terminal]:
    assert person.tenant is not None
    found: Iterable[Terminal]
    if person.tenant.administrator_user_id.strip():
        try:
            found = _read_as_administrator(clients.client_for_administrator(tenant=person.tenant))
        except Refused:  # that User ID is no administrator there
            found = _read_address_book(clients.client_for(person=person))
    else:
        found = _read_address_book(clients.client_for(person=person))
    return sorted(found, key=lambda terminal: (terminal.name, terminal.number))


def _read_as_administrator(client: Client) -> list[Terminal]:
    devices = list(islice(client.devices.list(), MOST_TERMINALS))
    numbers = [device.number for device in devices if device.number]
    try:
        statuses = {status.number: status for status in client.devices.statuses(numbers)}
    except Refused:  # the list is worth something without
        statuses = {}
    return [
        Terminal(
            device.number,
            device.name,
            device.model,
            device.department_name,
            _state(device, statuses.get(device.number)),
        )
        for device in devices
    ]


def _state(device: Device, status: DeviceStatus | None) -> TerminalState:
    if not device.is_usable or (status and status.is_registered is False):
        return TerminalState.OFF
    if status is None or status.call_status is None:
        return TerminalState.UNKNOWN
    return _STATES.get(status.call_status, TerminalState.UNKNOWN)


def _read_address_book(client: Client) -> list[Terminal]:
    entries = islice(client.directory.search(scope=DirectoryScope.DEVICES), MOST_TERMINALS)
    return [Terminal(each.number, each.name, "", each.department_name, TerminalState.UNKNOWN) for each in entries]
