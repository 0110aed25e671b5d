"""The languages in which the meeting service writes."""

# By the codes of Django (docs/vendor/conventions.md 1.2).
_VENDOR_LANGUAGES = {"zh-hans": "zh-CN", "en": "en-US"}


def vendor_language(code: str) -> str:
    """Return the service's name of a language, "" for one that it doesn't write."""
    return _VENDOR_LANGUAGES.get(code, "")
