"""What the OpenAPI document says of every operation: that its errors are problem details, its requests read strictly.

The extension is registered by being imported, as drf-spectacular wants it.
"""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction

_PROBLEM = {
    "type": "object",
    "description": "RFC 9457: the sentence for people, a code for programs, all problems of the request at once.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
                "additionalProperties": False,
            },
        },
        "vendor_code": {"type": "string", "description": "The meeting service's own error code."},
        "vendor_request_id": {"type": "string"},
        "opens_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it can be joined, of not_open_yet.",
        },
    },
    "additionalProperties": False,
}


class StrictObject(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Says of a strict serializer that it takes no other fields."""

    target_class = "rest.fields.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        """Return the object's schema."""
        found: dict[str, Any] = auto_schema._map_serializer(  # type: ignore[no-untyped-call]
            self.target, direction, bypass_extensions=True
        )
        return found | {"additionalProperties": False}


def add_problem_details(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add the answer to whatever is wrong with a request to each operation; drf-spectacular calls it at the end."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["ProblemDetails"] = _PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    refused = {"description": "What is wrong with the request, or stands in its way.", "content": content}
    failed = {"description": "Not the caller's fault: later the same request may well succeed.", "content": content}
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"] |= {"4XX": refused, "5XX": failed}
    return result
