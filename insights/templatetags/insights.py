"""The template tags of the insights."""

from django import template

from l10n import numbers

register = template.Library()
register.filter("grouped", numbers.counted)
