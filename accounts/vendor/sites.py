"""Which meeting service a tenant is at."""

from django.conf import settings

from accounts.errors import AccountError
from accounts.models import Application, Tenant
from accounts.problems import Code
from accounts.sites import MeetingSite
from l10n.problem import Problem


def known_site_of(*, tenant: Tenant) -> MeetingSite | None:
    """Return the tenant's meeting service; None when the settings don't know it any more."""
    site: MeetingSite | None = settings.MEETING_SITES.get(tenant.application.site)
    return site


def site_of(*, tenant: Tenant) -> MeetingSite:
    """Return the tenant's meeting service; raises AccountError when the settings don't know it any more."""
    site = known_site_of(tenant=tenant)
    if site is None:
        raise AccountError(Problem(Code.SITE_UNKNOWN, params={"site": tenant.application.site}))
    return site


def sites_in_use() -> dict[str, MeetingSite]:
    """Return the meeting services that organisations here are at, by their key in the settings and in its order."""
    used = set(
        Application.objects.filter(is_active=True, tenants__is_active=True).values_list("site", flat=True).distinct()
    )
    return {key: site for key, site in settings.MEETING_SITES.items() if key in used}
