"""Answers that are no answer, and the code of a refusal."""

import pytest

from hwmeeting import (
    Client,
    NotFound,
    ServerFault,
)
from tests.hwmeeting.vendor_server import Reply, VendorServer


@pytest.mark.parametrize("spelling", ["error_code", "errorCode", "code"])
def test_code_is_found_in_each_of_the_vendors_spellings(client: Client, server: VendorServer, spelling: str) -> None:
    server.plan(Reply({spelling: "MMC.111070005", "error_msg": "CONF_DATA_NOT_FOUND"}, status=400))
    with pytest.raises(NotFound) as caught:
        client.meetings.cancel("981924330")
    assert (caught.value.code, caught.value.status, caught.value.retryable) == ("MMC.111070005", 400, False)
    assert caught.value.sentence == "The meeting is over or has been cancelled."


def test_cancellation_needs_no_answer_but_takes_no_foreign_one(client: Client, server: VendorServer) -> None:
    server.plan(Reply(b""), Reply({"returnCode": 0, "returnDesc": "Success"}), Reply(b"<html>sign in"))
    client.meetings.cancel("1")
    client.meetings.cancel("2", end_running=True)
    with pytest.raises(ServerFault):
        client.meetings.cancel("3")
    assert [asked.path for asked in server.asked] == [
        "/v1/mmc/management/conferences?conferenceID=1",
        "/v1/mmc/management/conferences?conferenceID=2&type=1",
        "/v1/mmc/management/conferences?conferenceID=3",
    ]
