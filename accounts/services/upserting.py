"""Saying of many people at once who they are, in one transaction: each row is done, or refused by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.access import Administrator
from accounts.errors import AccountError, InvalidInput, NotAllowed
from accounts.models import Tenant
from accounts.problems import Code
from accounts.services import writing_rows
from accounts.services.import_rows import Row, decide_outcomes
from l10n.problem import Problem


def upsert(*, by: Administrator, tenant: Tenant, rows: Sequence[Mapping[str, str]], now: datetime) -> tuple[Row, ...]:
    """Make or change person and identity of each row, and return what became of it; rows are numbered from 1.

    Raises NotAllowed, and AccountError where somebody else changes the same people at this moment: nothing is done.
    """
    try:
        # Whoever has a transaction open ends it with what is raised here.
        with transaction.atomic(savepoint=False):
            writing_rows.lock(by=by, tenant=tenant)
            decided = decide_outcomes(by=by, tenant=tenant, rows=list(enumerate(map(dict, rows), start=1)))
            writing_rows.write_rows(tenant=tenant, rows=decided, now=now)
    except IntegrityError as error:
        raise AccountError(Problem(Code.CHANGED_MEANWHILE)) from error
    return decided


def upsert_one(*, by: Administrator, tenant: Tenant, row: Mapping[str, str], now: datetime) -> Row:
    """Make or change one person and identity. Raises as ``upsert`` does, and InvalidInput where it is refused."""
    (done,) = upsert(by=by, tenant=tenant, rows=[row], now=now)
    if done.problems:
        refusal = NotAllowed if done.problems[0].code == Code.ADMINISTRATORS_OWN else InvalidInput
        raise refusal(*done.problems)
    return done
