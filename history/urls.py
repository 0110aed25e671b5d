"""The addresses of what is over."""

from django.urls import path

from history.views import correcting, own_data, past, recordings, search, sessions

app_name = "history"
_SESSION = "sessions/<int:session_id>/"
urlpatterns = [
    path("meetings/past/", past.past, name="past"),
    path("meetings/past/export.csv", past.export, {"file_format": "csv"}, name="past_csv"),
    path("meetings/past/export.xlsx", past.export, {"file_format": "xlsx"}, name="past_xlsx"),
    path("search/", search.search, name="search"),
    path("search/export.csv", search.export, {"file_format": "csv"}, name="search_csv"),
    path("search/export.ics", search.export, {"file_format": "ics"}, name="search_ics"),
    path("account/my-data.json", own_data.own_data, name="own_data"),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}attendees/<int:presence_id>/", correcting.correct, name="correct"),
    path(f"{_SESSION}attendance.csv", sessions.attendance, {"file_format": "csv"}, name="attendance_csv"),
    path(f"{_SESSION}attendance.xlsx", sessions.attendance, {"file_format": "xlsx"}, name="attendance_xlsx"),
    path(f"{_SESSION}recordings/<int:recording_id>/", recordings.recording, name="recording"),
    path(f"{_SESSION}recordings/<int:recording_id>/delete/", recordings.delete, name="delete_recording"),
]
