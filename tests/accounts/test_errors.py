"""Each refusal says to programs what it is, and which status of HTTP it is."""

import pytest

from accounts.errors import AccountError, InvalidInput, NotAllowed, NotLinked


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AccountError("No."), ("refused", "", 409, "No.")),
        (NotLinked("Not linked."), ("not_linked", "", 409, "Not linked.")),
        (NotAllowed("Not yours."), ("not_allowed", "", 403, "Not yours.")),
        (InvalidInput({"user_id": "It is empty."}), ("invalid_input", "user_id", 422, "It is empty.")),
    ],
)
def test_errors_carry_code_field_status_and_sentence(error: AccountError, told: tuple[str, str, int, str]) -> None:
    assert (error.code, error.field, error.status, error.sentence) == told
