"""What can be done to one person of a running meeting, beyond the button of their row."""

from django.utils.translation import gettext as _

from control.pages.live_reader import Reader
from control.pages.live_row import Button
from control.snapshots import LivePerson


def build_menu(one: LivePerson, reader: Reader) -> tuple[Button, ...]:
    """Return it but for another name and removing, which have a form of their own; () where nothing is."""
    return tuple(_menu(one, reader)) if reader.may_touch(one) and not one.is_called else ()


def _menu(one: LivePerson, reader: Reader) -> list[Button]:
    found = [Button(f"give_floor {one.id}", _("Give the floor"), "mic")]
    if one.has_hand_up:
        found.append(Button(f"lower_hand {one.id}", _("Lower the hand"), "hand"))
    found.append(Button(f"spotlight {one.id}", _("Show to everybody"), "eye"))
    if one.role != "host":
        if reader.may_touch_host:
            found.append(Button(f"make_host {one.id}", _("Make host"), "star"))
        if one.role == "cohost":
            found.append(Button(f"revoke_cohost {one.id}", _("Co-host no longer"), "user"))
        else:
            found.append(Button(f"make_cohost {one.id}", _("Make co-host"), "user-plus"))
    camera = ("ask_camera_off", _("Turn the camera off"), "video-off")
    kind, word, icon = camera if one.has_video else ("ask_camera_on", _("Ask for the camera"), "video")
    found.append(Button(f"{kind} {one.id}", word, icon))
    if one.role == "guest":
        found.append(Button(f"send_to_waiting_room {one.id}", _("Back to the waiting room"), "door"))
    return found
