"""The numbers of a range of days, over HTTP."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from insights.api.serializers import InsightsQuerySerializer, InsightsSerializer, represent_report
from insights.services.reporting import report
from rest.fields import read_query


class InsightsView(APIView):
    """Sums of what was held, day by day."""

    required_scopes = {"GET": Scope.HISTORY_READ}

    @extend_schema(operation_id="read_insights", parameters=[InsightsQuerySerializer], responses=InsightsSerializer)
    def get(self, request: Request) -> Response:
        """Return the sums of a range of days, without one of the last 30, and of as many days before.

        To an administrator those of the whole organisation, to everybody else those of the meetings that they host.
        What is counted belongs to the day on which a session began, time to the day on which it passed.
        """
        found = read_query(InsightsQuerySerializer, request.query_params)
        person, now = person_of(request), timezone.now()
        return Response(
            represent_report(report(person=person, days=found["days"], is_mine=found["whose"] == "mine", now=now))
        )
