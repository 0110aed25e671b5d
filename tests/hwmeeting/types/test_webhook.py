"""A webhook as an answer has it."""

from hwmeeting import Webhook, WebhookStatus


def test_from_vendor() -> None:
    source = {"id": 7, "subscriberId": "portal", "url": "https://portal.example/hooks/", "status": "1"}
    assert Webhook.from_vendor(source) == Webhook("7", "portal", "https://portal.example/hooks/", WebhookStatus.OFF)


def test_from_vendor_of_an_empty_answer() -> None:
    assert Webhook.from_vendor({"returnCode": 0}) == Webhook("", "", "", None)
