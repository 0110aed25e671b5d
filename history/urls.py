"""The addresses of what is over."""

from django.urls import path

from history.views import past, sessions

app_name = "history"
_SESSION = "sessions/<int:session_id>/"
urlpatterns = [
    path("meetings/past/", past.past, name="past"),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}attendance.csv", sessions.attendance, {"file_format": "csv"}, name="attendance_csv"),
    path(f"{_SESSION}attendance.xlsx", sessions.attendance, {"file_format": "xlsx"}, name="attendance_xlsx"),
    path(f"{_SESSION}recordings/<int:recording_id>/", sessions.recording, name="recording"),
]
