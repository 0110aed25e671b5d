#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, NotSupportedError, OperationalError

from encryption import keys


def main() -> None:
    """A server that is wrong or away is said in a sentence: there is nothing to see in our own lines."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    # A migration may take as long as it takes.
    os.environ.setdefault("STATEMENT_TIMEOUT", "0")
    if sys.argv[1:2] != ["collectstatic"]:  # what that one makes, a proxy may serve
        os.umask(0o077)
    keys.verify_before_writing(_verify_keys)  # some commands, as the shell, run no checks
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except (OperationalError, InterfaceError, NotSupportedError) as error:
        from portal.servers import database_sentence
        from portal.service_unavailable import is_away

        if not is_away(error) and not isinstance(error, NotSupportedError):
            raise
        sys.exit(database_sentence(error))


def _verify_keys() -> None:
    from encryption import known_keys

    known_keys.verify()


if __name__ == "__main__":
    main()
