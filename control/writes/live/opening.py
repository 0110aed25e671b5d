"""The right to watch a meeting: as its organiser, by its host password."""

from uuid import UUID

from accounts.vendor import clients
from control.models import RunningMeeting
from control.snapshots import LiveState
from control.writes.live.watch import REFRESH_SECONDS, Watch
from control.writes.tokens import read_password
from hwmeeting import EventStream
from meetings.models import Meeting


def open_watch(*, meeting_id: UUID, uses_sockets: bool) -> Watch:
    """Return what watches a meeting, with what another watcher has stored of it; nothing is connected yet.

    Raises AccountError and HwMeetingError, and DoesNotExist for a meeting that is gone.
    """
    meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=meeting_id)
    client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
    password = meeting.host_password or read_password(client, meeting.vendor_conference_id)
    session = client.control_meeting(meeting.vendor_conference_id, password)
    stream = EventStream(session, refresh_seconds=REFRESH_SECONDS) if uses_sockets else None
    row = RunningMeeting.objects.get(pk=meeting_id)
    watch = Watch(meeting_id, session, stream, stored=LiveState.from_json(row.state))
    watch.read_uuid = lambda: client.meetings.detail(meeting.vendor_conference_id).meeting.conference_uuid
    return watch
