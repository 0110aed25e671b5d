"""The signature against the vectors of the contract (docs/vendor/sign-in.md 2.1, scheme-urls.md 32)."""

import pytest

from sandbox.vendor_api.rules import signature

_APP, _KEY, _NONCE = "a" * 32, "k" * 64, "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("corp_id", "user_id", "expected"),
    [
        (None, "u1", "d5674bb32befa25feca2fca6c19380619ccd17ef962d39b287c035718c04a3c6"),
        (None, "", "dd88c0c63deb3a1708cf9fedcabb433b2ae8019d13237dea1dae5dfff79cc249"),
        ("corp1", "u1", "645b92bc8b07a2fb0f8c21e165e28b61e760a67518c891d29050362f623e4e3d"),
        ("", "", "8b7b5c36edcd9966525f491225f8df4089e26e0ced507becf08d16854224cdfb"),
    ],
)
def test_signature(corp_id: str | None, user_id: str, expected: str) -> None:
    message = signature.build_message(
        app_id=_APP, corp_id=corp_id, user_id=user_id, expire_time=1700000000, sign_nonce=_NONCE
    )
    assert signature.sign(app_key=_KEY, message=message) == expected


@pytest.mark.parametrize(
    ("corp_id", "user_id", "expected"),
    [
        (None, "user01", "d17718223282b34067ce929432f7471375838e6fab3edc06d75ff2e3d52e8b23"),
        (None, "", "c329a2e7bddec7aa5deac6eb53a04aa7d6b2416cb2cd1a4b952847c196552bf1"),
        ("corp9", "user01", "648422de00b028c1e028490d56c7498b2f08a06967a89a4faf0327608c151952"),
    ],
)
def test_signature_of_our_own_endpoint(corp_id: str | None, user_id: str, expected: str) -> None:
    message = signature.build_message(
        app_id="app0123456789", corp_id=corp_id, user_id=user_id, expire_time=1700000600, sign_nonce=_NONCE
    )
    assert signature.sign(app_key="testAppKey0123456789", message=message) == expected
