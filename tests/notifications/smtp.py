"""A real mail server on a free port of the loopback."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Inbox:
    """Takes every mail, unless ``answer`` says otherwise."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answer = "250 OK"
        self.recipient_answer = "250 OK"
        self.sender_answer = "250 OK"
        self.sessions = 0
        # After so many mails over one connection the server ends it, as its answer to the next one.
        self.mails_per_session = 1000
        # … as its answer to this command of it: MAIL, RCPT, DATA for what follows the mail; or "" for no word at all
        self.ends_at = "MAIL"
        self._in_session = 0

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.sessions += 1
        self._in_session = 0
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self._ends("MAIL", server) or self._ends("", server):
            return ""
        if self.sender_answer.startswith("250"):
            envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self._ends("RCPT", server):
            return ""
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self._ends("DATA", server):
            return ""
        if self.answer.startswith("250"):
            self._in_session += 1
            self.raw.append(envelope.content)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer

    def _ends(self, command: str, server: Any) -> bool:
        if self._in_session < self.mails_per_session or command != self.ends_at:
            return False
        if command:
            server.transport.write(b"421 4.7.0 Too many mails over this connection\r\n")
        server.transport.close()
        return True


@contextmanager
def mail_server() -> Iterator[tuple[Inbox, int]]:
    """The inbox and the port."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
