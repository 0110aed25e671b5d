"""List which reading the sandbox takes where the contract says nothing: the first is in force, and hurts most."""

from collections.abc import Mapping

CHOICES: dict[str, tuple[str, ...]] = {
    # What a changed series does to single changes and to cycleSubConfIDs.
    "series_edit": ("renews", "keeps"),
    # Whether a series of which one occurrence has begun can be changed.
    "started_series": ("refuses", "accepts"),
    # What stays the same over a change of the clocks.
    "occurrence_time": ("utc", "zone"),
    # How far a single occurrence can be moved.
    "occurrence_window": ("neighbours", "anywhere"),
    # What becomes of a field that an edit leaves out.
    "omitted_field": ("reset", "kept"),
    # Whose guest password holds under the number of a room: the room's own, or the one that the booking names.
    "room_password": ("room", "booking"),
    # How long a login nonce signs somebody in.
    "login_ticket_seconds": ("60", "1800"),
    # What renews a token: newer pages want the refresh token, the SDK sends the access token. The kind one first.
    "refresh_takes": ("either", "refresh_token", "access_token"),
    # Whether the old token ends with that.
    "refresh_ends_old_token": ("yes", "no"),
    # Whether an account signs in with clientType 72 too, as the SDK and older pages have it. The kind one comes first.
    "account_takes_72": ("yes", "no"),
    # What becomes of a meeting that its host ends: a setting of the enterprise, whose default comes first.
    "ended_by_host": ("stays", "goes"),
    # Whether the enterprise may call phones: a right that it buys.
    "pstn": ("refused", "bought"),
    # Whether whoever has a guest's password may call terminals: a setting of the enterprise, off by default.
    "guests_call": ("refused", "allowed"),
    # After how many seconds without a sign a connection that is pushed to is closed. The second is for tests.
    "push_silence_seconds": ("180", "2"),
    # How often each message is pushed, in which order those come that came to be at once, and whether one in three is
    # lost on its way. The kind ones first.
    "push_copies": ("1", "2"),
    "push_order": ("kept", "reversed"),
    "push_loss": ("none", "third"),
    # Whether the vendor lets the enterprise's administrators fetch recordings: no reading, and the kind one first.
    "download_list": ("contained", "left_out"),
    # Whether the newer call tells the addresses of files, or they come with a token alone. The kind one comes first.
    "record_links": ("told", "left_out"),
    # How far ahead the list of meetings goes if the call doesn't say. The kind one comes first.
    "list_span": ("ALL", "ADAY"),
    # How long the history is kept: a setting of the enterprise, whose default comes first.
    "history_months": ("6", "12"),
    # Whether a webhook can be switched on whose address doesn't give the right answer.
    "webhook_proof": ("asked", "none"),
    # Which addresses a webhook can have: the page of the API wants https, that of the portal takes both.
    "webhook_url": ("https", "http_too"),
    # How often an event is sent whose receiver doesn't answer 200.
    "webhook_tries": ("1", "4"),
    # Whether a webhook is locked whose receiver has taken none of ten events. The kind one first.
    "webhook_lock": ("never", "after_ten"),
    # In which order events come that came to be at once.
    "webhook_order": ("reversed", "kept"),
    # How the text that is signed is written: with blanks, or without.
    "webhook_json": ("spaced", "compact"),
    # How often each event comes, signed anew. The kind one first.
    "webhook_copies": ("1", "2"),
    # How late lists show what was written. Here the first is the kind one: no test could wait otherwise.
    "list_delay_seconds": ("0", "3"),
}


class Assumptions:
    """The readings that are in force; ``given`` replaces defaults, also after a reset."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        """Check what is ``given``. Raise ValueError, with a sentence."""
        self._given = _checked(given or {})
        self._now = dict(self._given)

    def value(self, name: str) -> str:
        """Return the reading that is in force."""
        return self._now.get(name, CHOICES[name][0])

    def set(self, wanted: Mapping[str, str]) -> None:
        """Put readings in force. Raise ValueError, with a sentence, and change nothing then."""
        self._now |= _checked(wanted)

    def reset(self) -> None:
        self._now = dict(self._given)

    def as_dict(self) -> dict[str, str]:
        return {name: self.value(name) for name in CHOICES}


def parse_assignments(arguments: list[str]) -> dict[str, str]:
    """Return the readings that the command line sets as ``name=value``. Raise ValueError, with a sentence."""
    parts = (argument.partition("=") for argument in arguments)
    return _checked({name: value for name, _, value in parts})


def _checked(wanted: Mapping[str, str]) -> dict[str, str]:
    for name, value in wanted.items():
        if name not in CHOICES:
            raise ValueError(f"There is no assumption {name!r}. There are {', '.join(CHOICES)}.")
        if value not in CHOICES[name]:
            raise ValueError(f"{name} is one of {', '.join(CHOICES[name])}.")
    return dict(wanted)
