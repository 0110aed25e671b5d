"""The Jinja2 templates of `templates_jinja2/`: the rows of lists, of which a page has so many that speed counts."""

from typing import Any

from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString
from jinja2 import Environment, StrictUndefined

from ui import avatars, badges, hits, icons, languages


def environment(**options: Any) -> Environment:
    """Return what these templates may use: translations, and the same functions as the tags of the others."""
    options["undefined"] = StrictUndefined
    found = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 — as given
    found.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    found.globals["icon"] = icons.icon
    # A filter or a test costs a fraction of a call.
    found.filters |= {"badges": badges.drawn, "named": languages.named, "marked": hits.marked}
    found.filters |= {"initials": avatars.initials, "disc": avatars.disc}
    found.tests["foreign"] = languages.is_foreign
    return found


def rendered(name: str, **values: Any) -> SafeString:
    """Return the mark-up of a template with these values, all of them escaped by it."""
    return SafeString(engines["jinja2"].get_template(name).render(values))
