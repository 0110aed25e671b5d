"""Sentences in the language of whoever reads them."""

import gettext
from datetime import UTC, datetime

from hwmeeting import (
    sentences,
)


def test_sentence_in_another_language() -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    assert sentences.sentence("MMC.111071013", translate=Shouting().gettext) == (
        "THE START IS IN THE PAST. CHOOSE A LATER TIME."
    )


def test_clocks_differ_names_both() -> None:
    words = sentences.clocks_differ(
        ours=datetime(2026, 5, 18, 8, 0, tzinfo=UTC), theirs=datetime(2026, 5, 18, 9, 1, tzinfo=UTC)
    )
    assert words == (
        "The clocks differ: it is 2026-05-18 08:00 UTC here and 2026-05-18 09:01 UTC at the meeting service. "
        "An operator can set the clock of this server right."
    )
