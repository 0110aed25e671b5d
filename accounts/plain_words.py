"""What people call themselves and their meetings, as one line that can be seen and disturbs nothing around it."""

import re

from accounts import user_ids

# Line ends and controls break headers and calendar files; marks of direction turn round what stands behind them.
_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """``text`` without what is harmful, and with single spaces; empty where nothing of it can be seen."""
    line = " ".join(_HARMFUL.sub(" ", text).split())
    return line if len(user_ids.invisible(line.replace(" ", ""))) < len(line.replace(" ", "")) else ""
