"""A hand-made row that breaks the agenda is found, told and mended."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from meetings.models import AgendaEntry, MeetingWords
from meetings.services import agendas
from tests.factories.fixtures import MakeMeeting, MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
Entry = tuple[int, int, datetime, datetime, bool]


def entries() -> set[Entry]:
    columns = ("person_id", "occurrence_id", "start_at", "end_at", "is_cancelled")
    return set(AgendaEntry.objects.values_list(*columns))


def run(*words: str) -> str:
    out = StringIO()
    call_command("rebuild_agenda", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def broken(make_meeting: MakeMeeting, make_series: MakeSeries, li: User) -> set[Entry]:
    """A row that lacks, one that is at another time and one too many; returns what should be there."""
    meeting = make_meeting(start_at=NOW, guests=(li,))
    make_series(start_at=NOW, guests=(li,))
    right = entries()
    first, second, *_ = AgendaEntry.objects.order_by("pk")
    AgendaEntry.objects.filter(pk=first.pk).delete()
    AgendaEntry.objects.filter(pk=second.pk).update(start_at=NOW + timedelta(hours=3))
    occurrence = meeting.occurrences.get()
    other = User.objects.create_user("zoe@qingshan.example", name="Zoe", tenant=meeting.tenant)
    AgendaEntry.objects.create(
        tenant=meeting.tenant, person=other, meeting=meeting, occurrence=occurrence, start_at=NOW, end_at=NOW
    )
    return right


def test_rebuild_agenda_mends_what_differs(broken: set[Entry]) -> None:
    assert entries() != broken
    assert "Put right: 2 missing, 2 wrong." in run()
    assert entries() == broken
    assert run() == "Nothing differs.\n"


def test_rebuild_agenda_with_check_changes_nothing_and_fails(broken: set[Entry]) -> None:
    before = entries()
    with pytest.raises(CommandError, match="2 missing, 2 wrong"):
        run("--check")
    assert entries() == before
    run()
    assert run("--check") == "Nothing differs.\n"


def test_rebuild_agenda_mends_a_wrong_count(make_meeting: MakeMeeting, li: User) -> None:
    meeting = make_meeting(start_at=NOW, guests=(li, "anna@tuv.example"))
    meeting.invitees.filter(person=li).update(removed_at=NOW)
    AgendaEntry.objects.filter(person=li).delete()
    with pytest.raises(CommandError, match="0 missing, 2 wrong"):  # Li Wei isn't one of its words any more, either
        run("--check")
    assert f"wrong: meeting {meeting.pk} has 2 invitees" in run()
    meeting.refresh_from_db()
    assert meeting.invitee_count == 2
    assert run() == "Nothing differs.\n"


def test_rebuild_agenda_mends_the_words_by_which_a_meeting_is_found(make_meeting: MakeMeeting) -> None:
    kept, lost = make_meeting(subject="Audit"), make_meeting(subject="Roadmap")
    right = MeetingWords.objects.get(meeting=kept).terms
    MeetingWords.objects.filter(meeting=kept).update(terms="p0")
    MeetingWords.objects.filter(meeting=lost).delete()
    with pytest.raises(CommandError, match="0 missing, 2 wrong"):
        run("--check")
    assert f"wrong: meeting {kept.pk} is not found by its words" in run()
    assert (MeetingWords.objects.get(meeting=kept).terms, run()) == (right, "Nothing differs.\n")


def test_rebuild_agenda_finds_what_belongs_to_no_meeting(
    make_meeting: MakeMeeting, li: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No constraint ties an entry to its meeting; one that is astray may stand where a right one has to."""
    monkeypatch.setattr(agendas, "_BATCH", 1)
    first, second = (make_meeting(start_at=NOW + timedelta(hours=hours), guests=(li,)) for hours in (0, 1))
    right = entries()
    AgendaEntry.objects.filter(meeting=first, person=li).update(meeting=uuid4())
    AgendaEntry.objects.filter(meeting=second, person=li).update(meeting=first)
    with pytest.raises(CommandError, match="2 missing, 2 wrong"):
        run("--check")
    assert "Put right: 2 missing, 2 wrong." in run()
    assert entries() == right
    assert set(AgendaEntry.objects.filter(person=li).values_list("meeting", flat=True)) == {first.pk, second.pk}
    assert run("--check") == "Nothing differs.\n"


def test_rebuild_in_batches(make_meeting: MakeMeeting, chen: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        make_meeting(start_at=NOW + timedelta(hours=number))
    right = entries()
    AgendaEntry.objects.all().delete()
    monkeypatch.setattr(agendas, "_BATCH", 2)
    assert [len(found.missing) for found in agendas.rebuild(repairs=True)] == [2, 2, 1]
    assert entries() == right
