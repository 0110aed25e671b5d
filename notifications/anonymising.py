"""Mails of the outbox without whose they were."""

from collections.abc import Collection, Iterable
from html import escape

from notifications.models import Message

_SOME = 50
_TEXTS = ("subject", "text", "html", "calendar", "recipient_name", "sender_name")


def anonymise(*, address: str, new_address: str, names: Collection[str], new_name: str, about: Iterable[str]) -> int:
    """Empty all mails to ``address``, and replace names and address in those ``about`` such things.

    Of what hasn't been sent to them nothing is sent any more. Returns how many mails were changed.
    """
    count = 0
    mine = Message.objects.filter(recipient__iexact=address)
    mine.filter(state=Message.State.QUEUED).delete()
    while keys := list(mine.values_list("pk", flat=True)[:_SOME]):
        count += Message.objects.filter(pk__in=keys).update(
            recipient=new_address, recipient_name=new_name, text="", html="", calendar="", subject="", reply_to=""
        )
    things = list(about)
    words = sorted(
        {word for name in (address, *names) if name for word in (name, escape(name))}, key=len, reverse=True
    )
    for start in range(0, len(things), _SOME):
        for message in Message.objects.filter(about__in=things[start : start + _SOME]).iterator(_SOME):
            count += _replace(message, words, address, new_name, new_address)
    return count


def _replace(message: Message, words: list[str], address: str, new_name: str, new_address: str) -> bool:
    changed = []
    for field in _TEXTS:
        before = getattr(message, field)
        # Lines of a calendar are folded wherever they are too long.
        after = before.replace("\r\n ", "") if field == "calendar" else before
        for word in words:
            after = after.replace(word, new_address if word == address else new_name)
        if after != (before.replace("\r\n ", "") if field == "calendar" else before):
            setattr(message, field, after)
            changed.append(field)
    if message.reply_to.lower() == address.lower():
        message.reply_to = new_address
        changed.append("reply_to")
    if changed:
        message.save(update_fields=changed)
    return bool(changed)
