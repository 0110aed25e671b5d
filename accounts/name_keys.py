"""How a name or an address may be typed to mean somebody: as it is written, in pinyin, shortened, in either order.

All keys are folded: without case, width, accents, spaces and punctuation. They are bytes, since databases compare
those one by one: what begins with a key is a range of an index, whatever the collation. Knows no model.
"""

import os
import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

_LONGEST = 64  # characters; whoever types more means the same
_MOST_WORDS = 8
# A character may be read in several ways, of which a family name often has a rare one (仇 is Qiu, 单 is Shan).
_CHARACTERS_WITH_ALL_READINGS = 4
_MOST_READINGS = 16


def name_keys(name: str) -> set[bytes]:
    """Return the whole spellings of a name, each of which means this person and not only somebody like them.

    王芳 is 王芳, 芳王, wangfang, fangwang, wangf and wf; Li Wei is liwei, weili, liw and lw; 李伟 Li Wei is both.
    """
    words = _words(name)
    chinese = [word for word in words if _is_chinese(word[0])]
    others = [word for word in words if not _is_chinese(word[0])]
    keys = {_key(spelling) for part in (words, chinese, others) for spelling in _ways_to_write(part)}
    return keys or {name_key(name)}


def address_keys(email: str) -> set[bytes]:
    """Return an address as it may be typed: from its beginning, or from any part of what stands before the @."""
    local, _, domain = email.partition("@")
    parts = re.split(r"[._+-]+", local)
    return {_key(f"{_folded(''.join(parts[at:]))}@{domain.casefold()}") for at in range(len(parts))}


def name_key(name: str) -> bytes:
    """Return the key of a name that was typed whole."""
    return _key(_folded(name) or "".join(unicodedata.normalize("NFKC", name).casefold().split()))


def typed_key(typed: str) -> bytes:
    """Return what the key of a name or an address begins with that is being typed; empty where nothing is."""
    local, at, domain = "".join(unicodedata.normalize("NFKC", typed).split()).partition("@")
    return _key(f"{_folded(local)}@{domain.casefold()}") if at else name_key(typed)


def _key(text: str) -> bytes:
    return text[:_LONGEST].encode()


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in folded if character.isalnum())


def _words(name: str) -> list[str]:
    """Return the words of a name, folded; each Chinese character is one."""
    spaced = (_apart(character) for character in unicodedata.normalize("NFKC", name))
    return [folded for word in "".join(spaced).split() if (folded := _folded(word))][:_MOST_WORDS]


def _apart(character: str) -> str:
    if _is_chinese(character):
        return f" {character} "
    return " " if unicodedata.category(character)[0] in "PZSC" else character


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _ways_to_write(words: list[str]) -> set[str]:
    found = _spellings(words)
    for readings in _ways_to_read(words):
        found |= _spellings(readings)
        if len(readings) > 1:
            initials = [word[0] for word in readings]
            found |= {"".join(initials), readings[0] + "".join(initials[1:])}
    return found


def _spellings(words: list[str]) -> set[str]:
    """Return the words in their order, beginning with each of them."""
    return {"".join(words[at:] + words[:at]) for at in range(len(words))}


def _ways_to_read(words: list[str]) -> list[list[str]]:
    """Return the words as they are pronounced, the usual ways first."""
    if not words:
        return []
    readings = [
        _readings(word) if at < _CHARACTERS_WITH_ALL_READINGS else _readings(word)[:1] for at, word in enumerate(words)
    ]
    ranked = sorted(product(*map(enumerate, readings)), key=lambda way: sum(rank for rank, _ in way))
    return [[reading for _, reading in way] for way in islice(ranked, _MOST_READINGS)]


@lru_cache(maxsize=8192)
def _readings(word: str) -> tuple[str, ...]:
    if not _is_chinese(word[0]):
        return (word,)
    # Each character is read by itself; the phrases would take 45 MB of every process.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    found = pinyin(word, style=Style.NORMAL, heteronym=True)[0]
    # ü is typed v, passports have yu or u: 吕 is lv, lyu and lu.
    return tuple(
        dict.fromkeys(spelling for one in found for spelling in _around_v(one) if spelling.isalnum()) or (word,)
    )


def _around_v(reading: str) -> tuple[str, ...]:
    if "v" not in reading:
        return (reading,)
    return (reading, reading.replace("v", "yu"), reading.replace("v", "u"))
