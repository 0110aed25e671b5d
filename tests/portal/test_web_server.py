"""What gunicorn is told."""

import runpy

from django.conf import settings

CONFIG = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
NGINX_KEEPS = 60


def test_an_idle_connection_is_kept_longer_than_the_proxy_keeps_it() -> None:
    assert CONFIG["keepalive"] > NGINX_KEEPS
    operations = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    assert f"keeps an idle connection for {CONFIG['keepalive']} seconds" in operations
