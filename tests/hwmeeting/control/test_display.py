"""What everybody sees, and layouts."""

from dataclasses import replace

import pytest

from hwmeeting import InvalidRequest, Layout, Pane, Picture
from hwmeeting.types.picture import IMAGE_TYPES
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import Running, begin


@pytest.fixture
def running(sandbox: Sandbox) -> Running:
    found = begin(sandbox)
    found.enter(account="chen", as_host=True)
    return found


def test_one_is_shown_to_all(running: Running) -> None:
    anna = running.enter()
    running.session.display.broadcast(anna)
    assert (running.live()["mode"], running.live()["focus_id"]) == ("BROADCAST", anna)
    running.session.display.cancel()
    assert running.live()["mode"] == "FREE"


def test_voices_are_followed(running: Running) -> None:
    running.session.display.switch_mode(follows_voices=True, has_panes=False)
    assert (running.live()["is_voice_activated"], running.live()["has_panes"]) == (True, False)
    running.session.display.switch_mode(follows_voices=False)
    assert (running.live()["mode"], running.live()["has_panes"]) == ("FIXED", True)


def test_a_picture_is_composed(running: Running) -> None:
    (site,) = running.session.live().sites
    picture = Picture("Two", (Pane(1, (site.phone,)), Pane(2, is_presentation=True)), switch_seconds=20)
    display = running.session.display
    display.compose(picture, is_kept_only=True)
    assert running.live()["mode"] == "FREE"
    display.compose(picture)
    shown = running.live()
    assert (shown["mode"], shown["picture"]["imageType"], shown["picture"]["switchTime"]) == ("FIXED", "Two", 20)
    display.compose(None)
    assert running.live()["picture"] == {}
    display.compose_by_participants(picture, {site.phone: site.id})
    assert running.live()["picture"] == shown["picture"]
    display.compose_by_participants(None, {})
    with pytest.raises(InvalidRequest):
        display.compose(replace(picture, switch_seconds=5))


def test_every_image_type_is_taken(running: Running) -> None:
    (site,) = running.session.live().sites
    assert len(IMAGE_TYPES) == len(set(IMAGE_TYPES)) == 39
    for image_type in IMAGE_TYPES:
        running.session.display.compose(Picture(image_type, (Pane(1, (site.phone,)),)))


def test_layouts_are_kept(running: Running) -> None:
    layout = Layout("Stage", Picture("Three-2", (Pane(1, ("1",)), Pane(2, (), is_presentation=True))), "a1")
    running.session.layouts.save(layout)
    running.session.layouts.save(replace(layout, uuid=""))
    first, second = running.session.layouts.list()
    assert first == layout
    assert second == replace(layout, uuid=second.uuid)
    assert len(second.uuid) == 32
    running.session.layouts.delete("a1")
    assert running.session.layouts.list() == (second,)
