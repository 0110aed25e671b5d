"""Addresses of the API about meetings."""

from django.urls import path

from meetings.api import calendars, free_busy, joining, occurrences, preview, views

urlpatterns = [
    path("meetings/", views.MeetingsView.as_view(), name="api-meetings"),
    path("meetings/preview/", preview.PreviewView.as_view(), name="api-preview"),
    path("meetings/instant/", views.InstantView.as_view(), name="api-instant"),
    path("meetings/<uuid:meeting_id>/", views.MeetingView.as_view(), name="api-meeting"),
    path("meetings/<uuid:meeting_id>/cancel/", views.CancelView.as_view(), name="api-cancel"),
    path(
        "meetings/<uuid:meeting_id>/occurrences/<int:occurrence_id>/",
        occurrences.OccurrenceView.as_view(),
        name="api-occurrence",
    ),
    path(
        "meetings/<uuid:meeting_id>/occurrences/<int:occurrence_id>/cancel/",
        occurrences.CancelOccurrenceView.as_view(),
        name="api-cancel-occurrence",
    ),
    path("meetings/<uuid:meeting_id>/launch/", joining.LaunchView.as_view(), name="api-launch"),
    path("meetings/<uuid:meeting_id>/invitees/", joining.InviteesView.as_view(), name="api-invitees"),
    path("meetings/<uuid:meeting_id>/calendar.ics", calendars.CalendarFileView.as_view(), name="api-calendar-file"),
    path("free-busy/", free_busy.FreeBusyView.as_view(), name="api-free-busy"),
    path("operations/<int:operation_id>/", views.OperationView.as_view(), name="api-operation"),
]
