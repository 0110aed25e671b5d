"""What the settings know about one meeting service."""

from typing import TypedDict


class MeetingSite(TypedDict):
    """One deployment of the meeting service.

    ``client_server`` is the bare host that a launch URL names ("" leaves it to the client),
    ``join_hosts`` are the hosts that a browser may be sent to.
    """

    name: str
    api_base: str
    client_server: str
    client_port: str
    join_hosts: list[str]
    download_url: str
    phone_numbers: list[str]
