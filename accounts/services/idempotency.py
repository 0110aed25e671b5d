"""Requests that come twice: the second is answered as the first was, and nothing is done again.

``answer_once`` is for work in the database alone, which one transaction holds together with its answer. What the
meeting service is asked for has a write of its own, which knows its content again; ``claim`` keeps its key to itself.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.errors import InvalidInput
from accounts.models import IdempotentRequest
from accounts.problems import Code
from l10n.problem import Problem

KEPT_FOR = timedelta(days=1)


def answer_once(
    *, caller: str, key: str, request: object, work: Callable[[], dict[str, Any]], now: datetime
) -> dict[str, Any]:
    """Return what ``work`` answers, or has answered the same request of ``caller`` before, as JSON has it.

    Two at the same moment are one: the second waits for the first. Raises InvalidInput where the key was used for
    another request; what ``work`` raises leaves nothing behind.
    """
    key_hash, request_hash = _hash([caller, key]), _hash(request)
    row = IdempotentRequest(key_hash=key_hash, request_hash=request_hash, created_at=now)
    with transaction.atomic():
        IdempotentRequest.objects.bulk_create([row], ignore_conflicts=True)
        found = IdempotentRequest.objects.get(pk=key_hash)
        if found.request_hash != request_hash:
            raise InvalidInput(Problem(Code.IDEMPOTENCY_KEY_USED))
        if found.answer:  # a row of another transaction is seen with its answer only
            return dict(json.loads(found.answer))
        answer = work()
        found.answer = json.dumps(answer)
        found.save(update_fields=["answer"])
    return answer


def claim(*, caller: str, key: str, operation: object, now: datetime) -> None:
    """Keep ``key`` of ``caller`` for ``operation`` (as JSON), whichever table its work will be in, for a day.

    Raises InvalidInput where the key was used for another one. That the content is the same, too, is for the work to
    see.
    """
    key_hash, request_hash = _hash([caller, key]), _hash(operation)
    found, _ = IdempotentRequest.objects.get_or_create(
        pk=key_hash, defaults={"request_hash": request_hash, "created_at": now}
    )
    if found.request_hash != request_hash:
        raise InvalidInput(Problem(Code.IDEMPOTENCY_KEY_USED))


def drop_old(*, now: datetime) -> int:
    """Forget the answers of more than a day ago; return how many there were."""
    return IdempotentRequest.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
