"""What the OpenAPI document says of every operation: that its errors are problem details."""

from typing import Any

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


def add_problem_details(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add the answer to whatever is wrong with a request to each operation; drf-spectacular calls it at the end."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["ProblemDetails"] = _PROBLEM
    answer = {
        "description": "What is wrong with the request, or stands in its way.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["4XX"] = answer
    return result
