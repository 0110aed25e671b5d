"""What an administrator sends to whoever can grant the rights that a test has found missing, in both languages."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.admin import setup_words
from accounts.models import Tenant
from accounts.vendor.probing import Findings, Right


def build_request_text(*, tenant: Tenant, findings: Findings) -> str:
    """Return the text, the reader's language first; "" where nothing is known to be missing. It has no secret."""
    missing = setup_words.missing_rights(findings["rights"])
    if findings["failure"] or not (missing or tenant.application.has_accounts):
        return ""
    languages = [name for name, _words in settings.LANGUAGES]
    languages.sort(key=lambda language: language != get_language())
    return "\n\n".join(_in_language(language, tenant, findings, missing) for language in languages)


def _in_language(language: str, tenant: Tenant, findings: Findings, missing: dict[str, str]) -> str:
    with translation.override(language):
        lines = [
            _("Rights for %(portal)s at the meeting service") % {"portal": settings.PORTAL_NAME},
            "",
            _(
                "%(organisation)s books its meetings through %(portal)s. It signs in at the meeting service as User ID"
                " “%(user_id)s” of enterprise %(corp_id)s, and was refused the following:"
            )
            % {
                "organisation": tenant.name,
                "portal": settings.PORTAL_NAME,
                "user_id": findings["user_id"],
                "corp_id": findings["corp_id"],
            },
            "",
            *_wanted(tenant, missing),
            "",
            *_ways(missing),
            _("Nothing has to be changed in the portal afterwards. Thank you."),
        ]
    return "\n".join(lines)


def _wanted(tenant: Tenant, missing: dict[str, str]) -> list[str]:
    words = [
        _("- %(right)s: %(purpose)s (%(code)s)")
        % {"right": setup_words.name_of(right), "purpose": setup_words.purpose_of(right), "code": code}
        for right, code in missing.items()
    ]
    if tenant.application.has_accounts:
        words.append(_("- An App ID and its App Key, with which the portal may book in everybody's name"))
    return words


def _ways(missing: dict[str, str]) -> list[str]:
    """Return how the rights are granted: all but one by the same step."""
    ways = []
    if set(missing) - {Right.DIRECTORY}:
        ways.append(_("Please make this User ID an administrator of the enterprise in the meeting service's console."))
    if Right.DIRECTORY in missing:
        ways.append(_("Please open the enterprise's address book to its members."))
    return ways
