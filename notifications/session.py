"""A connection to the mail server, over which many mails go."""

import smtplib
from typing import Any

import structlog
from django.core.mail import get_connection

from notifications.models import Message
from notifications.rendering import email

_log = structlog.get_logger("notifications.session")
_ENDS = 421  # RFC 5321 3.8: the server closes the connection


class MailSession:
    """One connection; where the server has ended it between two mails, the next one opens it anew."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()
        self._carried = 0

    def send(self, message: Message) -> None:
        """Send one mail; raises what the mail server said, or why it was not asked.

        A server that takes only so many mails over one connection says so in the middle of the next one: that one
        goes out over a new connection, and is no failure.
        """
        try:
            self._send(message)
        except smtplib.SMTPException as error:
            if not (self._carried and ends_session(error)):
                raise
            self.close()
            self._send(message)

    def close(self) -> None:
        """End the connection; the next mail opens it again."""
        self._carried = 0
        try:
            self._connection.close()
        except (OSError, smtplib.SMTPException) as error:
            _log.info("mail server did not say goodbye", error=repr(error))

    def _send(self, message: Message) -> None:
        self._connection.open()
        self._connection.send_messages([email(message, connection=self._connection)])
        self._carried += 1


def ends_session(error: Exception) -> bool:
    """Return whether the server ends the connection with it, whichever command it answers."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == _ENDS for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPServerDisconnected) or getattr(error, "smtp_code", 0) == _ENDS
