"""The template tags of the look. They are builtins: no page has to load them.

Each calls one pure function, so that Python and templates write the same thing alike.
"""

import re
import uuid
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from django import template
from django.template.context import RequestContext
from django.utils import timezone, translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from l10n import format_datetime, zones
from ui import avatars, badges, fields, icons, languages, navigation

register = template.Library()
register.simple_tag(icons.icon, name="icon")
register.simple_tag(badges.drawn, name="badges")
register.simple_tag(languages.lang)
register.simple_tag(fields.field, takes_context=True)
register.simple_tag(fields.control, takes_context=True)
register.simple_tag(fields.errors, takes_context=True)
register.simple_tag(navigation.links, name="navigation")
register.filter(navigation.has_tabs)


class Reader(Protocol):
    """Whoever looks at a page, signed in or not."""

    is_staff: bool

    @property
    def is_authenticated(self) -> bool: ...


_HAN = re.compile(r"([\u3400-\u9fff]+)")


@register.filter
def when(at: datetime, zone: str | ZoneInfo) -> str:
    """Return "Tue 19 May, 15:00"."""
    return format_datetime.moment(at, zone=_zone(zone), now=timezone.now())


@register.filter
def clock(at: datetime, zone: str | ZoneInfo) -> str:
    """Return "15:00"."""
    return format_datetime.clock(at, zone=_zone(zone))


@register.filter
def day(at: datetime, zone: str | ZoneInfo) -> str:
    """Return "Tue 19 May"."""
    there = _zone(zone)
    return format_datetime.day(_date(at, there), today=_date(timezone.now(), there))


@register.filter
def day_title(at: datetime, zone: str | ZoneInfo) -> str:
    """Return "Thursday 14 May", for titles and headings."""
    there = _zone(zone)
    return format_datetime.day_title(_date(at, there), today=_date(timezone.now(), there))


@register.simple_tag
def span(start: datetime, end: datetime, zone: str | ZoneInfo) -> str:
    """Return "Tue 19 May, 15:00–15:45"."""
    return format_datetime.when(start, end, zone=_zone(zone), now=timezone.now())


@register.filter
def names(found: list[str]) -> str:
    """Return "Wang Fang, Li Wei": names, addresses or numbers in a row."""
    return format_datetime.names(found)


@register.filter(is_safe=True)
def spaced(sentence: str) -> str:
    """Return a sentence into which a name was filled, with the spaces that Chinese keeps around Latin letters."""
    return format_datetime.spaced(sentence)


@register.simple_tag
def gap() -> str:
    """Return what stands between two sentences."""
    return format_datetime.gap()


@register.simple_tag
def person(name: str) -> SafeString:
    """Return a person's name; on a page that isn't Chinese its Chinese part says that it is."""
    if not languages.is_foreign(name):
        return mark_safe(escape(name))  # noqa: S308 — escaped
    return mark_safe(_HAN.sub(r'<span lang="zh-Hans">\1</span>', escape(name)))  # noqa: S308 — escaped


@register.simple_tag
def avatar(name: str, key: object, extra: str = "") -> SafeString:
    """Return the disc of a person. ``key`` is their id, or an outsider's address; ``extra`` a class."""
    return format_html(
        '<span class="mp-avatar mp-av-{}{}" aria-hidden="true">{}</span>',
        avatars.disc(key),
        f" {extra}" if extra else "",
        avatars.initials(name),
    )


@register.simple_tag(takes_context=True)
def kept(context: RequestContext, name: str, reader: Reader | None = None) -> SafeString:
    """Return a part of the shell, rendered once for everybody and then kept: it would cost more than the page in it.

    Such a part sees ``language``, ``portal_name``, ``help_url`` and the addresses of the brand; one that is given its
    ``reader`` also ``view`` (the page's name), ``is_signed_in``, ``is_staff`` and ``theme``. Without a reader nobody
    asks who is signed in, which on a guest's page nobody may.
    """
    personal: dict[str, object] = {}
    if reader is not None:
        personal = {
            "view": context.get("view") or "",
            "is_signed_in": reader.is_authenticated,
            "is_staff": reader.is_staff,
            "theme": getattr(reader, "theme", "auto"),
        }
    return _kept(
        _engine(context).get_template(name),
        translation.get_language() or "",
        portal_name=context.get("portal_name"),
        help_url=context.get("help_url"),
        brand_stylesheet=context.get("brand_stylesheet"),
        brand_logo=context.get("brand_logo"),
        **personal,
    )


@register.simple_tag
def fresh_reference() -> str:
    """Return a one-time reference for a form: sent twice, it has one effect."""
    return str(uuid.uuid4())


@register.filter
def bcp47(language: str) -> str:
    """Return "zh-Hans": Django's name of a language as HTML writes it."""
    primary, _, script = language.partition("-")
    return f"{primary}-{script.title()}" if script else primary


@lru_cache(maxsize=2048)
def _kept(part: template.Template, language: str, **known: object) -> SafeString:
    # The template itself is part of the key: an edited one is another one.
    return part.render(template.Context(known | {"language": language}))


def _engine(context: RequestContext) -> template.Engine:
    assert context.template is not None
    return context.template.engine


def _zone(zone: str | ZoneInfo) -> ZoneInfo:
    return zones.zone(zone) if isinstance(zone, str) else zone


def _date(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
