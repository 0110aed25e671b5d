"""Many identities at once, where others work at the same moment or the process dies."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from accounts.access import ActingClient
from accounts.errors import NotAllowed
from accounts.models import ApiClient, Identity, Tenant, User
from accounts.services import idempotency, upserting
from accounts.services.import_rows import Outcome
from tests.factories.api import make_api_client
from tests.flows import killable
from tests.flows.killable import World

ROWS = [
    {"third_party_user_id": f"{number:03}", "email": f"p{number}@qingshan.example", "name": f"P {number}"}
    for number in range(20)
]


def map_all(client_id: int, key: str = "") -> list[str]:
    """Map all rows as the client, in any thread or process; return the outcomes."""
    client = ApiClient.objects.get(pk=client_id)
    by, now = ActingClient(client, frozenset({"people:map"})), timezone.now()

    def work() -> dict[str, list[str]]:
        done = upserting.upsert(by=by, tenant=client.tenant, rows=ROWS, now=now)
        return {"outcomes": [row.outcome.value for row in done]}

    if not key:
        return work()["outcomes"]
    answer = idempotency.answer_once(caller=str(client_id), key=key, request=ROWS, work=work, now=now)
    return list(answer["outcomes"])


def _in_a_thread(client_id: int, key: str) -> list[str]:
    try:
        return map_all(client_id, key)
    finally:
        connection.close()


def at_once(client_id: int, key: str = "") -> list[list[str]]:
    with ThreadPoolExecutor(4) as threads:
        return sorted(threads.map(partial(_in_a_thread, key=key), [client_id] * 4))


@pytest.mark.django_db(transaction=True)
def test_the_same_rows_at_the_same_moment_are_made_once(qingshan: Tenant) -> None:
    client = make_api_client(qingshan)
    found = at_once(client.pk)
    assert found == [[Outcome.MADE] * 20, *[[Outcome.UNCHANGED] * 20] * 3]
    assert (User.objects.count(), Identity.objects.count()) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_is_one_request(qingshan: Tenant) -> None:
    client = make_api_client(qingshan)
    assert at_once(client.pk, "k") == [[Outcome.MADE] * 20] * 4


@pytest.mark.django_db(transaction=True)
def test_killed_before_its_end_nothing_is_done_and_after_it_all_is(world: World, qingshan: Tenant) -> None:
    client = make_api_client(qingshan)
    action = partial(map_all, client.pk, "k")
    life = killable.live(world, action, until=1)
    assert (life, User.objects.filter(name__startswith="P ").count()) == (
        killable.Life((killable.COMMITS,), was_killed=True),
        0,
    )
    life = killable.live(world, action, until=2)
    assert life == killable.Life((killable.COMMITS, killable.COMMITTED), was_killed=True)
    assert Identity.objects.filter(person__welcome_due_at__isnull=False).count() == 20  # the sweep finds them
    assert map_all(client.pk, "k") == [Outcome.MADE] * 20
    assert map_all(client.pk) == [Outcome.UNCHANGED] * 20


@pytest.mark.django_db
def test_a_client_maps_people_of_its_own_tenant_only(qingshan: Tenant, stranger: User) -> None:
    assert stranger.tenant is not None
    by = ActingClient(make_api_client(qingshan), frozenset())
    with pytest.raises(NotAllowed):
        upserting.upsert(by=by, tenant=stranger.tenant, rows=ROWS, now=timezone.now())
