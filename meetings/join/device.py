"""What device a browser runs on, as far as its User-Agent tells; a hint for what is offered first, nothing more.

An iPad asks for desktop pages by calling itself a Mac: the launch link is the same for both, and the
script that would click it looks at the touch points before it does.
"""

import re
from dataclasses import dataclass

# Apps by the word that they add to the browser's name
_APPS = re.compile(
    r"AlipayClient|AliApp\(|aweme|baiduboxapp|BiliApp|BytedanceWebview|DaumApps|DingTalk|\bdiscover/|FBAN|FBAV|Feishu"
    r"|\binapp\b|Instagram|jdapp|KAKAOTALK|\bKwai|Lark|\bLine/|LinkedInApp|NewsArticle|Pinterest/|\bQQ/|Snapchat"
    r"|WeLink|Weibo|wxwork|XiaoHongShu|\bxhs|\bZalo|Zhihu",
    re.I,
)
# And those that add none: Android marks the view of an app, and on an iPhone only browsers end in "Safari/"
_ANDROID_VIEW = re.compile(r"Android.*; wv\)")
_IPHONE_VIEW = re.compile(r"\((iPhone|iPad|iPod)(?!.*Safari/)")


@dataclass(frozen=True, slots=True)
class Device:
    """``platform`` as ``hwmeeting.links`` names it, "" where there is no client for it.

    ``in_app`` is "wechat" or "other" inside an app that swallows launch links.
    """

    platform: str
    in_app: str = ""

    @property
    def is_phone(self) -> bool:
        return self.platform in {"android", "ios", "harmonyos"}


def device_of(user_agent: str) -> Device:
    """Return the device behind a User-Agent header."""
    return Device(_platform(user_agent), _in_app(user_agent))


def _platform(agent: str) -> str:
    # HarmonyOS before NEXT calls itself Android as well and runs Android's client.
    for word, platform in (
        ("OpenHarmony", "harmonyos"),
        ("Android", "android"),
        ("iPhone", "ios"),
        ("iPad", "ios"),
        ("iPod", "ios"),
        ("Windows", "windows"),
        ("Macintosh", "mac"),
    ):
        if word in agent:
            return platform
    return ""


def _in_app(agent: str) -> str:
    if "MicroMessenger" in agent:
        return "wechat"
    return "other" if any(kind.search(agent) for kind in (_APPS, _ANDROID_VIEW, _IPHONE_VIEW)) else ""
