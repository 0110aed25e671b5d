"""Numbers for a collector, as Prometheus reads them."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from history.services import measuring


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever has METRICS_TOKEN with what the database says now; nobody else learns that there are any."""
    asked = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(asked, wanted):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_History())
    return HttpResponse(
        generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"}
    )


class _History:
    """Of each tenant how late its history is read and what is left out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for measure in measuring.measure(now=timezone.now()):
            family = GaugeMetricFamily(measure.name, measure.words, labels=measure.labels)
            for values, number in measure.rows:
                family.add_metric(values, number)
            yield family
