"""Addresses of the API about running meetings."""

from django.urls import path

from control.api import live, live_actions, views

_MEETING = "meetings/<uuid:meeting_id>/"
urlpatterns = [
    path(f"{_MEETING}live/", live.LiveView.as_view(), name="api-live"),
    path(f"{_MEETING}live/events/", live.LiveEventsView.as_view(), name="api-live-events"),
    path(f"{_MEETING}live/layouts/", live.LayoutsView.as_view(), name="api-live-layouts"),
    *(
        path(f"{_MEETING}live/{name.replace('_', '-')}/", view.as_view(), name=f"api-live-{name}")
        for name, view in live_actions.list_views()
    ),
    path(f"{_MEETING}end/", views.EndView.as_view(), name="api-end"),
    path(f"{_MEETING}call/", views.CallView.as_view(), name="api-call"),
    path(f"{_MEETING}actions/<int:action_id>/", views.ActionView.as_view(), name="api-action"),
]
