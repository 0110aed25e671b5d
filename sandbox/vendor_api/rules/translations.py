"""Translate answers that are for people: Chinese, or English where Accept-Language wants it."""

_WORDS = {
    "call": ("呼叫与会方", "Call participant"),
    "set_host": ("设置主持人", "Set host"),
    "mute": ("关闭与会方麦克风", "Mute participant"),
    "mute_all": ("全场静音", "Mute all"),
    "unmute_all": ("取消全场静音", "Unmute all"),
    "prolong": ("延长会议", "Extend conference"),
    "end": ("结束会议", "End conference"),
    "succeeded": ("成功", "Success"),
    "soft_terminal": ("软终端", "Soft terminal"),
    "video": ("视频", "Video"),
    "voice": ("语音", "Voice"),
}


def translate(name: str, accept_language: str) -> str:
    """Return the words for a name of our own."""
    chinese, english = _WORDS[name]
    return english if accept_language.lower().startswith("en") else chinese
