"""Joining any meeting by its ID, as a guest who types ID, password and a name.

Nobody learns here whether there is a meeting of that ID: without a password the client asks, with one the meeting
service is, and each of its refusals is the same.
"""

from accounts.sites import MeetingSite
from accounts.vendor import clients
from hwmeeting import HwMeetingError, Refused, TooManyRequests, error_codes
from l10n.problem import Problem
from meetings.errors import CannotJoin
from meetings.problems import Code
from meetings.services import joining
from meetings.services.joining import Launch


def launch_by_id(
    *,
    site: MeetingSite,
    conference_id: str,
    password: str,
    name: str,
    platform: str,
    link: str,
    open_mic: bool,
    open_camera: bool,
) -> Launch:
    """Return what opens the client at ``site``; ``conference_id`` has digits only, ``link`` is the page they came by.

    Asks the meeting service, so no transaction may be open; where it doesn't answer, the client asks it anew. Raises
    CannotJoin where it refuses, whatever its reason, and InvalidRequest without a name.
    """
    shown = joining.typed_name(name)
    if password:
        _check(site, conference_id, password)
    return joining.launch_at(
        site=site,
        conference_id=conference_id,
        password=password,
        name=shown,
        platform=platform,
        link=link,
        open_mic=open_mic,
        open_camera=open_camera,
    )


def _check(site: MeetingSite, conference_id: str, password: str) -> None:
    try:
        clients.check_guest(site=site, conference_id=conference_id, password=password)
    except (Refused, TooManyRequests, ValueError) as error:
        # Whoever knows both and is only too early waits in the client.
        if getattr(error, "code", "") not in error_codes.GUESTS_TOO_EARLY:
            raise CannotJoin(Problem(Code.NO_SUCH_MEETING)) from error
    except HwMeetingError:
        return
