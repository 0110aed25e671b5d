"""People and identities as a table."""

import csv
import io

import pytest
from django.utils import timezone

from accounts.models import Tenant, User
from accounts.services import exporting, importing
from accounts.services.importing import Plan

pytestmark = pytest.mark.django_db
HEADER = "name,email,third_party_user_id"


def read(by: User, *lines: str, header: str = HEADER, tenant: Tenant | None = None) -> Plan:
    content = "\n".join((header, *lines)).encode()
    tenant = tenant or Tenant.objects.get(name="Qingshan")
    return importing.read(by=by, tenant=tenant, name="may.csv", content=content, now=timezone.now())


def test_export_has_no_formulas_and_comes_back_as_it_was(zhao: User, chen: User, stranger: User) -> None:
    User.objects.filter(pk=chen.pk).update(name="=1+1", phone="+86138")
    text = "".join(exporting.as_csv(by=zhao))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["email"], row["name"], row["phone"], row["state"]) for row in rows] == [
        ("chen.jing@qingshan.example", "'=1+1", "'+86138", "works"),
        ("zhao.lei@qingshan.example", "Zhao Lei", "", ""),
    ]
    plan = importing.read(
        by=zhao, tenant=Tenant.objects.get(name="Qingshan"), name="x", content=text.encode(), now=timezone.now()
    )
    assert [row.outcome.value for row in plan.rows] == ["unchanged", "unchanged"]


def test_export_has_each_tenants_own(zhao: User, operator: User, stranger: User) -> None:
    def addresses(by: User) -> list[str]:
        return [line.split(",")[1] for line in list(exporting.as_csv(by=by))[2:]]

    assert addresses(zhao) == ["zhao.lei@qingshan.example"]
    assert addresses(operator) == ["stranger@other.example", "zhao.lei@qingshan.example"]
