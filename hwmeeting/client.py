"""The client, which acts at the vendor as one user."""

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
from hwmeeting.types.token import TokenSource


class Client:
    """A client acts as one user and is cheap to make: a process shares its connections.

    ``base_url`` is https://host (http for this machine only), ``token_source`` determines who acts, and
    ``ca_file`` which certificates are trusted instead of the usual ones. Each call raises HwMeetingError, and
    whatever the token source raises.
    """

    def __init__(self, *, base_url: str, token_source: TokenSource, ca_file: str = "") -> None:
        actor = Actor(Endpoint(base_url, ca_file), token_source)
        self.apps = Apps(actor)
        self.devices = Devices(actor)
        self.directory = Directory(actor)
        self.resources = Usage(actor)
        self.control = Control(actor)
        self.guests = Guests(actor)
        self.meetings = Meetings(actor)
        self.recordings = Recordings(actor)
        self.rooms = Rooms(actor)
        self.series = Series(actor)
        self.tokens = Tokens(actor)
        self.webhooks = Webhooks(actor)
