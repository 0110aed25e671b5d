"""What the User-Agent tells."""

import pytest

from meetings.join.device import Device, device_of

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {WEBKIT}"
PIXEL = f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {CHROME} Mobile Safari/537.36"
VIEW = f"Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Version/4.0 {CHROME} Mobile Safari/537.36"
IN_APP = {
    "alipay": f"{PIXEL} AliApp(AP/10.5.66) AlipayClient/10.5.66 Language/zh-Hans",
    "alipay on an iphone": f"{IPHONE} Mobile/15E148 Safari/604.1 AliApp(AP/10.5.66) AlipayClient/10.5.66",
    "baidu": f"{PIXEL} baiduboxapp/13.60.0.10 (Baidu; P1 14)",
    "xiaohongshu": f"{IPHONE} Mobile/15E148 Safari/604.1 discover/8.39 NetType/WiFi",
    "xiaohongshu on android": f"{PIXEL} xhsdiscover/8.39",
    "kakaotalk": f"{PIXEL} KAKAOTALK 10.8.3",
    "linkedin": f"{PIXEL} [LinkedInApp]/4.1.966",
    "welink": f"{IPHONE} Mobile/15E148 Safari/604.1 HuaweiWeLink/7.45",
    "zhihu": f"{PIXEL} ZhihuHybrid com.zhihu.android/Futureve",
    "naver": f"{PIXEL} NAVER(inapp; search; 2000; 12.5)",
    "douyin on an iphone": f"{IPHONE} Mobile/15E148 Safari/604.1 aweme_30.0.0 JsSdk/2.0",
    "wecom": f"{PIXEL} wxwork/4.1.28",
    "an app that nobody has heard of": VIEW,
    "an app that nobody has heard of, on an iphone": f"{IPHONE} Mobile/15E148",
}
BROWSERS = [
    PIXEL,
    f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1",
    f"{IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
    f"{IPHONE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
    f"Mozilla/5.0 (Linux; U; Android 14; zh-cn) {CHROME} MQQBrowser/15.0 Mobile Safari/537.36",
]
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


@pytest.mark.parametrize("agent", IN_APP.values(), ids=IN_APP.keys())
def test_device_of_an_app_that_shows_pages_itself(agent: str) -> None:
    assert device_of(agent).in_app == "other"


@pytest.mark.parametrize("agent", BROWSERS)
def test_device_of_a_phones_browser(agent: str) -> None:
    assert device_of(agent).in_app == ""
