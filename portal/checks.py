"""Start-up checks: what an operator got wrong, in a sentence."""

from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError
from django.http.request import validate_host

from encryption import known_keys
from portal.installation_checks import missing_files

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@checks.register(checks.Tags.security)
def addresses_are_for_production(**_: object) -> list[checks.CheckMessage]:
    """Check that with DEBUG off neither the portal nor a meeting service lives on the loopback."""
    if settings.DEBUG:
        return []
    found: list[checks.CheckMessage] = []
    if urlsplit(settings.PORTAL_URL).hostname in _LOOPBACK:
        found.append(
            checks.Error(
                "PORTAL_URL is a loopback address, so nobody who gets a mail could open its link.",
                hint="Set PORTAL_URL to the https address that people use, or DEBUG=1 on a development machine.",
                id="portal.E001",
            )
        )
    elif not settings.PORTAL_URL.startswith("https://"):
        found.append(checks.Warning("PORTAL_URL isn't https, so join links travel in the open.", id="portal.W001"))
    host = urlsplit(settings.PORTAL_URL).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        found.append(
            checks.Error(
                f"“{host}” of PORTAL_URL is not in ALLOWED_HOSTS, so whoever opens it is refused.",
                hint="Set ALLOWED_HOSTS to the host names that people use.",
                id="portal.E004",
            )
        )
    for key, site in settings.MEETING_SITES.items():
        if urlsplit(site["api_base"]).hostname in _LOOPBACK:
            found.append(
                checks.Error(
                    f"The meeting service “{key}” is a loopback address ({site['api_base']}) and DEBUG is off.",
                    hint="Remove SANDBOX_URL or the entry in MEETING_SITES, or set DEBUG=1 on a development machine.",
                    id="portal.E002",
                )
            )
    return found


@checks.register(checks.Tags.security)
def mail_leaves_this_machine(**_: object) -> list[checks.CheckMessage]:
    """Check that with DEBUG off no mail is printed: it would count as sent, and a log would hold link and password."""
    if settings.DEBUG or not settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return []
    sentence = "EMAIL_URL is not set, so mails would be printed into the log instead of being sent."
    return [checks.Error(sentence, hint="Set EMAIL_URL to your mail server's address.", id="portal.E005")]


@checks.register(checks.Tags.security)
def encryption_keys_are_keys(**_: object) -> list[checks.CheckMessage]:
    """Check that each of FIELD_ENCRYPTION_KEYS can be used; the first secret would find out otherwise."""
    found: list[checks.CheckMessage] = []
    for number, key in enumerate(settings.FIELD_ENCRYPTION_KEYS, start=1):
        try:
            Fernet(key)
        except ValueError:
            sentence = f"Number {number} of FIELD_ENCRYPTION_KEYS is no key: 32 bytes as base64 are needed."
            found.append(checks.Error(sentence, hint="docs/settings.md says how to make one.", id="portal.E003"))
    return found


@checks.register(checks.Tags.security)
def encryption_keys_fit_the_database(**_: object) -> list[checks.CheckMessage]:
    """Check that the keys are those of this database, where it answers and the keys are some."""
    if encryption_keys_are_keys():
        return []
    try:
        sentence = known_keys.problem()
    except (DatabaseError, InterfaceError):
        return []
    return [checks.Error(sentence, id="portal.E006")] if sentence else []


def refuse_what_is_wrong(*, serves_pages: bool) -> None:
    """Raise ImproperlyConfigured with a sentence for each error above; only a command runs checks by itself."""
    found = [*addresses_are_for_production(), *mail_leaves_this_machine(), *encryption_keys_are_keys()]
    found += missing_files() if serves_pages else []
    if errors := [f"{message.msg} {message.hint}" for message in found if message.level >= checks.ERROR]:
        raise ImproperlyConfigured("\n".join(errors))
