"""The navigation marks the entry to which a page belongs."""

import pytest
from django.utils import translation

from ui import navigation


@pytest.mark.parametrize(
    ("view", "current"),
    [
        ("meetings:home", "Home"),
        ("meetings:coming", "Meetings"),
        ("history:past", "Meetings"),
        ("meetings:calendar", "Calendar"),
        ("meetings:detail", None),
        ("meetings:com", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("place", navigation.PLACES)
def test_links_mark_the_current_page(place: str, view: str | None, current: str | None) -> None:
    with translation.override("en"):
        links = navigation.links(place, view)
    assert [link.name for link in links if link.is_current] == ([current] if current else [])


def test_rooms_are_a_view_of_the_calendar_where_there_are_tabs() -> None:
    with translation.override("en"):
        links = {place: navigation.links(place, "meetings:rooms") for place in navigation.PLACES}
    current = {place: [link.name for link in found if link.is_current] for place, found in links.items()}
    assert current == {"bar": ["Rooms"], "tabs": ["Calendar"]}


def test_entries_lead_to_pages_of_their_own() -> None:
    addresses = [link.address for link in navigation.links("tabs", None)]
    assert addresses == ["/", "/calendar/", "/meetings/book/", "/meetings/", "/settings/"]


@pytest.mark.parametrize(
    ("view", "has_tabs"), [("meetings:detail", True), ("meetings:book", False), ("home", False), (None, False)]
)
def test_has_tabs(view: str | None, has_tabs: bool) -> None:
    assert navigation.has_tabs(view) == has_tabs
