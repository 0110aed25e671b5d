"""The languages in which the meeting service writes, by the codes of Django (docs/vendor/conventions.md 1.2)."""

VENDOR_LANGUAGES = {"zh-hans": "zh-CN", "en": "en-US"}
