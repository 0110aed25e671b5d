"""Where a development machine keeps its mails: one file each, shown at /dev/mail/."""

import os
import secrets
import time
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMail
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class KeptMailBackend(BaseEmailBackend):
    """A backend that writes each mail as an .eml file below ``DEV_MAIL_DIR`` instead of sending it."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return the number of mails that were kept."""
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{time.time_ns():020}-{secrets.token_hex(4)}"
            partial = folder / f"{name}.part"
            partial.write_bytes(mail.message().as_bytes())
            os.replace(partial, folder / f"{name}.eml")
        return len(email_messages)


def kept() -> list[tuple[str, ParsedMail]]:
    """Return all kept mails with their names, the newest first."""
    files = sorted(_folder().glob("*.eml"), reverse=True)
    return [(file.stem, _parsed(file)) for file in files]


def kept_mail(name: str) -> ParsedMail | None:
    """Return the mail of that name, None if there is none."""
    file = next((file for file in _folder().glob("*.eml") if file.stem == name), None)
    return _parsed(file) if file else None


def _folder() -> Path:
    return Path(settings.DEV_MAIL_DIR)


def _parsed(file: Path) -> ParsedMail:
    return message_from_bytes(file.read_bytes(), policy=policy.default)
