"""One idea of a mail address: what can be written to is taken, all else has its flaw."""

import pytest

from l10n.mail_address import Flaw, find_flaw, on_the_wire, spellings


@pytest.mark.parametrize(
    ("address", "flaw"),
    [
        ("ann+x@sub.x.org", None),
        ("o'neil@x.org", None),
        ("karl@münchen.example", None),
        ("karl@公司.中国", None),
        ("karl@xn--mnchen-3ya.example", None),
        ("ida@[127.0.0.1]", Flaw.NUMBER_FOR_DOMAIN),
        ("ida@[IPv6:::1]", Flaw.NUMBER_FOR_DOMAIN),
        ("ida@127.0.0.1", Flaw.NUMBER_FOR_DOMAIN),
        ("lena@localhost", Flaw.NO_DOMAIN),
        ("lena@localhost.", Flaw.NO_DOMAIN),
        ("jörg@x.org", Flaw.FOREIGN_BEFORE_AT),
        ("@x.org", Flaw.NOTHING_BEFORE_AT),
        ("ann@", Flaw.NOTHING_AFTER_AT),
        ("ann", Flaw.NOT_AN_ADDRESS),
        ("a b@x.org", Flaw.NOT_AN_ADDRESS),
        ("a..b@x.org", Flaw.NOT_AN_ADDRESS),
        ("a@b@x.org", Flaw.NOT_AN_ADDRESS),
        ("a@x..org", Flaw.NOT_AN_ADDRESS),
        ("a@-x.org", Flaw.NOT_AN_ADDRESS),
        ("a@x.org王芳", Flaw.NOT_AN_ADDRESS),
        ("karl@x.vermögensberater", None),
        ("a@x_y.org", Flaw.NOT_AN_ADDRESS),
        ('"a b"@x.org', Flaw.NOT_AN_ADDRESS),
        ("a" * 65 + "@x.org", Flaw.TOO_LONG),
    ],
)
def test_find_flaw(address: str, flaw: Flaw | None) -> None:
    assert find_flaw(address) == flaw


def test_on_the_wire_is_the_same_for_all_spellings() -> None:
    wire = "karl@xn--mnchen-3ya.example"
    assert {on_the_wire(each) for each in ("Karl@MÜNCHEN.example", "karl@mu\u0308nchen.example", wire)} == {wire}
    assert on_the_wire("not one") == "not one"
    assert spellings("Karl@xn--mnchen-3ya.example") == {wire, "karl@münchen.example"}
