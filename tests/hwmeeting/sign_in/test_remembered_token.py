"""A token that is asked for once, by however many threads."""

from concurrent.futures import ThreadPoolExecutor

from hwmeeting.sign_in.remembered_token import RememberedToken


class Source:
    """Hands out another token with each question."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def token(self) -> str:
        self.asked.append("")
        return f"t{len(self.asked)}"

    def renewed(self, stale: str) -> str:
        self.asked.append(stale)
        return f"t{len(self.asked)}"


def test_a_token_is_asked_for_once_and_where_it_is_refused() -> None:
    source = Source()
    token = RememberedToken(source)
    assert [token.token(), token.token()] == ["t1", "t1"]
    assert [token.renewed("t1"), token.renewed("t1"), token.token()] == ["t2", "t2", "t2"]
    assert source.asked == ["", "t1"]


def test_many_threads_are_one_question() -> None:
    source = Source()
    token = RememberedToken(source)
    with ThreadPoolExecutor(8) as threads:
        assert {*threads.map(lambda _: token.token(), range(50))} == {"t1"}
        assert {*threads.map(lambda _: token.renewed("t1"), range(50))} == {"t2"}
    assert source.asked == ["", "t1"]
