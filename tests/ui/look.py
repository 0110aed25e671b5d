"""What the look has: its classes, its icons, and the templates that use them."""

import re
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
FOLDERS = (ROOT / "templates", ROOT / "templates_jinja2")
CSS = "".join(path.read_text() for path in sorted((ROOT / "assets/css").glob("[0-9]*.css")))
CLASSES = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)))
ICONS = set(re.findall(r'<symbol id="i-([a-z-]+)"', (ROOT / "static/icons.svg").read_text()))
