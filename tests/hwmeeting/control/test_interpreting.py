"""Interpretation."""

from hwmeeting import Interpreter, InterpreterGroup
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import begin


def test_a_meeting_is_interpreted(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    anna = running.enter()
    running.enter("Ben")
    interpretation = running.session.interpretation
    people = (Interpreter(account="li.wei@qingshan", name="Li"), Interpreter(is_ai=True))
    interpretation.set_groups([InterpreterGroup("1", "zh-CN", "en-US", people, name="English")])
    (group,) = running.live()["interpreter_groups"]
    assert (group["groupName"], [one["name"] for one in group["interpreters"][:1]]) == ("English", ["Li"])
    interpretation.switch(is_on=True)
    assert running.live()["has_interpretation"]
    interpretation.set_channel("en-US", [anna], includes_original_voice=True)
    assert [one["listens"] for one in running.people().values()] == ["en-US", ""]
    interpretation.set_channel("zh-CN")
    assert [one["listens"] for one in running.people().values()] == ["zh-CN", "zh-CN"]
