"""Why something about people and identities can't be done. Each error carries its problems, as ``l10n.problem`` says.

AccountError
 + NotLinked          nobody can act at the meeting service as this person; the sentence says who can fix it
 + NotAllowed         outside of what this administrator's role reaches
 + InvalidInput       what was entered can't be kept
"""

from l10n.problem import ProblemError


class AccountError(ProblemError):
    """A refusal whose sentence is shown as it is."""


class NotLinked(AccountError):
    """No identity, one that is switched off or failing, or an organisation that is not active."""


class NotAllowed(AccountError):
    """The role of whoever asked does not reach that far."""

    status = 403


class InvalidInput(AccountError):
    """What was entered can't be kept."""

    status = 422
