"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from portal.checks import refuse_what_is_wrong  # noqa: E402 — both read the settings
from portal.servers import log_failures  # noqa: E402

refuse_what_is_wrong()
# What is only away may come back: until then each page says so.
log_failures()
