"""Which third-party User ID may stand for whom."""

from django.utils.translation import gettext as _

from accounts import user_ids
from accounts.errors import InvalidInput
from accounts.models import Identity, Tenant, User
from l10n import one_line

FIELD = "third_party_user_id"


class LooksAlike(InvalidInput):
    """A User ID that differs from another of the tenant in case or width only; it may be meant: it is asked back."""


def clean(*, typed: str, tenant: Tenant, person: User | None = None, is_another: bool = False) -> str:
    """Return the User ID as it is kept, for ``person`` (None: somebody new).

    Raises InvalidInput with the sentence beside its field, and LooksAlike unless ``is_another`` says that it
    really is another user than the one that looks alike.
    """
    user_id = typed.strip()
    if reason := flaw(user_id):
        raise InvalidInput({FIELD: reason})
    others = Identity.objects.filter(tenant=tenant).select_related("person")
    if person is not None:
        others = others.exclude(person=person)
    if same := others.filter(third_party_user_id=user_id).first():
        raise InvalidInput({FIELD: taken(user_id, same.person.name)})
    alike = others.filter(folded_user_id=user_ids.folded(user_id)).first()
    if alike and not is_another:
        raise LooksAlike({FIELD: looks_alike(user_id, alike.third_party_user_id, alike.person.name)})
    return user_id


def flaw(user_id: str) -> str:
    """Return what is wrong with a User ID by itself, in a sentence; "" when nothing is."""
    if not user_id.strip() or not user_ids.folded(user_id).strip():
        return _("The User ID is empty. Without one the meeting service would act as the enterprise's owner.")
    if len(user_id) > user_ids.LONGEST:
        return _("%(count)d characters; %(most)d is the most.") % {"count": len(user_id), "most": user_ids.LONGEST}
    if one_line.invisible(user_id):
        return _("It holds characters that can't be seen: %(shown)s. Type it again by hand.") % {
            "shown": user_ids.shown(user_id)
        }
    if ":" in user_id:
        return _("A colon can't stand in a User ID, since the signature is put together with colons.")
    return ""


def taken(user_id: str, name: str) -> str:
    """Return the sentence for a User ID that is another person's."""
    return _("%(user_id)s is %(name)s's User ID already. Two people can't be the same user.") % {
        "user_id": user_ids.shown(user_id),
        "name": name,
    }


def looks_alike(user_id: str, other: str, name: str) -> str:
    """Return the question about a User ID that differs from another one in case or width only."""
    return _("%(user_id)s looks like %(other)s, which is %(name)s's. Is it really another user?") % {
        "user_id": user_ids.shown(user_id),
        "other": user_ids.shown(other),
        "name": name,
    }
