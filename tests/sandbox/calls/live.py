"""Control a running meeting in every way, and look at who is in it."""

from dataclasses import dataclass
from typing import Any

from tests.sandbox.calls.client_links import link
from tests.sandbox.calls.control import CONTROL, fetch_token, host_password
from tests.sandbox.program import Answer, Caller, Sandbox

SUCCESS = (200, {"returnCode": 0, "returnDesc": "Success"})
GUEST_PASSWORD = "482913"


@dataclass
class Live:
    """A running meeting, and the token of whoever controls it."""

    sandbox: Sandbox
    caller: Caller
    meeting: dict[str, Any]
    token: str

    @property
    def id(self) -> str:
        return str(self.meeting["conferenceID"])

    def call(self, method: str, path: str, body: Any = None, *, token: str | None = None, **query: Any) -> Answer:
        """Call an operation of control, nobody being signed in."""
        headers = {"X-Conference-Authorization": token or self.token, "X-Access-Token": None}
        sent = {"conferenceID": self.id} | query
        return self.caller.call(method, f"{CONTROL}/{path}", params=sent, json=body, headers=headers)

    def put(self, path: str, body: Any = None, **more: Any) -> Answer:
        return self.call("PUT", path, body, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        return self.call("POST", path, body, **more)

    def enter(self, name: str = "Anna", *, account: str = "", as_host: bool = False, platform: str = "windows") -> str:
        """Let somebody in. Return the participant's id."""
        code = host_password(self.meeting) if as_host else GUEST_PASSWORD
        url = link(conf_id=self.id, enter_code=code, name=name)
        status, entered = self.sandbox.open(url, platform=platform, signed_in_as=account)
        assert status == 200, entered
        return str(entered["participant"])

    def answer(self, number: str, name: str = "Phone", kind: str = "mobile") -> str:
        """Call a site in, which answers. Return the participant's id."""
        self.sandbox.post("assume", {"pstn": "bought"})
        body = {"attendees": [{"name": name, "phone": number, "type": kind}]}
        assert self.post("participants", body) == SUCCESS
        answered = self.sandbox.post("client/answer", {"number": number, "does": "enters"})
        return str(answered[1]["participant"])

    def act(self, participant: str, does: str) -> Answer:
        return self.sandbox.post("client/act", {"participant": participant, "does": does})

    def own_token(self, participant: str) -> str:
        """Return the token that somebody's own client has."""
        return str(self.sandbox.post("client/token", {"participant": participant})[1]["token"])

    def info(self) -> dict[str, Any]:
        status, found = self.call("GET", "realTimeInfo")
        assert status == 200, found
        return dict(found)

    def there(self, name: str) -> dict[str, Any]:
        """Return one who is in, as realTimeInfo has them."""
        return next(one for one in self.info()["participants"] if one["name"] == name)

    def shown(self) -> list[dict[str, Any]]:
        """Return who is in or waits, as the sandbox's own state has it."""
        return list(self.sandbox.meeting(self.id)["participants"])


def begin(sandbox: Sandbox, caller: Caller, **fields: Any) -> Live:
    """Book a meeting that runs from now on."""
    options = {"guestPwd": GUEST_PASSWORD, "allowGuestStartConf": True} | fields.pop("confConfigInfo", {})
    meeting = caller.book(startTime=..., confConfigInfo=options, **fields)
    return Live(sandbox, caller, meeting, fetch_token(caller, meeting))
