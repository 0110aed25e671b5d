"""Why something about people and identities can't be done. Each message is a translated sentence.

AccountError
 + NotLinked          nobody can act at the meeting service as this person; the sentence says who can fix it
 + NotAllowed         outside of what this administrator's role reaches
 + InvalidInput       ``errors``: field -> sentence
"""


class AccountError(Exception):
    """A refusal whose sentence is shown as it is; ``status`` is that of HTTP."""

    status = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotLinked(AccountError):
    """No identity, one that is switched off or failing, or an organisation that is not active."""


class NotAllowed(AccountError):
    """The role of whoever asked does not reach that far."""


class InvalidInput(AccountError):
    """What was typed can't be kept; ``errors`` has a sentence for each field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors
