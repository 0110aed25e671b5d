"""People as a calendar file names them."""

from icalendar import vCalAddress, vText

from l10n.mail_address import on_the_wire
from l10n.one_line import one_line
from meetings.models import Invitee

# A double quote would be written as ^' and a caret as ^^ (RFC 6868), which many programs show as they stand.
_SHOWN_AS_WRITTEN = str.maketrans({'"': "'", "^": "ˆ"})


def attendee(invitee: Invitee) -> vCalAddress:
    """Return the invitee as one who is asked to come, and whose answer nobody waits for."""
    found = address(invitee.mail_address, invitee.name)
    found.params["CUTYPE"] = vText("INDIVIDUAL")
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("FALSE")
    return found


def address(email: str, name: str) -> vCalAddress:
    """Return the address with the name beside it."""
    found = vCalAddress(f"mailto:{on_the_wire(email)}")
    found.params["CN"] = vText((one_line(name) or email).translate(_SHOWN_AS_WRITTEN))
    return found
