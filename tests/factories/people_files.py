"""Files of people, as administrators import them."""

from django.utils import timezone

from accounts.models import Tenant, User
from accounts.services import importing
from accounts.services.importing import Plan

HEADER = "name,email,third_party_user_id"


def read_file(by: User, *lines: str, header: str = HEADER, tenant: Tenant | None = None) -> Plan:
    """Return what a file of these lines would do in ``tenant``, in Qingshan if none is given."""
    return read_content(by, "\n".join((header, *lines)).encode(), tenant=tenant)


def read_content(by: User, content: bytes, *, tenant: Tenant | None = None) -> Plan:
    """Return what a file would do that holds these bytes."""
    tenant = tenant or Tenant.objects.get(name="Qingshan")
    return importing.read(by=by, tenant=tenant, name="may.csv", content=content, now=timezone.now())


def outcomes(plan: Plan) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the number of each row, its outcome, and why it is left out, in sentences."""
    return [(row.number, row.outcome.value, tuple(problem.sentence for problem in row.problems)) for row in plan.rows]
