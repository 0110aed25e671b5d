"""An invitee of a meeting."""

from dataclasses import dataclass
from typing import Any

from hwmeeting.wire.reading import Fields, read_flag, read_text
from hwmeeting.wire.writing import drop_empty, write_flag


@dataclass(frozen=True, slots=True)
class Attendee:
    """One invitation (docs/vendor/meetings.md 4.2).

    Whoever is named by ``account_id`` and ``app_id`` sees it in their client.
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
        """Read it from the attendees of a detail: there the number is participantID, the type attendeeType."""
        return cls(
            name=read_text(source, "name"),
            email=read_text(source, "email"),
            sms=read_text(source, "sms"),
            phone=read_text(source, "participantID"),
            is_host=read_flag(source, "role") is True,
            type=read_text(source, "attendeeType"),
            account_id=read_text(source, "accountId"),
            app_id=read_text(source, "appId"),
            user_uuid=read_text(source, "userUUID"),
            phone2=read_text(source, "phone2"),
            phone3=read_text(source, "phone3"),
            address=read_text(source, "address"),
            department_name=read_text(source, "deptName"),
            auto_invite=read_flag(source, "isAutoInvite"),
        )

    def to_vendor(self) -> dict[str, Any]:
        """Return the fields of a request."""
        return drop_empty(
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
                "isAutoInvite": write_flag(self.auto_invite),
            }
        )
