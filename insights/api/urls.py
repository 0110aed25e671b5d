"""Addresses of the API about numbers."""

from django.urls import path

from insights.api import insights

urlpatterns = [path("insights/", insights.InsightsView.as_view(), name="api-insights")]
