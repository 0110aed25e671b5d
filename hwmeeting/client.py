"""The client, which acts at the vendor as one user."""

from copy import copy
from functools import cached_property

from hwmeeting.control.session import ControlSession
from hwmeeting.http.actor import Actor
from hwmeeting.http.endpoint import Endpoint
from hwmeeting.resources.apps import Apps
from hwmeeting.resources.control import Control
from hwmeeting.resources.devices import Devices
from hwmeeting.resources.directory import Directory
from hwmeeting.resources.guests import Guests
from hwmeeting.resources.meetings import Meetings
from hwmeeting.resources.recordings import Recordings
from hwmeeting.resources.rooms import Rooms
from hwmeeting.resources.series import Series
from hwmeeting.resources.tokens import Tokens
from hwmeeting.resources.usage import Usage
from hwmeeting.resources.webhooks import Webhooks
from hwmeeting.sign_in.remembered_token import RememberedToken
from hwmeeting.types.token import TokenSource


class Client:
    """A client acts as one user and is cheap to make: a process shares its connections.

    ``base_url`` is https://host (http for this machine only), ``token_source`` determines who acts, and
    ``ca_file`` which certificates are trusted instead of the usual ones. Each call raises HwMeetingError, and
    whatever the token source raises.
    """

    def __init__(self, *, base_url: str, token_source: TokenSource, ca_file: str = "") -> None:
        self._actor = Actor(Endpoint(base_url, ca_file), token_source)

    def for_threads(self) -> "Client":
        """Return a client that acts as the same user, for many calls by several threads.

        The token source is asked once, and by one thread at a time where a token is refused.
        """
        other = copy(self)
        # Without the resources that were made already, which have the other actor.
        other.__dict__.clear()
        other._actor = Actor(self._actor.endpoint, RememberedToken(self._actor.token_source))
        return other

    def control_meeting(self, conference_id: str, password: str) -> ControlSession:
        """Return the control of a running meeting by its host password; nothing is asked before its first call."""
        return ControlSession(self._actor, conference_id, password)

    @cached_property
    def apps(self) -> Apps:
        return Apps(self._actor)

    @cached_property
    def devices(self) -> Devices:
        return Devices(self._actor)

    @cached_property
    def directory(self) -> Directory:
        return Directory(self._actor)

    @cached_property
    def resources(self) -> Usage:
        return Usage(self._actor)

    @cached_property
    def control(self) -> Control:
        return Control(self._actor)

    @cached_property
    def guests(self) -> Guests:
        return Guests(self._actor)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self._actor)

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(self._actor)

    @cached_property
    def rooms(self) -> Rooms:
        return Rooms(self._actor)

    @cached_property
    def series(self) -> Series:
        return Series(self._actor)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self._actor)

    @cached_property
    def webhooks(self) -> Webhooks:
        return Webhooks(self._actor)
