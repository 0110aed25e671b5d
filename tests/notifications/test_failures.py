"""What a mail server's answer means: whether another attempt can help, and why it failed."""

import pytest

from notifications.failures import Failure, Reason, classify


@pytest.mark.parametrize(
    ("said", "reason", "is_temporary"),
    [
        # Limits, whatever the number
        ("554 Domain limit exceeded. Try again later", Reason.LIMIT, True),
        ("550 5.4.5 quota", Reason.LIMIT, True),
        ("550 5.4.5 Daily user sending limit exceeded.", Reason.LIMIT, True),
        ("550 5.7.1 Message rejected: hourly rate limit reached", Reason.LIMIT, True),
        ("550 5.7.233 Message can't be submitted", Reason.LIMIT, True),
        ("550 5.1.90 You have reached the daily recipients", Reason.LIMIT, True),
        ("554 5.2.122 The recipient has exceeded their limit", Reason.LIMIT, True),
        ("550 Ip frequency limited", Reason.LIMIT, True),
        ("550 发送频率过高，请稍后再试", Reason.LIMIT, True),
        ("554 Too many recipients this hour", Reason.LIMIT, True),
        ("554 5.7.1 x.example has exceeded the max emails per hour (100/100) allowed", Reason.LIMIT, True),
        ("550 Sender rate overlimit - 20.1 / 1h", Reason.LIMIT, True),
        ("550 Maximum recipients reached", Reason.LIMIT, True),
        ("550 You have sent too much mail", Reason.LIMIT, True),
        ("550-5.2.1 The user is receiving mail at a rate that prevents additional messages", Reason.LIMIT, True),
        ("550 5.7.28 unsolicited mail", Reason.LIMIT, True),
        ("550 5.7.0 Sending suspended for 1 hour", Reason.LIMIT, True),
        ("550 Daily allotment used up", Reason.LIMIT, True),
        ("554 5.3.0 system overloaded", Reason.LIMIT, True),
        ("550 5.3.1 Insufficient system storage", Reason.LIMIT, True),
        ("554 发信量超出当日配额", Reason.LIMIT, True),
        ("550 群发邮件过多", Reason.LIMIT, True),
        ("554 RP:TRC 发件人域名短期内累计邮件数量超过限制", Reason.LIMIT, True),
        ("450 greylisted", Reason.LIMIT, True),
        ("554 5.7.0 Please try later", Reason.LIMIT, True),
        ("421 4.7.0 Temporary System Problem", Reason.LIMIT, True),
        ("550 5.4.6 The user exceeded sending limits", Reason.LIMIT, True),
        ("550 5.4.6 Unusual sending activity detected", Reason.LIMIT, True),
        ("554 5.7.1 message cap hit", Reason.LIMIT, True),
        ("554 Maximum email count reached", Reason.LIMIT, True),
        ("554 You have run out of credits", Reason.LIMIT, True),
        ("550 5.7.1 Sending suspended, 1000 messages per 24 hours reached", Reason.LIMIT, True),
        ("550 Message threshold reached", Reason.LIMIT, True),
        ("550 High volume of mail, come back in an hour", Reason.LIMIT, True),
        ("550 5.7.1 Message rejected due to volume", Reason.LIMIT, True),
        ("550 Sending capacity reached; resume at midnight UTC", Reason.LIMIT, True),
        ("550 今日发送量已用完", Reason.LIMIT, True),
        ("550 发送数量超限", Reason.LIMIT, True),
        # Full mailboxes are emptied
        ("552 5.2.2 Over quota", Reason.MAILBOX_FULL, True),
        ("550 Mailbox is full", Reason.MAILBOX_FULL, True),
        ("550 user@x.example's mailbox quota exceeded", Reason.MAILBOX_FULL, True),
        # By number alone
        ("451 wait", Reason.BUSY, True),
        ("554 4.7.1 no", Reason.BUSY, True),
        ("450 5.7.1 no", Reason.BUSY, True),
        # Nothing that passes
        ("554 no", Reason.REFUSED, False),
        ("550 5.7.26 Unauthenticated email is not accepted due to the domain's policy", Reason.REFUSED, False),
        ("554 Client host blocked using a list", Reason.REFUSED, False),
        ("550 5.7.1 Recipient rejected: limited to members only", Reason.REFUSED, False),
        ("550 Unrouteable address", Reason.NO_MAILBOX, False),
        ("552 Requested mail action aborted: exceed mailsize limit", Reason.TOO_LARGE, False),
        ("552 邮件大小超过限制", Reason.TOO_LARGE, False),
        ("535 Login Fail. Please enter your authorization code to login.", Reason.SIGN_IN, False),
        ("550 5.7.1 Rejected as spam", Reason.REFUSED, False),
        ("550 no such user", Reason.NO_MAILBOX, False),
        ("550 5.1.1 The account does not exist. Please try again", Reason.NO_MAILBOX, False),
        ("550 5.1.1 User unknown; limit your attempts", Reason.NO_MAILBOX, False),
        ("550 收件人不存在", Reason.NO_MAILBOX, False),
        ("552 5.3.4 Message size exceeds fixed limit", Reason.TOO_LARGE, False),
        ("552 Message size exceeds limit", Reason.TOO_LARGE, False),
        ("554 Message is too large", Reason.TOO_LARGE, False),
        ("554 5.4.6 Too many hops", Reason.LOOP, False),
        ("554 5.4.6 no", Reason.LOOP, False),
        # What an address or a page is called
        ("550 Nobody reads the volume list", Reason.REFUSED, False),
        ("550 User not found: daily.limit@x.example", Reason.NO_MAILBOX, False),
        ("554 5.7.1 <quota@x.example>: Relay access denied", Reason.REFUSED, False),
        ("550 5.7.1 Rejected, see https://x.example/limits/today", Reason.REFUSED, False),
        ("535 5.7.8 Error: authentication failed", Reason.SIGN_IN, False),
        # No answer at all
        ("ConnectionRefusedError: [Errno 111] Connection refused", Reason.AWAY, True),
        ("SMTPServerDisconnected: Connection unexpectedly closed", Reason.AWAY, True),
        ("UnicodeEncodeError: 'ascii' codec can't encode character", Reason.ADDRESS, False),
    ],
)
def test_classify(said: str, reason: Reason, *, is_temporary: bool) -> None:
    assert classify(said) == Failure(reason, is_temporary)


def test_every_reason_is_one_of_the_table() -> None:
    assert all(str(reason.label).endswith(".") for reason in Reason)
