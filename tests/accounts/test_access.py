"""Whom an administrator reaches."""

import pytest

from accounts import access
from accounts.access import ActingClient
from accounts.models import ApiClient, Identity, Tenant, User

pytestmark = pytest.mark.django_db


def test_tenants_of_an_operator_are_all(operator: User, zhao: User, stranger: User) -> None:
    assert set(access.tenants(by=operator)) == {zhao.tenant, stranger.tenant}


def test_tenants_of_a_tenant_administrator_are_their_own(zhao: User, stranger: User) -> None:
    assert set(access.tenants(by=zhao)) == {zhao.tenant}


def test_tenants_of_a_person_are_none(chen: User) -> None:
    assert set(access.tenants(by=chen)) == set()


def test_tenants_of_somebody_deactivated_are_none(operator: User, qingshan: Tenant) -> None:
    operator.is_active = False
    assert set(access.tenants(by=operator)) == set()


def test_people_of_a_tenant_administrator_are_their_tenants(zhao: User, li: User, stranger: User) -> None:
    assert set(access.people(by=zhao)) == {zhao, li}


def test_people_of_a_tenant_administrator_are_without_operators(zhao: User, operator: User) -> None:
    operator.tenant = zhao.tenant
    operator.save()
    assert set(access.people(by=zhao)) == {zhao}


def test_people_of_an_operator_are_all(operator: User, zhao: User, stranger: User) -> None:
    assert set(access.people(by=operator)) == {operator, zhao, stranger}


def test_identities_reach_as_far_as_people(zhao: User, operator: User, chen: User, stranger: User) -> None:
    assert stranger.tenant is not None
    other = Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="stranger")
    assert set(access.identities(by=zhao)) == {chen.identity}
    assert set(access.identities(by=operator)) == {chen.identity, other}


def test_identities_of_somebody_who_has_moved_stay_out_of_reach(zhao: User, chen: User, stranger: User) -> None:
    assert stranger.tenant is not None
    Identity.objects.update(tenant=stranger.tenant)
    assert set(access.identities(by=zhao)) == set()


def test_roles_of_a_tenant_administrator_are_without_operator(zhao: User) -> None:
    assert access.roles(by=zhao) == ["person", "tenant_admin"]


def test_roles_of_an_operator_are_all(operator: User) -> None:
    assert access.roles(by=operator) == ["person", "tenant_admin", "operator"]


def test_people_of_a_client_are_its_tenants_without_operators(
    erp: ApiClient, li: User, stranger: User, operator: User
) -> None:
    operator.tenant = erp.tenant
    operator.save()
    by = ActingClient(erp, frozenset())
    assert (set(access.tenants(by=by)), set(access.people(by=by))) == ({erp.tenant}, {li})


def test_may_link_what_is_an_administrators_with_its_scope_alone(erp: ApiClient, li: User, zhao: User) -> None:
    tenant = erp.tenant
    tenant.administrator_user_id = "root"
    without, having = ActingClient(erp, frozenset({"people:map"})), ActingClient(erp, frozenset({"act:admin"}))
    for by, is_allowed in ((without, False), (having, True), (zhao, True)):
        assert access.may_link(by=by, tenant=tenant, person=zhao, of=["zhao"]) is is_allowed
        assert access.may_link(by=by, tenant=tenant, person=li, of=["li", "ROOT"]) is is_allowed
        assert access.may_link(by=by, tenant=tenant, person=None, of=["li"])
