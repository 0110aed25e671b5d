"""Words of the vendor's as any column takes them."""


def clean(text: str, longest: int) -> str:
    """Return ``text`` without NUL and half surrogate pairs, cut to so many characters."""
    return text.replace("\0", "").encode(errors="ignore").decode()[:longest]
