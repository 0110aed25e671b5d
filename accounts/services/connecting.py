"""Connecting a tenant to the meeting service: its application's credentials, tried before they are kept.

First everything that was typed is checked, then the service is asked, then all of it is kept in one transaction: a
process that dies before that has changed nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables

from accounts import access
from accounts.audit import record_change
from accounts.errors import AccountError, InvalidInput, NotAllowed
from accounts.models import Application, ConnectionTest, Identity, Tenant, User
from accounts.problems import Code
from accounts.services import applications
from accounts.vendor import probing
from accounts.vendor.probing import Findings
from l10n.problem import Problem

_Outcome = ConnectionTest.Outcome
_OF_APPLICATION = ("app_id", "kind", "site")
_OF_TENANT = ("name", "corp_id", "administrator_user_id", "administrator_password")


@dataclass(frozen=True, slots=True)
class ConnectionFields:
    """What was typed; an empty ``app_key`` or ``administrator_password`` keeps the one that is stored.

    The password is for an application without an App ID alone, which has neither ``app_id`` nor ``app_key``.
    """

    name: str
    app_id: str
    kind: str
    site: str
    corp_id: str
    administrator_user_id: str
    app_key: str = field(default="", repr=False)
    administrator_password: str = field(default="", repr=False)


class ConnectionFailed(AccountError):
    """The meeting service doesn't take the credentials; ``findings`` say why. Nothing was kept."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(Problem(Code.CONNECTION_FAILED))
        self.findings = findings


@sensitive_variables("fields")
def connect(
    *, by: User, tenant: Tenant | None, fields: ConnectionFields, is_tested: bool, now: datetime
) -> tuple[Tenant, Findings | None]:
    """Keep the credentials of ``tenant`` (None: a new one) if the service takes them, or untested; return both.

    Raises NotAllowed for anybody but an operator, InvalidInput, and ConnectionFailed.
    """
    _check_operator(by)
    asked = _filled(tenant, fields)
    findings = None
    others = _others(asked.application, tenant)
    if others and fields.app_key and not is_tested:  # it would be theirs, too
        raise InvalidInput(Problem(Code.APP_KEY_SHARED, "app_key", {"count": len(others)}))
    if is_tested:
        findings = probing.probe(tenant=asked, now=now)
        if findings["failure"]:
            raise ConnectionFailed(findings)
        _check_same_enterprise(tenant, findings)
        if asked.application.has_accounts:
            _check_enterprise_is_free(tenant, asked, findings)
    try:
        with transaction.atomic(durable=True):
            return _keep(tenant, fields, findings, now), findings
    except IntegrityError as error:
        raise InvalidInput(Problem(Code.CHANGED_MEANWHILE)) from error


def test(*, by: User, tenant: Tenant, now: datetime) -> ConnectionTest:
    """Try the stored credentials and keep what came of it. Raises NotAllowed, and InvalidInput where some lack."""
    if not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))
    if not tenant.administrator_user_id.strip():
        raise InvalidInput(Problem(Code.NO_ADMINISTRATOR, "administrator_user_id"))
    findings = probing.probe(tenant=tenant, now=now)
    with transaction.atomic(durable=True):
        return _record(tenant, findings, now)


def _check_operator(by: User) -> None:
    if not (by.is_active and by.is_operator):
        raise NotAllowed(Problem(Code.SET_UP_BY_OPERATOR))


def _filled(tenant: Tenant | None, fields: ConnectionFields) -> Tenant:
    """Return an unsaved tenant with an unsaved application as they would be. Raises InvalidInput."""
    application = _application(tenant, fields)
    problems = _problems(tenant, application, fields)
    password = _password(tenant, fields) if application.has_accounts else ""
    if application.has_accounts and not password:
        problems.append(Problem(Code.ACCOUNT_PASSWORD_MISSING, "administrator_password"))
    if problems:
        raise InvalidInput(*problems)
    return Tenant(
        pk=tenant.pk if tenant else None,
        administrator_password=password,
        name=fields.name,
        application=application,
        corp_id=fields.corp_id,
        administrator_user_id=fields.administrator_user_id,
    )


def _application(tenant: Tenant | None, fields: ConnectionFields) -> Application:
    """Return the application as it would be, not saved: one of that App ID, the tenant's own, or a new one."""
    found = Application.objects.filter(app_id=fields.app_id).exclude(app_id="").first()
    if found is None and tenant and not _others(tenant.application, tenant):
        found = Application.objects.get(pk=tenant.application_id)
    if found is None:
        found = Application(name=_free_name(fields))
    if found.app_id != fields.app_id:
        found.app_key = ""  # another application has another key
    for name in _OF_APPLICATION:
        setattr(found, name, getattr(fields, name))
    if fields.app_key:
        found.app_key = fields.app_key
    return found


def _password(tenant: Tenant | None, fields: ConnectionFields) -> str:
    """Return the password that was typed, else the stored one of the same account."""
    is_same = tenant is not None and tenant.administrator_user_id == fields.administrator_user_id
    return fields.administrator_password or (tenant.administrator_password if tenant and is_same else "")


def _problems(tenant: Tenant | None, application: Application, fields: ConnectionFields) -> list[Problem]:
    problems = []
    others = _others(application, tenant)
    before = Application.objects.filter(pk=application.pk).first()
    if _besides(tenant).filter(name=fields.name).exists():
        problems.append(Problem(Code.ORGANISATION_NAME_TAKEN, "name", {"name": fields.name}))
    linked = tenant.identities.count() if tenant and tenant.application.has_accounts != application.has_accounts else 0
    if linked:
        problems.append(Problem(Code.KIND_FIXED, "kind", {"count": linked}))
    if not application.app_key and not application.has_accounts:
        problems.append(Problem(Code.APP_KEY_MISSING, "app_key"))
    if others and before and not (before.is_sp and application.is_sp):
        problems.append(Problem(Code.APP_ID_TAKEN, "app_id", {"name": others[0].name}))
    elif others and before and before.site != fields.site:
        problems.append(Problem(Code.APPLICATION_SHARED, "site", {"count": len(others)}))
    if application.is_sp and not fields.corp_id:
        problems.append(Problem(Code.CORP_ID_MISSING, "corp_id"))
    if application.is_sp and any(other.corp_id == fields.corp_id for other in others):
        problems.append(Problem(Code.CORP_ID_TAKEN, "corp_id"))
    if before and not before.is_active:
        problems.append(Problem(Code.APPLICATION_OFF, "app_id"))
    return problems


def _check_same_enterprise(tenant: Tenant | None, findings: Findings) -> None:
    """Raise InvalidInput where people already meet at another enterprise than the one that answered."""
    test = ConnectionTest.objects.filter(tenant=tenant).first() if tenant else None
    before = test.findings.get("corp_id") if test else ""
    if not before or before == findings["corp_id"]:
        return
    if Identity.objects.filter(tenant=tenant, state=Identity.State.WORKS).exists():
        raise InvalidInput(Problem(Code.OTHER_ENTERPRISE, "app_id"))


def _check_enterprise_is_free(tenant: Tenant | None, asked: Tenant, findings: Findings) -> None:
    """Raise InvalidInput where another organisation has the enterprise, which an App ID alone would say."""
    tests = ConnectionTest.objects.filter(
        tenant__in=_besides(tenant), tenant__application__site=asked.application.site, outcome=_Outcome.WORKS
    )
    other = tests.filter(findings__corp_id=findings["corp_id"]).select_related("tenant").first()
    if other:
        raise InvalidInput(Problem(Code.ENTERPRISE_TAKEN, "administrator_user_id", {"name": other.tenant.name}))


@sensitive_variables("fields", "asked", "application")
def _keep(tenant: Tenant | None, fields: ConnectionFields, findings: Findings | None, now: datetime) -> Tenant:
    asked = _filled(tenant, fields)
    application = asked.application
    before = Application.objects.select_for_update().filter(pk=application.pk).first()
    changed = {name for name in _OF_APPLICATION if before and getattr(before, name) != getattr(application, name)}
    if before and before.app_key != application.app_key:
        changed.add("app_key")
    if before is None or changed:
        application.save()
    if "app_key" in changed:
        record_change([application], {"app_key": ("", "*")})
    kept = _keep_tenant(tenant, asked, now)
    if changed:
        applications.application_saved(application=application, changed=changed, now=now)
    _record(kept, findings, now)
    return kept


def _keep_tenant(tenant: Tenant | None, asked: Tenant, now: datetime) -> Tenant:
    kept = Tenant.objects.select_for_update(of=("self",)).get(pk=tenant.pk) if tenant else Tenant()
    changed = {name for name in _OF_TENANT if getattr(kept, name) != getattr(asked, name)}
    if kept.application_id != asked.application.pk:
        changed.add("application")
    kept.application = asked.application
    for name in _OF_TENANT:
        setattr(kept, name, getattr(asked, name))
    try:
        kept.clean()
    except ValidationError as error:
        raise InvalidInput(Problem(Code.OTHER_ENTERPRISE, "app_id")) from error
    if changed or tenant is None:
        kept.save()
        applications.tenant_saved(tenant=kept, changed=changed if tenant else (), now=now)
    return kept


def _record(tenant: Tenant, findings: Findings | None, now: datetime) -> ConnectionTest:
    outcome = _Outcome.UNTESTED
    if findings:
        outcome = _Outcome.FAILS if findings["failure"] else _Outcome.WORKS
    values = {"outcome": outcome, "tested_at": now, "findings": findings or {}}
    return ConnectionTest.objects.update_or_create(tenant=tenant, defaults=values)[0]


def _besides(tenant: Tenant | None) -> QuerySet[Tenant]:
    return Tenant.objects.exclude(pk=tenant.pk) if tenant else Tenant.objects.all()


def _others(application: Application, tenant: Tenant | None) -> list[Tenant]:
    return list(_besides(tenant).filter(application_id=application.pk)) if application.pk else []


def _free_name(fields: ConnectionFields) -> str:
    """Return a name for a new application: the organisation's, with the end of the App ID where that is taken."""
    name = fields.name[:64]
    return f"{name} {fields.app_id[-8:] or fields.site}" if Application.objects.filter(name=name).exists() else name
