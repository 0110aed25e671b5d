"""Addresses of the API about what is over."""

from django.urls import path

from history.api import attendance, history, recordings, sessions

_SESSION = "sessions/<str:session_uuid>/"
urlpatterns = [
    path("meetings/<uuid:meeting_id>/sessions/", sessions.SessionsView.as_view(), name="api-sessions"),
    path("sessions/", history.HistoryView.as_view(), name="api-history"),
    path(_SESSION, history.SessionView.as_view(), name="api-session"),
    path(f"{_SESSION}attendance/", attendance.AttendanceView.as_view(), name="api-attendance"),
    path(f"{_SESSION}recordings/", recordings.RecordingsView.as_view(), name="api-recordings"),
    path(
        f"{_SESSION}recordings/<int:recording_id>/links/",
        recordings.RecordingLinksView.as_view(),
        name="api-recording-links",
    ),
]
