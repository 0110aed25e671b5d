"""Which third-party User ID may stand for whom."""

from accounts import user_ids
from accounts.errors import InvalidInput
from accounts.models import Identity, Tenant, User
from accounts.problems import Code
from l10n import one_line
from l10n.problem import Problem

FIELD = "third_party_user_id"


class LooksAlike(InvalidInput):
    """A User ID that differs from another of the tenant in case or width only; it may be meant: it is asked back."""


def clean(*, typed: str, tenant: Tenant, person: User | None = None, is_another: bool = False) -> str:
    """Return the User ID as it is kept, for ``person`` (None: somebody new).

    Raises InvalidInput with the problem of its field, and LooksAlike unless ``is_another`` says that it
    really is another user than the one that looks alike.
    """
    user_id = typed.strip()
    if problem := flaw(user_id):
        raise InvalidInput(problem)
    others = Identity.objects.filter(tenant=tenant).select_related("person")
    if person is not None:
        others = others.exclude(person=person)
    if same := others.filter(third_party_user_id=user_id).first():
        raise InvalidInput(taken(user_id, same.person.name))
    alike = others.filter(folded_user_id=user_ids.folded(user_id)).first()
    if alike and not is_another:
        raise LooksAlike(looks_alike(user_id, alike.third_party_user_id, alike.person.name))
    return user_id


def flaw(user_id: str) -> Problem | None:
    """Return what is wrong with a User ID by itself; None when nothing is."""
    if not user_id.strip() or not user_ids.folded(user_id).strip():
        return Problem(Code.USER_ID_EMPTY, FIELD)
    if len(user_id) > user_ids.LONGEST:
        return Problem(Code.USER_ID_TOO_LONG, FIELD, {"count": len(user_id), "most": user_ids.LONGEST})
    if one_line.invisible(user_id):
        return Problem(Code.USER_ID_INVISIBLE, FIELD, {"shown": user_ids.shown(user_id)})
    return Problem(Code.USER_ID_COLON, FIELD) if ":" in user_id else None


def taken(user_id: str, name: str) -> Problem:
    """Return the problem of a User ID that is another person's."""
    return Problem(Code.USER_ID_TAKEN, FIELD, {"user_id": user_ids.shown(user_id), "name": name})


def looks_alike(user_id: str, other: str, name: str, *, code: Code = Code.USER_ID_LOOKS_ALIKE) -> Problem:
    """Return the question about a User ID that differs from another one in case or width only."""
    return Problem(code, FIELD, {"user_id": user_ids.shown(user_id), "other": user_ids.shown(other), "name": name})
