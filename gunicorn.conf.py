"""The web server, read by gunicorn itself; `WEB_CONCURRENCY` and `GUNICORN_CMD_ARGS` are its own variables."""

import gc
import os
from typing import Any

# A page waits for the meeting service at times: threads let others be served meanwhile.
worker_class = "gthread"
threads = 4
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Longer than the slowest page: two calls of the meeting service, ten seconds each.
timeout = 60
graceful_timeout = 5
# Longer than any proxy in front keeps an idle connection (nginx 60 s): only the proxy may close one, since a request
# that it sends at that moment would be lost.
keepalive = 75
# The portal logs its requests itself, with join links hidden.
accesslog = None
# Its socket would lie in HOME, which a service account may not have.
control_socket_disable = True
# The workers share the memory of what is imported. The price: HUP doesn't read the code again, a restart does.
preload_app = True


def pre_fork(server: Any, worker: Any) -> None:
    """What is there by now is no garbage; a collection in a worker would write on all of it, and share none."""
    gc.freeze()
