"""What a business system sends about identities, read strictly."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import Identity
from accounts.services.mapping import FIELD
from rest.cursor import LARGEST_PAGE
from rest.fields import StrictSerializer, TextField

MOST_ROWS = 1000
_LONGEST = 1000  # of any text; what each may be is said of its row


class IdentityListSerializer(StrictSerializer):
    """What a list is asked for."""

    q = serializers.CharField(max_length=200, required=False, help_text=_("A name or an address, or how it begins."))
    state = serializers.ChoiceField(choices=Identity.State.choices, required=False)
    user_id = serializers.CharField(max_length=64, required=False, trim_whitespace=False)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.IntegerField(min_value=0, max_value=2**63 - 1, default=0)


class IdentityMappingSerializer(StrictSerializer):
    """Who somebody is: a person of the tenant by their address, or somebody new, who needs a name."""

    user_id = TextField(max_length=_LONGEST, allow_blank=True, help_text=_("Third-party User ID."))
    email = TextField(max_length=_LONGEST, allow_blank=True)
    name = TextField(max_length=_LONGEST, allow_blank=True, required=False)
    phone = TextField(max_length=_LONGEST, allow_blank=True, required=False)
    department_code = TextField(max_length=_LONGEST, allow_blank=True, required=False)
    language = TextField(max_length=_LONGEST, allow_blank=True, required=False, help_text=_("zh-hans or en."))
    time_zone = TextField(
        max_length=_LONGEST, allow_blank=True, required=False, help_text=_("An IANA name: Asia/Shanghai.")
    )


class BulkIdentitiesSerializer(StrictSerializer):
    """Many at once."""

    identities = IdentityMappingSerializer(many=True, max_length=MOST_ROWS, allow_empty=False)  # type: ignore[call-arg]


class IdentityChangeSerializer(StrictSerializer):
    """What is to change; all else stays."""

    user_id = TextField(max_length=_LONGEST, allow_blank=True, required=False)
    is_another = serializers.BooleanField(
        required=False, help_text=_("True where it really is another user than one whose User ID looks alike.")
    )
    is_disabled = serializers.BooleanField(required=False, help_text=_("Nobody acts as somebody who is disabled."))


def read_row(found: dict[str, Any]) -> dict[str, str]:
    """Return one row of valid content as an import has it."""
    return {FIELD if name == "user_id" else name: text for name, text in found.items()}
