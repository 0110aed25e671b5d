"""The applications of the enterprise, for its default administrator alone (docs/vendor/sign-in.md 3)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.app import NORMAL, STOPPED, App
from hwmeeting.wire import rows

_APP = "/v2/usg/acs/corp/app"


class Apps:
    """What the enterprise's systems sign in with."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self) -> Iterator[App]:
        """All of them, page by page."""
        for page in self._actor.pages(f"{_APP}s", {}):
            yield from map(App.from_vendor, rows(page, "data"))

    def add(self, name: str, description: str = "") -> App:
        """A new one, with its key. Made twice it is two."""
        return _with_key(self._actor.call(Call("POST", _APP, body={"app_name": name, "description": description})))

    def update(self, app_id: str, *, name: str, description: str, is_running: bool) -> App:
        """Make it what is said, in whole; one that isn't running signs nobody in."""
        status = NORMAL if is_running else STOPPED
        body = {"app_name": name, "description": description, "status": status}
        return App.from_vendor(object_of(self._actor.call(Call("PUT", _path(app_id), body=body))))

    def reset_key(self, app_id: str) -> App:
        """With its new key; the old one serves for an hour more, so that it can be exchanged everywhere."""
        return _with_key(self._actor.call(Call("PUT", f"{_path(app_id)}/reset")))

    def delete(self, app_id: str) -> None:
        """Nobody can sign in with it any more."""
        self._actor.call(Call("DELETE", _path(app_id), has_answer=False))


def _path(app_id: str) -> str:
    return f"{_APP}/{quote(app_id, safe='')}"


def _with_key(answer: Any) -> App:
    found = App.from_vendor(object_of(answer))
    if not (found.id and found.key):
        raise ServerFault(code=NOT_READABLE, status=200)
    return found
