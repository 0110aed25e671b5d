"""The error codes that somebody decides by, each with a name; ``error_reasons`` says what every code means."""

# Ours, where no answer has come or the answer has no code of the vendor's.
UNREACHABLE, NOT_TRUSTED = "UNREACHABLE", "NOT_TRUSTED"
NO_ANSWER, NOT_READABLE = "NO_ANSWER", "NOT_READABLE"
TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS"

# The vendor's (docs/vendor/errors.md 21 and 25). Signing in:
ACCOUNT_REFUSED = "USG.206010000"
ACCOUNT_STOPPED = "USG.206010007"
APPLICATION_REFUSED = "USG.206010025"
ACCOUNT_UNKNOWN = "USG.206010030"
SIGN_IN_EXPIRED = "USG.206010057"
APPLICATION_UNBOUND = "USG.206010058"
OTHER_SITE, CHANGE_OF_SITE = "USG.206010064", "USG.206010074"
PARAMETER_INVALID = "USG.200000003"
PHONE_TAKEN, EMAIL_TAKEN = "USG.206010065", "USG.206010066"
NO_FREE_ACCOUNT, NO_ACCOUNT_LEFT = "USG.206010070", "USG.201040005"
ACCOUNT_UNBOUND = "USG.206010075"
ACCOUNT_LOCKED = "USG.206030015"
CLIENT_TYPE_UNKNOWN = "USG.206040000"

# Meetings:
NOT_THE_ORGANISER, NOT_INVITED = "MMC.111070002", "MMC.111070010"
NO_SUCH_MEETING = "MMC.111070005"
# It is said of a series too of which only some occurrences are over (docs/vendor/meetings.md 20).
ALREADY_RUNNING = "MMC.111071065"
# What control says of a meeting that doesn't run: not, just ending, ended.
NOT_RUNNING = frozenset({"MMC.111072005", "MMC.111072003", "MMC.111072006"})
# Guests can't come in before the host, by the meeting or by its room: they wait in the client.
GUESTS_TOO_EARLY = frozenset({"MMC.111071004", "MMC.111071058"})
# The control token has ended, or is another session's.
CONTROL_REFUSED = "MMC.111070004"
# Told with status 401, though the access token is not to blame (docs/vendor/errors.md 25).
WRONG_MEETING_PASSWORD, WRONG_HOST_PASSWORD = "MMC.111071091", "MMC.111072018"

# Whatever is wrong with the room that a booking names: unknown, taken, busy now, somebody else's, stopped or expired,
# free for too short a time, none left.
ABOUT_A_ROOM = frozenset(
    {
        "MMC.111070006",
        "MMC.111071005",
        "MMC.111071064",
        "MMC.111071106",
        "MMC.111071063",
        "MMC.111073007",
        "MMC.111071006",
        "MMC.111071151",
    }
)
