"""The applications of the enterprise, for its default administrator alone (docs/vendor/sign-in.md 3)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from hwmeeting.errors import ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.app import NORMAL, STOPPED, App
from hwmeeting.wire.reading import read_objects

_APP = "/v2/usg/acs/corp/app"


class Apps:
    """The applications that the systems of an enterprise sign in with."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self) -> Iterator[App]:
        """Yield all applications, page by page."""
        for page in self._actor.pages(f"{_APP}s", {}):
            yield from map(App.from_vendor, read_objects(page, "data"))

    def add(self, name: str, description: str = "") -> App:
        """Make an application and return it with its key. A repeated call makes another one."""
        return _read_with_key(
            self._actor.call(Call("POST", _APP, body={"app_name": name, "description": description}))
        )

    def update(self, app_id: str, *, name: str, description: str, is_running: bool) -> App:
        """Set all of an application's fields; one that isn't running signs nobody in."""
        status = NORMAL if is_running else STOPPED
        body = {"app_name": name, "description": description, "status": status}
        return App.from_vendor(require_object(self._actor.call(Call("PUT", _path(app_id), body=body))))

    def reset_key(self, app_id: str) -> App:
        """Return the application with a new key; the old one is good for another hour, to exchange it everywhere."""
        return _read_with_key(self._actor.call(Call("PUT", f"{_path(app_id)}/reset")))

    def delete(self, app_id: str) -> None:
        """Delete an application; nobody can sign in with it any more."""
        self._actor.call(Call("DELETE", _path(app_id), has_answer=False))


def _path(app_id: str) -> str:
    return f"{_APP}/{quote(app_id, safe='')}"


def _read_with_key(answer: Any) -> App:
    found = App.from_vendor(require_object(answer))
    if not (found.id and found.key):
        raise ServerFault.not_readable()
    return found
