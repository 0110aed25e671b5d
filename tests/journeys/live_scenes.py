"""The pages of a running meeting, as a watcher has last heard of it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from control.models import RunningMeeting
from control.snapshots import LiveCall, LiveCaption, LivePerson, LiveState
from meetings.models import Meeting
from tests.factories.control import make_action

if TYPE_CHECKING:
    from tests.journeys.scenes import Stage


def make_live(stage: "Stage") -> Meeting:
    """Return a running meeting of Chen Jing's: two wait, a hand is up, somebody is called, captions are on."""
    meeting = stage.meeting(-timedelta(minutes=20), state="running")
    people = (
        LivePerson(
            "h", "陈静 Chen Jing", "1001", "chen.jing", client="Desktop", role="host", network="good", joined=1
        ),
        LivePerson("l", "李伟 Li Wei", "1002", "li.wei", client="Mobile", has_hand_up=True, is_muted=True, joined=1),
        LivePerson("e", "Emma Clarke", user_uuid="e", role="cohost", network="weak", is_sharing=True, joined=1),
        LivePerson("m", "Markus W.", client="OtherType", is_muted=True, network="bad", joined=1),
        LivePerson("t", "望江厅 Wangjiang 2F", "0255", is_muted=True, joined=1),
        LivePerson("c", "", "+8613900139000", is_called=True),
    )
    state = LiveState(
        people=people,
        waiting=(LivePerson("w1", "anna.s", joined=1), LivePerson("w2", "刘洋 Liu Yang", user_id="liu", joined=2)),
        speakers=("h",),
        captions=(
            LiveCaption("e", "墨尔本已经准备好了。", "Melbourne is ready.", "Melbourne is ready."),
            LiveCaption("l", "回归测试还剩两个用例。", "Two regression cases are left.", "回归测试还剩两个用例。"),
        ),
        calls=(LiveCall("+8613800138000", int(stage.now.timestamp()) - 300),),
        has_captions=True,
        is_recording=True,
        is_locked=True,
        mode="FIXED",
    )
    later = timezone.now() + timedelta(hours=1)
    RunningMeeting.objects.create(
        meeting=meeting, version=1, source="socket", lease_until=later, confirmed_at=later, state=state.to_json()
    )
    make_action(meeting, kind="mute", payload={"participant_id": "m", "name": "Markus W."})
    make_action(meeting, kind="spotlight", state="refused", error_code="NOT_THERE", payload={"name": "Eve"})
    return meeting


# The path below a meeting, and who looks at it.
PATHS: dict[str, tuple[str, str]] = {
    "live": ("live/", "chen"),
    "live-guest": ("live/", "zhao"),
    "live-person": ("live/person/m/", "chen"),
    "live-picture": ("live/picture/?image_type=Six-2", "chen"),
    "live-invite": ("live/invite/", "chen"),
    "live-end": ("end/", "chen"),
}
