"""The terminals of an organisation, as far as the meeting service tells them."""

from typing import Any

import pytest
import requests
from django.utils import timezone

from accounts.models import Tenant, User
from directory.entries import Listing, Terminal, TerminalState
from directory.services import reading, terminals
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def _add(vendor: Vendor, name: str, status: int = 0) -> str:
    body: dict[str, Any] = {"name": name, "status": status}
    return str(requests.post(f"{vendor.url}/_sandbox/terminals", json=body, timeout=10).json()["number"])


def _list(person: User, administrator: str) -> Listing[Terminal]:
    Tenant.objects.update(administrator_user_id=administrator)
    person.refresh_from_db()
    return terminals.list_terminals(person=person, now=timezone.now())


def test_list_terminals_as_the_administrator_has_models_and_states(vendor: Vendor, chen: User) -> None:
    there, away = _add(vendor, "一楼"), _add(vendor, "旧楼", status=1)
    found = {each.number: each for each in _list(chen, "administrator").entries}
    assert set(found) == {there, away}
    assert (found[there].name, found[there].model, found[there].state) == ("一楼", "TE20", TerminalState.FREE)
    assert found[away].state == TerminalState.OFF


@pytest.mark.parametrize("administrator", ["", "li"])
def test_list_terminals_without_an_administrator_has_names_alone(
    administrator: str, vendor: Vendor, chen: User
) -> None:
    number = _add(vendor, "一楼")
    (terminal,) = _list(chen, administrator).entries
    assert (terminal.number, terminal.name, terminal.model) == (number, "一楼", "")
    assert terminal.state == TerminalState.UNKNOWN, "which is never taken for free"


def test_list_terminals_whose_states_are_refused_is_a_list_nevertheless(vendor: Vendor, chen: User) -> None:
    _add(vendor, "一楼")
    fault = {"match": "POST /v1/usg/acs/ap/userstatus", "kind": "status", "status": 403, "times": 1}
    body = '{"error_code": "USG.206010036", "error_msg": "DENIED"}'
    requests.post(f"{vendor.url}/_sandbox/faults", json=fault | {"body": body}, timeout=10).raise_for_status()
    (terminal,) = _list(chen, "administrator").entries
    assert (terminal.model, terminal.state) == ("TE20", TerminalState.UNKNOWN)


def test_list_terminals_is_one_list_for_the_whole_organisation(vendor: Vendor, chen: User, li: User) -> None:
    _add(vendor, "一楼")
    known = _list(chen, "administrator")
    vendor.go_away()
    assert _list(li, "administrator") == known
    later = terminals.list_terminals(person=li, now=timezone.now() + reading.FRESH_FOR)
    assert later == Listing(known.entries, known.read_at, is_stale=True)
