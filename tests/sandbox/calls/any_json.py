"""Generate any JSON, for tests that send whatever there is."""

from typing import Any

from hypothesis import strategies as st

TEXT = st.text(max_size=40) | st.sampled_from(["", "x" * 3000, "\x00", "0" * 30, "-1", "true", "😀", "'; --"])


SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.sampled_from([0, 1, 2, 3, 15, 60, "HDVideo", "2030-01-01 10:00"])
)


ANYTHING = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))


def some_of(names: tuple[str, ...] | list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(names), values, max_size=5)
