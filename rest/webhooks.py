"""Events in the OpenAPI document: what they all have, and the content of each."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, OpenApiWebhook, extend_schema, inline_serializer
from rest_framework import serializers

_HOW = (
    "Signed as Standard Webhooks by the headers webhook-id, webhook-timestamp and webhook-signature."
    " It may come twice, with the same webhook-id, and in any order."
)


def describe_event(name: str, summary: str, data: type[serializers.Serializer[Any]]) -> OpenApiWebhook:
    """Return the event ``name``, whose content is ``data``, as a webhook that the document lists."""
    title = "".join(word.title() for word in name.replace(".", "_").split("_"))
    body = inline_serializer(
        f"{title}Event",
        {
            "type": serializers.ChoiceField(choices=[(name, name)]),
            "timestamp": serializers.DateTimeField(help_text="When it happened."),
            "data": data(),
        },
    )
    taken = OpenApiResponse(description="Any 2xx says: taken.")
    described = extend_schema(summary=summary, description=_HOW, request=body, responses={204: taken})
    return OpenApiWebhook(name, described)
