"""How a request's body is read."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

MAX_BYTES = 1_000_000


class BodyTooLarge(APIException):
    """The body is larger than any request needs to be."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The body is larger than 1 MB. Please divide it.")
    default_code = "body_too_large"


class BoundedJSONParser(JSONParser):
    """Reads JSON of ``MAX_BYTES`` at most: Django's own limit is not looked at where a body is read as a stream."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the content. Raises BodyTooLarge, and ParseError for what is no JSON, too deep, or can't be kept."""
        length = parser_context["request"].META.get("CONTENT_LENGTH") if parser_context else None
        if int(length or 0) > MAX_BYTES:
            raise BodyTooLarge
        try:
            found = super().parse(stream, media_type, parser_context)
            json.dumps(found, ensure_ascii=False).encode()  # what no database and no answer can hold fails here
        except ParseError as error:
            raise ParseError(_sentence(error.__context__)) from error
        except RecursionError as error:
            raise ParseError(_("The body is nested too deeply.")) from error
        except UnicodeEncodeError as error:
            raise ParseError(_("The body holds half of a character: a surrogate that stands alone.")) from error
        return found


def _sentence(cause: BaseException | None) -> str:
    """Return why a body is no JSON, and where: the library says it in English, to everybody."""
    if isinstance(cause, json.JSONDecodeError):
        place = {"line": cause.lineno, "column": cause.colno}
        return gettext("The body is no JSON: look at line %(line)s, column %(column)s.") % place
    return gettext("The body is no JSON that can be read: text is UTF-8, numbers are finite and short.")
