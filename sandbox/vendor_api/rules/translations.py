"""Translate answers that are for people: Chinese, or English where Accept-Language wants it."""

_WORDS = {
    "call": ("呼叫与会方", "Call participant"),
    "set_host": ("设置主持人", "Set host"),
    "mute": ("关闭与会方麦克风", "Mute participant"),
    "mute_all": ("全场静音", "Mute all"),
    "unmute_all": ("取消全场静音", "Unmute all"),
    "unmute": ("打开与会方麦克风", "Unmute participant"),
    "release_host": ("释放主持人", "Release host"),
    "set_cohost": ("设置联席主持人", "Set co-host"),
    "revoke_cohost": ("撤销联席主持人", "Revoke co-host"),
    "roll_call": ("点名", "Roll call"),
    "broadcast": ("广播会场", "Broadcast participant"),
    "hang_up": ("挂断与会方", "Hang up participant"),
    "admit": ("准入等候者", "Admit from waiting room"),
    "send_to_waiting_room": ("移至等候室", "Move to waiting room"),
    "lock": ("锁定会议", "Lock conference"),
    "unlock": ("解锁会议", "Unlock conference"),
    "record_on": ("开始录制", "Start recording"),
    "record_paused": ("暂停录制", "Pause recording"),
    "record_off": ("停止录制", "Stop recording"),
    "live_on": ("开始直播", "Start live broadcast"),
    "live_off": ("停止直播", "Stop live broadcast"),
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
