from collections.abc import Iterator

import pytest

from tests.meetings.ical.engines.engines import Engines


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """All programs that read calendar files; each process is started once."""
    with Engines() as found:
        yield found
