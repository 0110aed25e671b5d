"""The navigation: where its links lead, and on which pages each of them is the current one."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True)
class Entry:
    """A link of the navigation: ``url_name`` is where it leads, ``current_on`` the names of the pages below it."""

    name: str | Promise
    url_name: str
    icon: str
    current_on: frozenset[str] = frozenset()
    is_raised: bool = False  # the one that stands out of the tabs


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it."""

    name: str
    address: str
    icon: str
    is_current: bool
    is_raised: bool


HOME = Entry(gettext_lazy("Home"), "meetings:home", "home", frozenset({"meetings:home"}))
CALENDAR = Entry(gettext_lazy("Calendar"), "meetings:calendar", "calendar", frozenset({"meetings:calendar"}))
MEETINGS = Entry(
    gettext_lazy("Meetings"),
    "meetings:coming",
    "list",
    frozenset({"meetings:coming", "history:past", "history:session", "history:search"}),
)
ROOMS = Entry(gettext_lazy("Rooms"), "meetings:rooms", "terminal", frozenset({"meetings:rooms"}))
INSIGHTS = Entry(gettext_lazy("Insights"), "insights:insights", "chart", frozenset({"insights:insights"}))
NEW = Entry(pgettext_lazy("meeting", "New"), "meetings:book", "plus", is_raised=True)
YOU = Entry(pgettext_lazy("tab", "You"), "accounts:settings", "user")
# There is no room for more than five tabs: rooms are a view of the calendar.
_CALENDAR_TAB = replace(CALENDAR, current_on=CALENDAR.current_on | ROOMS.current_on)

PLACES = {"bar": (HOME, CALENDAR, MEETINGS, ROOMS, INSIGHTS), "tabs": (HOME, _CALENDAR_TAB, NEW, MEETINGS, YOU)}
# The pages to look at. One with a form has its button where the tabs would be.
PAGES_WITH_TABS = frozenset(
    {
        "meetings:home",
        "meetings:calendar",
        "meetings:coming",
        "meetings:detail",
        "meetings:rooms",
        "history:past",
        "history:session",
        "history:search",
        "insights:insights",
    }
)


def links(place: str, view: str | None) -> list[Link]:
    """Return the links of the bar or of the tabs, on the page of that name."""
    return [
        Link(str(entry.name), reverse(entry.url_name), entry.icon, view in entry.current_on, entry.is_raised)
        for entry in PLACES[place]
    ]


def has_tabs(view: str | None) -> bool:
    """Return whether the page of that name has tabs at the foot of a phone's screen."""
    return view in PAGES_WITH_TABS
