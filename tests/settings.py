"""The settings of a test run: those of a development machine, with its state in a folder of its own."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DEBUG", "1")
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
# Each test process has its own, since a worker of another one would read its broker's messages.
if (worker := os.environ.get("PYTEST_XDIST_WORKER", "")) and not os.environ["DATA_DIR"].endswith(f"-{worker}"):
    os.environ["DATA_DIR"] += f"-{worker}"
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Playwright keeps a loop in the thread of the journeys, which Django takes for asynchronous code of ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# A sandbox is started per test process; its address replaces this one (tests/conftest.py).
os.environ.setdefault("SANDBOX_URL", "http://127.0.0.1:1")

from portal.settings import *  # noqa: F403

# A file and not memory: tests have threads, and processes that are killed, on the same database.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Whitenoise looks into it at start; what pages need is found without it.
STATIC_ROOT = DATA_DIR / "static"  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
