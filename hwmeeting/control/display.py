"""What everybody sees (docs/vendor/control.md 10.9)."""

from collections.abc import Mapping
from dataclasses import replace

from hwmeeting.control.right import ControlRight
from hwmeeting.http.answers import require_object
from hwmeeting.types.picture import Layout, Picture
from hwmeeting.wire.reading import read_objects


class Display:
    """The picture of a running meeting."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def broadcast(self, participant_id: str) -> None:
        """Show one participant to all."""
        self._right.put("participants/broadcast", participant_id=participant_id)

    def cancel(self) -> None:
        """End the broadcast of one or several, and a roll call."""
        self._right.put("cancelBroadcast")

    def switch_mode(self, *, follows_voices: bool, has_panes: bool = True) -> None:
        """Show whoever speaks, or the picture that was composed; a single pane follows voices alone."""
        mode = "VAS" if follows_voices else "Fixed"
        self._right.put("display/mode", {"switchMode": mode, "imageType": int(has_panes)})

    def compose(self, picture: Picture | None, *, is_kept_only: bool = False) -> None:
        """Compose the picture, or let the service do so (None); ``is_kept_only`` shows it later.

        The sites of its panes are phone numbers, also of people: those of ``live()``.
        """
        body = picture.to_vendor() if picture else {"manualSet": 0}
        self._right.put("display/customMultiPicture", body | {"multiPicSaveOnly": is_kept_only})

    def compose_by_participants(self, picture: Picture | None, ids: Mapping[str, str]) -> None:
        """Compose it by the retired call: ``ids`` has the pid for each phone number."""
        if picture is None:
            self._right.put("display/multiPicture", {"manualSet": 0})
            return
        panes = tuple(replace(one, sites=tuple(ids[number] for number in one.sites)) for one in picture.panes)
        self._right.put("display/multiPicture", replace(picture, panes=panes).to_vendor())


class Layouts:
    """Pictures that are kept until the meeting ends."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def save(self, layout: Layout) -> None:
        """Keep one, in place of the one of the same uuid."""
        self._right.put("layOut", {"restPicLayout": layout.to_vendor()})

    def list(self) -> tuple[Layout, ...]:
        """Return those that are kept."""
        answer = require_object(self._right.call("GET", "layOut", has_answer=True))
        return tuple(map(Layout.from_vendor, read_objects(answer, "picLayouts")))

    def delete(self, uuid: str) -> None:
        """Keep one no longer."""
        self._right.call("DELETE", "layOut", query={"uuID": uuid})
