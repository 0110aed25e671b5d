"""A problem that somebody is told: a code for programs and, in the reader's language, a sentence for people."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or that stands in the way.

    ``code`` has the sentence as its label, in which ``params`` have their places. ``field`` is that of the request,
    "" where the problem is about the whole. ``wording`` is the sentence where it has to be put together.
    """

    code: TextChoices
    field: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict, hash=False)
    wording: str | Promise = dataclasses.field(default="", compare=False, repr=False)

    @property
    def sentence(self) -> str:
        """Return the sentence in the active language."""
        return str(self.wording) or str(self.code.label % self.params)


class ProblemError(Exception):
    """Problems as an error, to be shown. ``status`` is that of HTTP; code, field and params are the first's."""

    status = 409

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return " ".join(problem.sentence for problem in self.problems)

    @property
    def code(self) -> TextChoices:
        return self.problems[0].code

    @property
    def field(self) -> str:
        return self.problems[0].field

    @property
    def params(self) -> Mapping[str, Any]:
        return self.problems[0].params

    @property
    def sentence(self) -> str:
        """Return the sentence of the first problem, in the active language."""
        return self.problems[0].sentence
