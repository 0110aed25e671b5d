"""What a caller may: a client what its token's scopes say, a person in their own browser what they themselves may."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.access import ActingClient, Administrator
from accounts.api.authentication import client_of
from accounts.errors import NotAllowed
from accounts.models import Tenant, User
from accounts.models.api_client import Scope
from accounts.problems import Code
from l10n.problem import Problem

if TYPE_CHECKING:
    from rest_framework.views import APIView


class HasScope(BasePermission):
    """Reads ``required_scopes`` of the view: HTTP method -> scope. A method that isn't named there is refused."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return False for somebody unknown; raise NotAllowed for a client whose token lacks the scope.

        What is refused counts for the limit of calls, which is otherwise looked at after permissions.
        """
        required: Mapping[str, Scope] = getattr(view, "required_scopes", {})
        scope = required.get("GET" if request.method in {"HEAD", "OPTIONS"} else str(request.method))
        is_known = request.auth is not None or isinstance(request.user, User)
        if is_known and request.method not in view.allowed_methods:
            return True  # the view answers 405
        if is_known and has_scope(request, scope):
            return True
        view.check_throttles(request)
        if request.auth is not None:
            check_scope(request, scope)
        return False


def check_scope(request: Request, scope: Scope | None) -> None:
    """Raise NotAllowed for a client whose token lacks ``scope``, None being one that no token has."""
    if request.auth is not None and not has_scope(request, scope):
        raise NotAllowed(Problem(Code.SCOPE_MISSING, params={"scope": scope or ""}))


def has_scope(request: Request, scope: Scope | None) -> bool:
    """Return whether the token has ``scope``, None being one that nobody has; a person in their browser has all."""
    token: Any = request.auth
    return scope is not None and (token is None or scope in token.scope.split())


def administrator_of(request: Request) -> tuple[Administrator, Tenant]:
    """Return who looks after people in this call, and of which tenant.

    A client in its own name, or the person who calls or for whom, who is an administrator then. Raises NotAllowed.
    """
    client, token = client_of(request), cast(Any, request.auth)
    if client and not isinstance(request.user, User):
        return ActingClient(client, frozenset(token.scope.split())), client.tenant
    person = person_of(request)
    if not person.is_staff:
        raise NotAllowed(Problem(Code.ADMINISTRATOR_ONLY))
    if person.tenant is None:
        raise NotAllowed(Problem(Code.NO_ORGANISATION))
    return person, person.tenant


def person_of(request: Request) -> User:
    """Return the person who calls, or for whom. Raises NotAllowed for a token that acts for nobody."""
    if isinstance(request.user, User):
        return request.user
    raise NotAllowed(Problem(Code.ACT_AS_MISSING))
