"""Who has held most in a range: whole months by their sums and the days around them, as if all were days."""

from collections import Counter
from datetime import date, timedelta

import pytest

from accounts.models import Tenant, User
from insights.queries import totals
from tests.factories.day_totals import sum_day

pytestmark = pytest.mark.django_db
_FIRST, TODAY = date(2025, 12, 20), date(2026, 5, 14)


@pytest.fixture
def held(qingshan: Tenant, chen: User, li: User) -> dict[date, Counter[User]]:
    days = [_FIRST + timedelta(days=number) for number in range((TODAY - _FIRST).days + 1)]
    found = {}
    for number, day in enumerate(days):
        found[day] = Counter({chen: 1 + number % 3, li: number % 2})
        for person, sessions in found[day].items():
            sum_day(qingshan, day, person, sessions=sessions, seconds=60 * sessions)
    return found


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (_FIRST, TODAY),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 1, 2), date(2026, 3, 30)),
        (date(2026, 5, 1), TODAY),
        (date(2026, 5, 2), TODAY),
        (date(2026, 4, 15), date(2026, 5, 31)),
        (date(2026, 4, 30), date(2026, 4, 30)),
        (date(2025, 1, 1), date(2026, 12, 31)),
        (date(2026, 5, 13), date(2026, 5, 13)),
    ],
)
def test_hosts_are_those_of_the_days(
    qingshan: Tenant, held: dict[date, Counter[User]], since: date, until: date
) -> None:
    right: Counter[User] = Counter()
    for day, each in held.items():
        if since <= day <= until:
            right.update(each)
    found = totals.hosts(tenant_id=qingshan.pk, since=since, until=until, today=TODAY, limit=None)
    assert [(row.person, row.sessions, row.seconds) for row in found.rows] == [
        (person, count, 60 * count) for person, count in right.most_common() if count
    ]
    assert found.people == sum(1 for count in right.values() if count)


def test_only_the_most_are_named(qingshan: Tenant, held: dict[date, Counter[User]], chen: User) -> None:
    found = totals.hosts(tenant_id=qingshan.pk, since=_FIRST, until=TODAY, today=TODAY, limit=1)
    assert ([row.person for row in found.rows], found.people) == ([chen], 2)


def test_another_tenants_are_not_among_them(qingshan: Tenant, stranger: User) -> None:
    assert stranger.tenant is not None
    sum_day(stranger.tenant, TODAY, stranger)
    sum_day(stranger.tenant, TODAY)
    whose = {"tenant_id": qingshan.pk, "since": TODAY, "until": TODAY}
    assert totals.hosts(**whose, today=TODAY, limit=None) == totals.Hosts([], 0, 0)  # type: ignore[arg-type]
    assert totals.days(**whose, person_id=None) == []  # type: ignore[arg-type]
    assert totals.first_day(tenant_id=qingshan.pk) is None
