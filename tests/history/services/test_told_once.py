"""Of each session and each recording API clients hear once, wherever the reading is killed and however often begun."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import ApiClient, Tenant, User
from accounts.vendor import clients
from history.models import EndedSession, Recording
from history.services import syncing
from hwmeeting import MeetingRequest
from tests.factories.vendor import Vendor
from tests.factories.webhooks import heard, listen

pytestmark = pytest.mark.django_db(transaction=True)
_HOUR = 3600
# Longer than a lease
_LATER = timedelta(minutes=11)


class Killed(BaseException):
    pass


def killed_at(number: int) -> Callable[..., Any]:
    """Let so many statements through that write, and end the process at the next one."""
    count = 0

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += str(sql).lstrip().startswith(("UPDATE", "DELETE", "INSERT"))
        if count > number:
            raise Killed
        return execute(sql, params, many, context)

    return run


def record_a_session(vendor: Vendor, chen: User) -> None:
    client = clients.client_for(person=chen)
    held = client.meetings.create(MeetingRequest("Recorded", None, 60, record_type=2, auto_record=True))
    vendor.open_link(held.chair_join_uri, "web", signed_in_as="chen")
    vendor.forward(1200)
    client.control.stop(held.conference_id, client.control.token(held.conference_id, held.host_password))


def test_killed_at_each_statement(vendor: Vendor, qingshan: Tenant, chen: User, erp: ApiClient) -> None:
    Tenant.objects.update(administrator_user_id=vendor.administrator_user_id)
    listen(erp)
    for _ in range(2):
        record_a_session(vendor, chen)
    vendor.forward(_HOUR)
    now, deaths = timezone.now() + timedelta(seconds=2 * 1200 + _HOUR), 0
    for number in range(60):
        try:
            with connection.execute_wrapper(killed_at(number)):
                syncing.sync(tenant_id=qingshan.pk, now=now + number * _LATER)
        except Killed:
            deaths += 1
    syncing.sync(tenant_id=qingshan.pk, now=now + 61 * _LATER)
    uuids = list(EndedSession.objects.values_list("vendor_conference_uuid", flat=True))
    assert (len(uuids), Recording.objects.exclude(session=None).count(), deaths > 10) == (2, 2, True)
    told = Counter(
        (event["type"], event["data"]["session"]["id"])
        for event in heard(erp)
        if event["type"] in {"session.stored", "recording.available"}
    )
    assert told == {(name, uuid): 1 for name in ("session.stored", "recording.available") for uuid in uuids}
