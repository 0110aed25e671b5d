"""A file that was written for one invitee is, for another one, what it would be if it had been written for them."""

from datetime import timedelta

import pytest

from meetings.ical.event import calendar_file, draft_calendar
from meetings.invitee_links import join_link
from meetings.models import Invitee
from tests.factories.fixtures import MakeSeries
from tests.factories.invitees import NOW, invite

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL"])
def test_file_for_another_is_the_file_written_for_them(make_series: MakeSeries, method: str) -> None:
    series = make_series(start_at=NOW + timedelta(days=1))
    moved = series.occurrences.all()[1]
    moved.start_at += timedelta(hours=2)
    moved.end_at += timedelta(hours=2)
    moved.save()
    first = invite(series, "anna@tuv.example", name="Anna")
    others = [
        invite(series, "b@tuv.example", name='Bob "B." Baumgartner-Schmidt, Leiter der Abteilung; Technik \\ Labor'),
        invite(series, "zhang@tuv.example", name="张伟，负责人"),
    ]
    occurrences = tuple(series.occurrences.all())

    def written(invitee: Invitee) -> dict[str, object]:
        link = join_link(invitee=invitee)
        return {
            "meeting": series,
            "invitee": invitee,
            "method": method,
            "description": f"Join the meeting, 加入会议:\n{link}\nThen\\go on, please; {link}",
            "link": "" if method == "CANCEL" else link,
            "now": NOW,
            "occurrences": occurrences,
        }

    draft = draft_calendar(**written(first))  # type: ignore[arg-type]  # by name
    for invitee in (first, *others):
        text = draft.file_for(invitee)
        assert text == calendar_file(**written(invitee))  # type: ignore[arg-type]  # by name
        assert invitee.join_token in text.replace("\r\n ", "")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
