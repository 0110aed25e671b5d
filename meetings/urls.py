"""The addresses of meetings."""

from django.urls import path

from meetings.views import (
    booking,
    calendar,
    calendar_feeds,
    cancelling,
    detail,
    dividing,
    door_sheets,
    editing,
    home,
    listing_pages,
    mails,
    occurrences,
    open_links,
    people,
    portal_series,
    readiness,
    rooms,
    starting,
    templates,
)

app_name = "meetings"
urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("meetings/", listing_pages.coming, name="coming"),
    path("meetings/book/", booking.book, name="book"),
    path("meetings/templates/", templates.templates_page, name="templates"),
    path("meetings/templates/<int:template_id>/", templates.change, name="template"),
    path("meetings/start-now/", starting.start_now, name="start_now"),
    path("rooms/", rooms.show_rooms, name="rooms"),
    path("feed/<str:token>.ics", calendar_feeds.feed, name="feed"),
    path("meetings/subscription/", calendar_feeds.subscription, name="subscription"),
    path("meetings/people/", people.people, name="people"),
    path("meetings/people/address-book/", people.address_book, name="address_book"),
    path("meetings/<uuid:meeting_id>/", detail.detail, name="detail"),
    path("meetings/<uuid:meeting_id>/edit/", editing.edit, name="edit"),
    path("meetings/<uuid:meeting_id>/occurrences/<int:occurrence_id>/", occurrences.edit, name="occurrence"),
    path("meetings/<uuid:meeting_id>/occurrences/<int:occurrence_id>/divide/", dividing.divide, name="divide"),
    # As earlier versions called it: tabs and bookmarks have it.
    path("meetings/<uuid:meeting_id>/dates/<int:occurrence_id>/", occurrences.edit),
    path("meetings/<uuid:meeting_id>/cancel/", cancelling.cancel, name="cancel"),
    path("meetings/<uuid:meeting_id>/withdraw/", cancelling.withdraw, name="withdraw"),
    path("meetings/<uuid:meeting_id>/mails/<int:message_id>/send-again/", mails.send_again, name="send_mail_again"),
    path("meetings/<uuid:meeting_id>/check/", readiness.check_again, name="check_again"),
    path("meetings/<uuid:meeting_id>/door-sheet/", door_sheets.door_sheet, name="door_sheet"),
    path("meetings/<uuid:meeting_id>/link/", open_links.change, name="open_link"),
    path("meetings/series/<uuid:series_id>/", portal_series.decide, name="series"),
    path("meetings/<uuid:meeting_id>/state/", detail.state, name="state"),
]
