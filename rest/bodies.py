"""Bodies that Django REST framework would take for none, and so do what nobody has asked for."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView


class LengthRequired(APIException):
    """The body comes in chunks; without a length Django reads nothing of it (RFC 9110 15.5.12)."""

    status_code = status.HTTP_411_LENGTH_REQUIRED
    default_detail = _("Send the body with its Content-Length, and not in chunks.")
    default_code = "length_required"


class HasReadableBody(BasePermission):
    """Refuses a body of unknown length, and a multipart form, which Django has read before a parser is asked."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return True, or raise LengthRequired or UnsupportedMediaType."""
        if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
            raise LengthRequired
        if request.content_type.startswith("multipart/"):
            raise UnsupportedMediaType(request.content_type)
        return True
