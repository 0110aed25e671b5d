"""The vectors of docs/vendor/sign-in.md 2.1 and scheme-urls.md 32."""

import pytest

from hwmeeting.sign_in.signature import compute_signature

_A32, _K64 = "a" * 32, "k" * 64
_NONCE = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("user_id", "corp_id", "expected"),
    [
        ("u1", None, "d5674bb32befa25feca2fca6c19380619ccd17ef962d39b287c035718c04a3c6"),
        ("", None, "dd88c0c63deb3a1708cf9fedcabb433b2ae8019d13237dea1dae5dfff79cc249"),
        ("u1", "corp1", "645b92bc8b07a2fb0f8c21e165e28b61e760a67518c891d29050362f623e4e3d"),
        ("", "", "8b7b5c36edcd9966525f491225f8df4089e26e0ced507becf08d16854224cdfb"),
    ],
    ids=["user", "enterprise administrator", "user of an SP", "SP administrator"],
)
def test_signature_of_the_core_vectors(user_id: str, corp_id: str | None, expected: str) -> None:
    made = compute_signature(
        app_id=_A32, app_key=_K64, expire_time=1700000000, sign_nonce=_NONCE, user_id=user_id, corp_id=corp_id
    )
    assert made == expected


@pytest.mark.parametrize(
    ("user_id", "corp_id", "expected"),
    [
        ("user01", None, "d17718223282b34067ce929432f7471375838e6fab3edc06d75ff2e3d52e8b23"),
        ("", None, "c329a2e7bddec7aa5deac6eb53a04aa7d6b2416cb2cd1a4b952847c196552bf1"),
        ("user01", "corp9", "648422de00b028c1e028490d56c7498b2f08a06967a89a4faf0327608c151952"),
    ],
)
def test_signature_of_the_client_vectors(user_id: str, corp_id: str | None, expected: str) -> None:
    made = compute_signature(
        app_id="app0123456789",
        app_key="testAppKey0123456789",
        expire_time=1700000600,
        sign_nonce=_NONCE,
        user_id=user_id,
        corp_id=corp_id,
    )
    assert made == expected
