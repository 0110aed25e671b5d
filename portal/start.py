"""The start of a process: web, worker or clock."""

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError

from encryption import keys, known_keys
from portal import servers
from portal.checks import refuse_what_is_wrong
from portal.development_defaults import make_private


def start(*, serves_pages: bool) -> None:
    """End this process with a sentence where something is wrong; log what is only away, since that may come back.

    Keys that can't be compared now, with a database that is away, are before anything is encrypted with them.
    """
    make_private(settings.DATA_DIR)
    try:
        refuse_what_is_wrong(serves_pages=serves_pages)
        try:
            known_keys.record()
        except (DatabaseError, InterfaceError):
            keys.verify_before_writing(known_keys.record)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    servers.log_failures()
    servers.close_connections()
