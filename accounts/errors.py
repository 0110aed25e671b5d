"""Why something about people and identities can't be done. Each message is a translated sentence.

AccountError
 + NotLinked          nobody can act at the meeting service as this person; the sentence says who can fix it
 + NotAllowed         outside of what this administrator's role reaches
 + InvalidInput       ``errors``: field -> sentence
"""


class AccountError(Exception):
    """A refusal whose sentence is shown as it is; ``code`` is for programs, ``status`` that of HTTP."""

    code, status = "refused", 409
    field = ""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotLinked(AccountError):
    """Nobody can act as the person: no identity, one that is off or fails, or an organisation that is not active."""

    code = "not_linked"


class NotAllowed(AccountError):
    """The role of whoever asked does not reach that far."""

    code, status = "not_allowed", 403


class InvalidInput(AccountError):
    """What was entered can't be kept; ``errors`` has a sentence for each field, ``field`` is the first of them."""

    code, status = "invalid_input", 422

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors
        self.field = next(iter(errors), "")
