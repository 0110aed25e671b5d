"""What can be wrong with a request about a meeting, or stand in its way: one table of codes and their sentences.

Form, service and API say the same of the same thing, since each of them asks here.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from l10n import format_datetime, parse_datetime
from l10n.problem import Problem
from meetings.recurrence import RuleProblem, Unit
from meetings.recurrence.cycles import CycleProblem, EndsTooLate, IntervalProblem, NoDays, TooManyOccurrences


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    # A trial of the connection
    TRIAL_RUNS = "trial_runs", _("The trial before this one is not over yet: its meeting is still being cancelled.")
    TRIAL_OF_NOBODY = (
        "trial_of_nobody",
        _(
            "Nobody is linked in whose name it could be booked. Link whoever is the User ID that acts as"
            " administrator, or yourself."
        ),
    )
    # What a meeting must be
    SUBJECT_MISSING = "subject_missing", _("What is the meeting about? A word or two is enough.")
    SUBJECT_TOO_LONG = "subject_too_long", _("%(most)s characters at most, please; this has %(count)s.")
    SUBJECT_TOO_LONG_WITH_PAIRS = (
        "subject_too_long_with_pairs",
        _("%(most)s characters at most, please; this has %(count)s, since an emoji or a rare character counts twice."),
    )
    LENGTH_OUT_OF_RANGE = "length_out_of_range", _("15 minutes to 24 hours, please.")
    TIME_ZONE_UNKNOWN = "time_zone_unknown", _("Choose a time zone from the list.")
    START_MISSING = "start_missing", _("Say when the meeting starts.")
    START_PAST = "start_past", _("The start is in the past.")
    GUEST_PASSWORD_LENGTH = (
        "guest_password_length",
        ngettext_lazy(
            "4 to 16 digits, please; this is %(count)s.", "4 to 16 digits, please; these are %(count)s.", "count"
        ),
    )
    GUEST_PASSWORD_NOT_DIGITS = "guest_password_not_digits", _("4 to 16 digits, please, and nothing but digits.")
    ENTRY_UNKNOWN = "entry_unknown", _("Choose who may enter.")
    ROOM_UNKNOWN = "room_unknown", _("You have no such room any more. Choose another meeting ID.")
    ROOM_STOPPED = "room_stopped", _("The room is switched off or has expired. Choose another meeting ID.")
    ROOM_TAKEN = "room_taken", _("The room is taken: %(when)s. Choose another time or another room.")
    ROOM_FIXED = "room_fixed", _("The room of a meeting can't be changed. Cancel the meeting and book it anew.")
    TERMINAL_UNKNOWN = "terminal_unknown", _("The organisation has no terminal with the number “%(typed)s”.")
    ADDRESS_INVALID = (
        "address_invalid",
        _("“%(typed)s” is not a full mail address. Complete it or remove it."),
    )
    NOTE_TOO_LONG = "note_too_long", _("%(most)s characters at most, please; this has %(count)s.")
    # By which rule a series can be held
    INTERVAL_OUT_OF_RANGE = "interval_out_of_range", _("A whole number from 1 to %(longest)s, please.")
    DAYS_MISSING = "days_missing", _("Choose at least one day.")
    SERIES_TOO_LONG = "series_too_long", _("A series lasts a year at most. %(day)s would be its last day.")
    TOO_MANY_OCCURRENCES = (
        "too_many_occurrences",
        ngettext_lazy(
            "This makes %(count)s meeting; 50 is the most. End it by %(day)s, or choose a longer interval.",
            "This makes %(count)s meetings; 50 is the most. End it by %(day)s, or choose a longer interval.",
            "count",
        ),
    )
    RULE_UNUSABLE = "rule_unusable", _("No series can be held by this rule.")
    SERIES_OVERLAPS = (
        "series_overlaps",
        _("The next date would begin before this one is over. %(most)s minutes at most would work."),
    )
    SERIES_OVER_LIMIT = (
        "series_over_limit",
        ngettext_lazy(
            "This makes %(count)s meeting; %(most)s is the most here. End it by %(day)s, or take a longer interval.",
            "This makes %(count)s meetings; %(most)s is the most here. End it by %(day)s, or take a longer interval.",
            "count",
        ),
    )
    SERIES_OVER_YEARS = (
        "series_over_years",
        ngettext_lazy(
            "A series lasts %(years)s year at most here. %(day)s would be its last day.",
            "A series lasts %(years)s years at most here. %(day)s would be its last day.",
            "years",
        ),
    )
    NO_OCCURRENCE = "no_occurrence", _("No date of the series lies between its start and its end. End it later.")
    # What a change can't be
    NOTHING_CHANGES = "nothing_changes", _("It is at that time already; nothing would change.")
    SERIES_OR_SINGLE = (
        "series_or_single",
        _("A single meeting can't become a series, nor a series a single one. Book it anew."),
    )
    SERIES_KEPT_BY_VENDOR = (
        "series_kept_by_vendor",
        _("The meeting service can't keep this rule, as it keeps this series. Cancel the series and book it anew."),
    )
    NOTHING_FOLLOWS = (
        "nothing_follows",
        _("Nothing follows it: name one occurrence of the series, or leave the scope out."),
    )
    NOT_A_SERIES = "not_a_series", _("This is a single meeting: change or cancel the whole.")
    # What can't be changed or cancelled any more
    MEETING_SETTLED = "meeting_settled", _("This meeting is over or was cancelled; it can't be changed any more.")
    SERIES_IS_ON = "series_is_on", _("One date of it is on just now. The series can be changed once that is over.")
    MEETING_HAS_BEGUN = "meeting_has_begun", _("The meeting has begun; it can't be changed any more.")
    MEETING_OVER = "meeting_over", _("This meeting is over or was cancelled already.")
    MEETING_RUNNING = "meeting_running", _("The meeting is running; it can be ended, but not cancelled.")
    OCCURRENCE_CANCELLED = "occurrence_cancelled", _("This date was cancelled already.")
    OCCURRENCE_OVER = "occurrence_over", _("This date is over; it stays as it was.")
    OCCURRENCE_HAS_BEGUN = "occurrence_has_begun", _("This date has begun; it can't be changed any more.")
    OCCURRENCE_GONE = "occurrence_gone", _("This date is not part of the series any more.")
    NOTHING_TO_WITHDRAW = (
        "nothing_to_withdraw",
        _("It is settled already; there is nothing to withdraw any more."),
    )
    SERIES_SETTLED = (
        "series_settled",
        _("Everybody knows of the series by now, or it was taken back. Change or cancel its meetings one by one."),
    )
    NOTHING_TO_RETRY = "nothing_to_retry", _("All that lies ahead is booked, or on its way.")
    # What others have done, or are doing
    NOT_BOOKED_YET = "not_booked_yet", _("It isn't booked yet. Withdraw the booking instead.")
    WRITE_IN_PROGRESS = (
        "write_in_progress",
        _("Another change of this meeting is still on its way. Please wait until it is clear."),
    )
    MAY_BE_SENT = (
        "may_be_sent",
        _("The meeting service may have it already. Wait until it is clear, please."),
    )
    WRITE_UNKNOWN = (
        "write_unknown",
        _("It is a change that this version doesn't know: only a newer version of this portal can withdraw it."),
    )
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _(
            "This meeting was changed after you opened the form: it is now “%(subject)s”, %(when)s. Look at it first;"
            " if you send the form again, the meeting becomes what stands here."
        ),
    )
    REFERENCE_MISSING = (
        "reference_missing",
        _("This form has lost its reference. Load the page again, please."),
    )
    REFERENCE_USED = "reference_used", _("You have already sent this form with other content.")
    EXTERNAL_ID_USED = (
        "external_id_used",
        _("You have booked a meeting under this external ID already: %(meeting)s."),
    )
    IDEMPOTENCY_KEY_USED = (
        "idempotency_key_used",
        _("You have already sent this Idempotency-Key with other content."),
    )
    PERSON_UNKNOWN = "person_unknown", _("Nobody here has the User ID “%(typed)s”.")
    COHOST_OUTSIDE = (
        "cohost_outside",
        _("%(typed)s has no account here. Only colleagues can be co-hosts."),
    )
    REFUSED_BY_VENDOR = "refused_by_vendor", _("The meeting service refuses this.")
    # Who may do it
    NOT_YOURS = "not_yours", _("This meeting belongs to somebody else.")
    ANOTHER_ORGANISATION = (
        "another_organisation",
        _("This meeting belongs to another organisation. You can join it as a guest."),
    )
    FOUND_NO_MORE = "found_no_more", _("The meeting service has no such meeting any more.")
    NOT_YOURS_TO_ADOPT = "not_yours_to_adopt", _("This meeting can't be adopted by you, or has been by now.")
    MAIL_OUTDATED = (
        "mail_outdated",
        _("That mail is out of date: there is a newer one, or nobody has that address any more."),
    )
    NOT_YOURS_TO_CHOOSE = (
        "not_yours_to_choose",
        _("Only an administrator of this organisation may choose, and only while it is unconfirmed."),
    )
    NO_CANDIDATE = "no_candidate", _("This is none of the meetings that were found.")
    # Templates
    TEMPLATE_NAME = "template_name", _("Give the template a name of %(most)s characters at most.")
    TEMPLATE_NAME_TAKEN = "template_name_taken", _("You have a template of this name already.")
    TEMPLATE_NOT_YOURS = "template_not_yours", _("This template belongs to somebody else.")
    TOO_MANY_TEMPLATES = "too_many_templates", _("You have %(most)s templates. Delete one first.")
    # Joining
    LINK_UNKNOWN = (
        "link_unknown",
        _("This link does not work. Check that it is complete, or ask for a new invitation."),
    )
    LINK_FOR_EVERYBODY_CLOSED = (
        "link_for_everybody_closed",
        _("Not everybody may enter this meeting, so there is no link for everybody."),
    )
    NAME_MISSING = "name_missing", _("Say who you are: the others see this name.")
    NO_SUCH_MEETING = "no_such_meeting", _("There is no meeting with this ID and password now.")
    NOT_OPEN_YET = "not_open_yet", _("The meeting is not open yet.")
    NOTHING_TO_JOIN = "nothing_to_join", _("There is nothing to join here any more, or not yet.")
    NOT_LET_IN = (
        "not_let_in",
        _("The meeting service does not let you in under your own name just now. You can join as a guest."),
    )
    TOO_MANY_TICKETS = (
        "too_many_tickets",
        _("%(most)s login tickets a minute for one person are the most. Ask again in a minute."),
    )


def start_past(*, now: datetime, zone: ZoneInfo) -> Problem:
    """Return the problem of a start that has passed, with the next one that would work."""
    works = parse_datetime.next_start(now.astimezone(zone))
    return Problem(Code.START_PAST, "start_at", {"next": works}, _start_past(works, now))


def build_rule_problem(problem: CycleProblem, *, today: date) -> Problem:
    """Return why no series can be held by a rule; its field is one of the API's "recurrence"."""
    if isinstance(problem, IntervalProblem):
        return Problem(Code.INTERVAL_OUT_OF_RANGE, "recurrence.interval", {"longest": problem.longest})
    if isinstance(problem, NoDays):
        name = "by_day" if problem.unit is Unit.WEEK else "by_month_day"
        return Problem(Code.DAYS_MISSING, f"recurrence.{name}")
    if isinstance(problem, EndsTooLate):
        params = {"day": problem.latest}
        return Problem(
            Code.SERIES_TOO_LONG, "recurrence.until", params, _with_day(Code.SERIES_TOO_LONG, params, today)
        )
    if isinstance(problem, TooManyOccurrences):
        many = {"count": problem.count, "day": problem.last}
        wording = _with_day(Code.TOO_MANY_OCCURRENCES, many, today)
        return Problem(Code.TOO_MANY_OCCURRENCES, "recurrence.until", many, wording)
    return Problem(Code.NO_OCCURRENCE, "recurrence.until")


def unusable_rule(problem: RuleProblem) -> Problem:
    """Return why no series can be held by the text of a rule, in the words of the rule itself."""
    field = {"first": "start_at", "zone": "time_zone"}.get(problem.field, f"recurrence.{problem.field}")
    return Problem(Code.RULE_UNUSABLE, field, {"reason": problem.code}, _of_rule(problem))


def too_many_occurrences(*, count: int, most: int, last: date, today: date) -> Problem:
    """Return the problem of a series that the portal would have to keep, of more meetings than it may have."""
    params = {"count": count, "most": most, "day": last}
    wording = _with_day(Code.SERIES_OVER_LIMIT, params, today)
    return Problem(Code.SERIES_OVER_LIMIT, "recurrence.until", params, wording)


def series_too_long(*, years: int, latest: date, today: date) -> Problem:
    """Return the problem of a series that the portal would have to keep for more years than it may last."""
    params = {"years": years, "day": latest}
    wording = _with_day(Code.SERIES_OVER_YEARS, params, today)
    return Problem(Code.SERIES_OVER_YEARS, "recurrence.until", params, wording)


def _say_start_past(works: datetime, now: datetime) -> str:
    """Return the sentence with a time of today, or with the day as well."""
    if works.date() == now.astimezone(works.tzinfo).date():
        return gettext("The start is in the past. %(time)s today would work.") % {"time": f"{works:%H:%M}"}
    when = format_datetime.moment(works, zone=ZoneInfo(str(works.tzinfo)), now=now)
    return gettext("The start is in the past. %(when)s would work.") % {"when": when}


def _say_with_day(code: Code, params: Mapping[str, object], today: date) -> str:
    """Return the sentence of ``code`` with its day written as the reader's language writes days."""
    day = params["day"]
    assert isinstance(day, date)
    return str(code.label % ({**params, "day": format_datetime.day(day, today=today)}))


def _say_of_rule(problem: RuleProblem) -> str:
    return problem.sentence(format_datetime.current_language())


_of_rule = lazy(_say_of_rule, str)
_start_past, _with_day = lazy(_say_start_past, str), lazy(_say_with_day, str)
