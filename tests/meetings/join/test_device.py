"""What the User-Agent tells."""

import pytest

from meetings.join.device import Device, device_of

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
AGENTS = {
    "windows": (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", Device("windows")),
    "mac": ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15", Device("mac")),
    "linux": (f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36", Device("")),
    "android": (f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {CHROME} Mobile Safari/537.36", Device("android")),
    "harmony 4": (f"Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00) {CHROME} Mobile", Device("android")),
    "harmony next": (f"Mozilla/5.0 (Phone; OpenHarmony 5.0) {CHROME} ArkWeb/4.1.6.1 Mobile", Device("harmonyos")),
    "iphone": ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148 Safari/604.1", Device("ios")),
    "wechat": ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) MicroMessenger/8.0.49 NetType/WIFI", Device("ios", "wechat")),
    "dingtalk": (f"Mozilla/5.0 (Linux; Android 13) {CHROME} Mobile DingTalk/7.5", Device("android", "other")),
    "curl": ("curl/8.5.0", Device("")),
    "nothing": ("", Device("")),
}


@pytest.mark.parametrize(("agent", "device"), AGENTS.values(), ids=AGENTS.keys())
def test_device_of(agent: str, device: Device) -> None:
    assert device_of(agent) == device
