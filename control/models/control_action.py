"""What somebody wanted done to a meeting while it ran."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedJSONField
from meetings.models import Meeting


class ControlActionQuerySet(models.QuerySet["ControlAction"]):
    """Selects actions by how far they have come."""

    def open(self) -> "ControlActionQuerySet":
        """Return those of which it isn't known what came of them."""
        return self.filter(finished_at=None)

    def abandoned(self, now: datetime) -> "ControlActionQuerySet":
        """Return those whose process has died before it could say what came of them."""
        return self.open().filter(state=ControlAction.State.SENT, lease_until__lt=now)

    def due(self, now: datetime) -> "ControlActionQuerySet":
        """Return those that are to be looked up, and that no worker is looking up."""
        is_free = models.Q(lease_until=None) | models.Q(lease_until__lte=now)
        return self.open().filter(is_free, state=ControlAction.State.UNCONFIRMED, next_check_at__lte=now)

    def still_owned(self, action: "ControlAction") -> "ControlActionQuerySet":
        """Return the row of ``action`` if it is still the caller's: nobody has taken it over meanwhile."""
        return self.filter(pk=action.pk, state=action.state, lease_until=action.lease_until)

    def with_meeting(self) -> "ControlActionQuerySet":
        """Read along all that sending an action and telling of it need."""
        return self.select_related("requested_by", "meeting__organiser", "meeting__tenant__application")


class ControlAction(models.Model):
    """One action on a running meeting, written down before it is sent.

    It is never sent a second time: where the answer is lost, or the process dies (``lease_until`` is over), it is
    looked up, and whoever wanted it decides whether to ask again. ``payload`` says what exactly was wanted; it holds
    phone numbers.
    """

    class Kind(models.TextChoices):
        END = "end", _("end for everybody")
        CALL = "call", _("call people in")
        MUTE = "mute", _("mute")
        UNMUTE = "unmute", _("let speak")
        LOWER_HAND = "lower_hand", _("lower a hand")
        GIVE_FLOOR = "give_floor", _("give the floor")
        SPOTLIGHT = "spotlight", _("show to everybody")
        MAKE_HOST = "make_host", _("make host")
        MAKE_COHOST = "make_cohost", _("make co-host")
        REVOKE_COHOST = "revoke_cohost", _("be co-host no longer")
        ASK_CAMERA_ON = "ask_camera_on", _("ask to turn the camera on")
        ASK_CAMERA_OFF = "ask_camera_off", _("turn the camera off")
        RENAME = "rename", _("change the name")
        SEND_TO_WAITING_ROOM = "send_to_waiting_room", _("send to the waiting room")
        ADMIT = "admit", _("let in")
        REMOVE = "remove", _("remove from the meeting")
        UNINVITE = "uninvite", _("take off the list")
        LEAVE = "leave", _("leave")
        MUTE_ALL = "mute_all", _("mute everybody")
        UNMUTE_ALL = "unmute_all", _("let everybody speak")
        ALLOW_UNMUTE = "allow_unmute", _("let people unmute themselves")
        FORBID_UNMUTE = "forbid_unmute", _("let nobody unmute themselves")
        LOWER_HANDS = "lower_hands", _("lower all hands")
        ADMIT_ALL = "admit_all", _("let everybody in")
        LOCK = "lock", _("lock")
        UNLOCK = "unlock", _("unlock")
        LOCK_SHARING = "lock_sharing", _("let hosts alone share")
        UNLOCK_SHARING = "unlock_sharing", _("let everybody share")
        START_RECORDING = "start_recording", _("start the recording")
        PAUSE_RECORDING = "pause_recording", _("pause the recording")
        STOP_RECORDING = "stop_recording", _("stop the recording")
        START_STREAM = "start_stream", _("start the live stream")
        STOP_STREAM = "stop_stream", _("stop the live stream")
        START_CAPTIONS = "start_captions", _("turn the captions on")
        EXTEND = "extend", _("make longer")
        EXTEND_BY_ITSELF = "extend_by_itself", _("go on by itself")
        FOLLOW_VOICES = "follow_voices", _("show who speaks")
        HOLD_PICTURE = "hold_picture", _("show the same people")
        SHOW_PICTURE = "show_picture", _("choose the picture")
        SHOW_PICTURE_FREELY = "show_picture_freely", _("leave the picture to the service")
        END_SPOTLIGHT = "end_spotlight", _("let everybody choose whom they see")
        SAVE_LAYOUT = "save_layout", _("keep a picture")
        LOAD_LAYOUT = "load_layout", _("show a picture that was kept")
        DELETE_LAYOUT = "delete_layout", _("keep a picture no longer")

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("write", "Sent")
        DONE = "done", pgettext_lazy("write", "Done")
        REFUSED = "refused", pgettext_lazy("write", "Refused")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("write", "Checking")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="control_actions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SENT)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # One-time: the second use by the same person returns what the first has made.
    reference = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    payload = EncryptedJSONField()
    # It was done by having been so already: somebody else was faster.
    was_needless = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    # While UNCONFIRMED: when it is looked up next, and how often in a row it was seen not to be done.
    next_check_at = models.DateTimeField(null=True, blank=True)
    agreeing_checks = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    # Empty while it is open.
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ControlActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requested_by", "reference"], name="control_action_once"),
        ]
        indexes = [models.Index(fields=["finished_at", "next_check_at"], name="control_action_finished")]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.finished_at is None
