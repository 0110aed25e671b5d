"""How callers prove who they are, for the OpenAPI document."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from accounts.models.api_client import Scope


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Registered by being imported, as drf-spectacular wants it."""

    target_class = "accounts.api.authentication.BearerAuthentication"
    name = "oauth2"

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        """Return the scope that the operation needs."""
        scopes = getattr(auto_schema.view, "required_scopes", {})
        return {self.name: [str(scopes[auto_schema.method])]} if auto_schema.method in scopes else {self.name: []}

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Return the flow, with all scopes."""
        return {
            "type": "oauth2",
            "description": "act_as=<third-party User ID> beside the grant makes the token one for that person.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "/api/v1/oauth/token/",
                    "scopes": {scope.value: str(scope.label) for scope in Scope},
                }
            },
        }
