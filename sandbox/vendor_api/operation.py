"""Hold what one operation of the vendor's API is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.vendor_api.call import Call


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; ``path`` has its variable parts in braces.

    ``has_effect``: an answer of 200 can mean that something is otherwise than before; the ledger has it then.
    """

    name: str
    method: str
    path: str
    run: Callable[[Call], Any]
    has_effect: bool
