"""Who is invited to a meeting."""

from dataclasses import dataclass
from typing import Any

from hwmeeting.wire import Fields, compact, flag, number, text


@dataclass(frozen=True, slots=True)
class Attendee:
    """One invitation (docs/vendor/meetings.md 4.2).

    Somebody known by ``account_id`` and ``app_id`` sees it in their client.

    ``account_id`` is the third-party User ID; ``phone`` a SIP or phone number that the meeting may call;
    ``sms`` the number for text messages.
    """

    name: str = ""
    email: str = ""
    sms: str = ""
    phone: str = ""
    is_host: bool = False
    type: str = ""
    account_id: str = ""
    app_id: str = ""
    user_uuid: str = ""
    phone2: str = ""
    phone3: str = ""
    address: str = ""
    department_name: str = ""
    auto_invite: bool | None = None

    @classmethod
    def from_vendor(cls, source: Fields) -> "Attendee":
        """As the participants of a detail have it: there the number is participantID, the type attendeeType."""
        return cls(
            name=text(source, "name"),
            email=text(source, "email"),
            sms=text(source, "sms"),
            phone=text(source, "participantID"),
            is_host=flag(source, "role") is True,
            type=text(source, "attendeeType"),
            account_id=text(source, "accountId"),
            app_id=text(source, "appId"),
            user_uuid=text(source, "userUUID"),
            phone2=text(source, "phone2"),
            phone3=text(source, "phone3"),
            address=text(source, "address"),
            department_name=text(source, "deptName"),
            auto_invite=flag(source, "isAutoInvite"),
        )

    def to_vendor(self) -> dict[str, Any]:
        """As a request has it."""
        return compact(
            {
                "name": self.name,
                "email": self.email,
                "sms": self.sms,
                "phone": self.phone,
                "role": int(self.is_host),
                "type": self.type,
                "accountId": self.account_id,
                "appId": self.app_id,
                "userUUID": self.user_uuid,
                "phone2": self.phone2,
                "phone3": self.phone3,
                "address": self.address,
                "deptName": self.department_name,
                "isAutoInvite": number(self.auto_invite),
            }
        )
