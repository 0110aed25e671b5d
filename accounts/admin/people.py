"""People: a tenant administrator has their own tenant's, an operator all."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import access
from accounts.admin.permissions import administrator, is_administrator, is_operator
from accounts.errors import NotAllowed
from accounts.models import User
from accounts.problems import Code
from accounts.queries.people import may_be_meant
from accounts.services import people
from l10n import mail_address, one_line, phone_number, zone_links, zones
from ui.time_zones import TimeZoneField


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A person, as ``by`` may make or change them."""

    by: User

    class Meta:
        model = User
        fields = list(people.FIELDS)
        # Not of type "email": browsers send its domain in ASCII, also where nobody touched it.
        widgets: ClassVar = {"email": AdminTextInputWidget(attrs={"inputmode": "email"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tenant, role = self.fields["tenant"], self.fields["role"]
        assert isinstance(tenant, forms.ModelChoiceField)
        assert isinstance(role, forms.ChoiceField)
        tenant.queryset = access.tenants(by=self.by).order_by("name")
        allowed = access.roles(by=self.by)
        role.choices = [(value, label) for value, label in User.Role.choices if value in allowed]
        if not self.by.is_operator:
            tenant.required, tenant.empty_label, tenant.initial = True, None, self.by.tenant_id
        if self.instance.phone:
            self.initial["phone"] = phone_number.shown(self.instance.phone)
        mine = zone_links.canonical(self.instance.time_zone or self.by.time_zone)
        self.fields["time_zone"] = TimeZoneField(
            label=self.fields["time_zone"].label, choices=zones.choices(mine, timezone.now()), initial=mine
        )

    def clean_name(self) -> str:
        if name := one_line.one_line(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError(_("The name is empty."))

    def clean_phone(self) -> str:
        """Return the number in E.164, however it was typed."""
        typed = str(self.cleaned_data["phone"])
        if typed == self.initial.get("phone"):
            return str(self.instance.phone)
        if not typed.strip():
            return ""
        if (kept := phone_number.normalise(typed)) is None:
            raise forms.ValidationError(Code.NO_PHONE_NUMBER.label % {"typed": typed[:40]})
        return kept

    def clean_email(self) -> str:
        """Return the address, unique whatever its case; of another organisation's people no more is told than that."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if flaw := mail_address.find_flaw(email):
            raise forms.ValidationError(flaw.label % {"typed": email})
        if User.objects.filter(email__in=mail_address.spellings(email)).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is somebody with this mail address already."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            people.check(
                by=self.by,
                person_id=self.instance.pk,
                tenant=cleaned["tenant"],
                role=cleaned["role"],
                is_active=cleaned["is_active"],
            )
        except NotAllowed as error:
            raise forms.ValidationError(error.sentence) from error
        return cleaned


class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    form = PersonForm
    list_display = ["name", "email", "tenant", "role", "is_active"]
    list_filter = ["role", "is_active", "language"]
    list_select_related = ["tenant"]
    search_fields = ["name", "email"]
    ordering = ["name", "pk"]
    actions = ["welcome_again", "deactivate", "activate", "personal_data"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return access.people(by=administrator(request)).order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        """Find people however their names are typed, and operators, who have no search keys, by a part of theirs."""
        found, may_be_twice = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            tenants = access.tenants(by=administrator(request))
            found |= queryset.filter(may_be_meant(search_term, tenants=tenants))
        return found, may_be_twice

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("PersonFormOf", (form,), {"by": administrator(request)})

    def get_list_filter(self, request: HttpRequest) -> Any:
        return ["tenant", *self.list_filter] if is_operator(request) else self.list_filter

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse filters by a password's hash: a list that is narrowed down by it tells it letter by letter."""
        return "password" not in lookup and super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            people.change(by=administrator(request), person=obj)
        else:
            people.make(by=administrator(request), person=obj, now=timezone.now())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if not is_administrator(request):
            return False
        return obj is None or access.people(by=administrator(request)).filter(pk=obj.pk).exists()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Return False: meetings and audit rows keep their person; who leaves is deactivated."""
        return False

    @admin.action(description=_("Send a set-password mail"))
    def welcome_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        count = people.welcome_again(by=administrator(request), person_ids=_ids(queryset), now=timezone.now())
        sentence = ngettext("One mail is on its way.", "%(count)d mails are on their way.", count)
        messages.success(request, sentence % {"count": count})

    @admin.action(description=_("Deactivate: can't sign in any more"))
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        count = people.deactivate(by=administrator(request), person_ids=_ids(queryset))
        sentence = ngettext("One person is deactivated.", "%(count)d people are deactivated.", count)
        messages.success(request, sentence % {"count": count})

    @admin.action(description=_("Activate"))
    def activate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        count = people.activate(by=administrator(request), person_ids=_ids(queryset))
        sentence = ngettext("One person can sign in again.", "%(count)d people can sign in again.", count)
        messages.success(request, sentence % {"count": count})

    @admin.action(description=_("Personal data: take along, or make anonymous"))
    def personal_data(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Lead to the page of the one person that is chosen."""
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.error(request, _("Choose one person."))
            return None
        return redirect("admin:history_personal_data", chosen[0].pk)


def _ids(queryset: QuerySet[User]) -> list[int]:
    return list(queryset.values_list("pk", flat=True))
