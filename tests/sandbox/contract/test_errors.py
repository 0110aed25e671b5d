"""The words and statuses of refusals."""

from sandbox.contract.errors import UNKNOWN_PATH, Refused, meaning, message


def test_the_meeting_service_answers_with_a_symbol() -> None:
    refusal = Refused("MMC.111070005")
    assert refusal.body == {"error_code": "MMC.111070005", "error_msg": message("MMC.111070005")}
    assert message("MMC.111070005").isupper()
    assert message("MMC.111070005") != meaning("MMC.111070005")


def test_everything_else_answers_with_a_sentence() -> None:
    assert message("USG.206010000") == meaning("USG.206010000")


def test_an_unknown_path_is_the_gateways() -> None:
    refusal = Refused(UNKNOWN_PATH)
    assert (refusal.status, refusal.code) == (404, "APIG.0101")
