"""Linking one person, and giving them another User ID."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.admin import setup_words
from accounts.admin.permissions import administrator
from accounts.errors import AccountError, InvalidInput
from accounts.models import Application, Identity, User
from accounts.problems import Code
from accounts.services import identities, mapping
from l10n.mail_address import spellings


class UserIdForm(forms.Form):
    """A User ID; what is wrong with it is said by ``mapping``."""

    third_party_user_id = forms.CharField(
        label=gettext_lazy("Third-party User ID"),
        strip=False,
        error_messages={"required": Code.USER_ID_EMPTY.label},
        help_text=gettext_lazy("By this the meeting service knows the person. An unknown one gets an account there."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    is_another = forms.BooleanField(label=gettext_lazy("Yes, it is another user."), required=False)
    account_password = forms.CharField(
        label=gettext_lazy("Password of the meeting account"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "Only where the organisation has no App ID. Kept encrypted and never shown again; empty keeps the one of"
            " the same account."
        ),
    )

    def __init__(self, *args: Any, accounts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not accounts:
            del self.fields["account_password"]
            return
        user_id = self.fields["third_party_user_id"]
        user_id.label = gettext_lazy("User ID or meeting account")
        user_id.help_text = gettext_lazy(
            "By this the meeting service knows the person. Without an App ID it is their meeting account."
        )

    def needs_password(self, person: User, identity: Identity | None = None) -> bool:
        """Return whether a password has to be typed and wasn't, and say so at its field."""
        tenant, typed = person.tenant, self.cleaned_data
        if tenant is None or not tenant.application.has_accounts or typed.get("account_password"):
            return False
        if identity and identity.account_password and identity.third_party_user_id == self.user_id:
            return False
        self.add_error("account_password", Code.ACCOUNT_PASSWORD_MISSING.label)
        return True

    @property
    def user_id(self) -> str:
        return str(self.cleaned_data["third_party_user_id"]).strip()

    def ask_for_the_password_again(self) -> None:
        if self.errors and self.data.get("account_password") and "account_password" in self.fields:
            self.add_error("account_password", setup_words.AGAIN["administrator_password"])

    def asks_back(self) -> bool:
        """Return whether the box that confirms a look-alike is to be shown."""
        return getattr(self, "_asks_back", False) or bool(self["is_another"].value())

    def refuse(self, error: InvalidInput) -> None:
        self._asks_back = isinstance(error, mapping.LooksAlike)
        for problem in error.problems:
            self.add_error(problem.field, problem.sentence)


class LinkForm(UserIdForm):
    """A person, named by their mail address, and their User ID."""

    email = forms.CharField(
        label=gettext_lazy("The person's mail address"),
        # Not of type "email", which browsers turn into ASCII
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email", "list": "people"}),
    )
    field_order = ["email", "third_party_user_id", "account_password", "is_another"]


@sensitive_post_parameters("account_password")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Link somebody who isn't linked yet; ``?person=`` names them."""
    by = administrator(request)
    accounts = access.tenants(by=by).filter(application__kind=Application.Kind.ACCOUNT).exists()
    form = LinkForm(request.POST or None, initial={"email": _asked(request, by)}, accounts=accounts)
    if form.is_valid():
        person = access.people(by=by).filter(email__in=spellings(form.cleaned_data["email"])).first()
        if person is None:
            form.add_error("email", _("Nobody here has this mail address. Make the person first."))
        elif hasattr(person, "identity"):
            form.add_error("email", _("%(name)s is linked already.") % {"name": person.name})
        elif not form.needs_password(person) and (identity := _linked(form, by, person)):
            return _to_list(identity)
    return _form_page(request, {"form": form})


@sensitive_post_parameters("account_password")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, object_id: str) -> HttpResponse:
    """Give the person another User ID, or none any more."""
    by = administrator(request)
    identity = _identity(by, object_id)
    if "unlink" in request.POST:
        identities.unlink(by=by, identity=identity, now=timezone.now())
        messages.success(request, _("%(name)s is not linked any more.") % {"name": identity.person.name})
        return redirect("admin:accounts_identity_changelist")
    form = UserIdForm(
        request.POST or None,
        initial={"third_party_user_id": identity.third_party_user_id},
        accounts=identity.tenant.application.has_accounts,
    )
    if form.is_valid() and not form.needs_password(identity.person, identity):
        try:
            identities.change(
                by=by,
                identity=identity,
                user_id=form.cleaned_data["third_party_user_id"],
                password=form.cleaned_data.get("account_password", ""),
                is_another=form.cleaned_data["is_another"],
            )
        except InvalidInput as error:
            form.refuse(error)
        else:
            return _to_list(identity)
    return _form_page(request, {"form": form, "identity": identity})


def _linked(form: LinkForm, by: User, person: User) -> Identity | None:
    try:
        return identities.link(
            by=by,
            person=person,
            user_id=form.cleaned_data["third_party_user_id"],
            password=form.cleaned_data.get("account_password", ""),
            is_another=form.cleaned_data["is_another"],
        )
    except InvalidInput as error:
        form.refuse(error)
    except AccountError as error:
        form.add_error("email", error.sentence)
    return None


def _asked(request: HttpRequest, by: User) -> str:
    asked = request.GET.get("person", "")
    person = access.people(by=by).filter(pk=int(asked)).first() if asked.isdecimal() else None
    return person.email if person else ""


def _identity(by: User, object_id: str) -> Identity:
    """Return it. Raises Http404 for one out of reach, whose existence is for its own organisation to know."""
    found = access.identities(by=by).select_related("person__tenant__application", "tenant__application")
    identity = found.filter(pk=int(object_id)).first() if object_id.isdecimal() else None
    if identity is None:
        raise Http404
    return identity


def _to_list(identity: Identity) -> HttpResponse:
    address = reverse("admin:accounts_identity_changelist")
    return redirect(f"{address}?{urlencode({'state': 'all', 'chosen': identity.pk})}#why")


def _form_page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    assert isinstance(form, UserIdForm)
    form.ask_for_the_password_again()
    return render(request, "accounts/identities/form.html", context, status=422 if form.errors else 200)
