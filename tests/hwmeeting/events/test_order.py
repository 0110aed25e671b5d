"""The order of messages."""

from hwmeeting.events.order import Order, Verdict

_TAKE, _DROP, _ASK = Verdict.TAKE, Verdict.DROP, Verdict.ASK_ANEW


def judged(*messages: tuple[str, int, bool]) -> list[Verdict]:
    """Return what becomes of messages: id, version, whether it is a full one."""
    order = Order()
    return [order.judge(name, version, is_full=is_full) for name, version, is_full in messages]


def test_parts_follow_a_full_one() -> None:
    assert judged(("a", 1000, True), ("b", 1, False), ("c", 2, False)) == [_TAKE, _TAKE, _TAKE]
    assert judged(("a", 1000, True), ("b", 7, False), ("c", 8, False)) == [_TAKE, _TAKE, _TAKE], (
        "counted from anything"
    )


def test_nothing_counts_before_a_full_one() -> None:
    assert judged(("a", 1, False), ("b", 1000, True), ("c", 2, False)) == [_DROP, _TAKE, _TAKE]


def test_one_that_comes_twice_counts_once() -> None:
    assert judged(("a", 1000, True), ("b", 1, False), ("b", 1, False), ("c", 2, False)) == [_TAKE, _TAKE, _DROP, _TAKE]


def test_a_lost_one_and_one_out_of_order_ask_anew() -> None:
    lost = judged(("a", 1000, True), ("b", 1, False), ("c", 3, False), ("d", 4, False), ("e", 1001, True))
    assert lost == [_TAKE, _TAKE, _ASK, _DROP, _TAKE]
    assert judged(("a", 1000, True), ("b", 2, False), ("c", 1, False)) == [_TAKE, _TAKE, _ASK]


def test_an_older_full_one_does_not_count() -> None:
    assert judged(("a", 1000, True), ("b", 999, True)) == [_TAKE, _DROP]


def test_the_answer_to_a_question_counts_whatever_its_time() -> None:
    order = Order()
    assert order.judge("a", 1000, is_full=True) is _TAKE
    order.ask_anew()
    assert order.judge("b", 1, is_full=False) is _DROP
    assert order.judge("c", 999, is_full=True) is _TAKE
