"""What can stand in the way of work on people and identities: one table of codes and their sentences.

Form, service, import and API say the same of the same thing, since each of them asks here.
"""

from django.db.models import TextChoices
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from l10n.problem import Problem


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    # Who can act at the meeting service
    NOT_LINKED = "not_linked", _("Your account is not linked to the meeting service yet. An operator can link it.")
    SWITCHED_OFF = (
        "switched_off",
        _("Your link to the meeting service is switched off. An operator can switch it on."),
    )
    NOT_ACCEPTED = (
        "not_accepted",
        _("The meeting service does not accept your account at present. An operator can see why."),
    )
    MOVED_AWAY = (
        "moved_away",
        _("The organiser belongs to another organisation by now, which can't act for this meeting."),
    )
    NO_ADMINISTRATOR = (
        "no_administrator",
        _("No administrator's User ID is set for this organisation. An operator can set it."),
    )
    NO_ORGANISATION = (
        "no_organisation",
        _("You belong to no organisation here, so you can't act at the meeting service."),
    )
    ORGANISATION_OFF = (
        "organisation_off",
        _("Your organisation is switched off in this portal. An operator can switch it on."),
    )
    APPLICATION_OFF = (
        "application_off",
        _("Your organisation's access to the meeting service is off. An operator can switch it on."),
    )
    SITE_UNKNOWN = (
        "site_unknown",
        _("The meeting service “%(site)s” is no longer in the portal's settings. An operator can mend it."),
    )
    # What an administrator's role reaches
    OPERATOR_BY_OPERATOR = "operator_by_operator", _("Only an operator can make an operator.")
    ORGANISATION_MISSING = "organisation_missing", _("Everybody but an operator belongs to an organisation.")
    ORGANISATION_OUT_OF_REACH = (
        "organisation_out_of_reach",
        _("This organisation is not one that you look after."),
    )
    PERSON_OUT_OF_REACH = (
        "person_out_of_reach",
        _("This person belongs to an organisation that you do not look after."),
    )
    STILL_LINKED = (
        "still_linked",
        _("Linked to the meeting service: remove the link before you move this person."),
    )
    OWN_ROLE = (
        "own_role",
        _("Nobody can change their own role or deactivate themselves. Ask another administrator."),
    )
    # Connecting an organisation
    SET_UP_BY_OPERATOR = "set_up_by_operator", _("Only an operator can set up applications and organisations.")
    CONNECTION_FAILED = "connection_failed", _("The meeting service does not take this. Nothing was saved.")
    ORGANISATION_NAME_TAKEN = "organisation_name_taken", _("There is an organisation called “%(name)s” already.")
    APP_KEY_MISSING = "app_key_missing", _("Type the App Key: none is stored for this App ID.")
    ACCOUNT_PASSWORD_MISSING = "account_password_missing", _("Type the password of this meeting account.")
    PASSWORD_NOT_KEPT = (
        "password_not_kept",
        _("This organisation has an App ID, so it needs nobody's password, and none is kept."),
    )
    KIND_FIXED = (
        "kind_fixed",
        _(
            "Linked people (%(count)d) would be other users by the new kind. Remove their links first, or make a new"
            " organisation."
        ),
    )
    NO_SIGNATURE = (
        "no_signature",
        _("This organisation has no App ID to sign with: its people sign in by account and password."),
    )
    APP_ID_TAKEN = (
        "app_id_taken",
        _("This App ID is that of %(name)s. Several organisations can share a service provider's (SP) only."),
    )
    APPLICATION_SHARED = (
        "application_shared",
        _("Organisations beside this one use the application (%(count)d), which is at another meeting service."),
    )
    APP_KEY_SHARED = (
        "app_key_shared",
        _(
            "Organisations beside this one use the App Key (%(count)d), so another one is saved only once it is"
            " tested."
        ),
    )
    CORP_ID_MISSING = (
        "corp_id_missing",
        _("The application serves many enterprises, so the Corp ID says which one is meant."),
    )
    CORP_ID_TAKEN = "corp_id_taken", _("Another organisation here has this Corp ID already.")
    ENTERPRISE_TAKEN = (
        "enterprise_taken",
        _("That is the enterprise of %(name)s: an enterprise belongs to one organisation."),
    )
    OTHER_ENTERPRISE = (
        "other_enterprise",
        _(
            "People of this organisation already meet at the present enterprise. For another one, make a new"
            " organisation and move them there."
        ),
    )
    # User IDs
    USER_ID_EMPTY = (
        "user_id_empty",
        _("The User ID is empty. Without one the meeting service would act as the enterprise's owner."),
    )
    USER_ID_TOO_LONG = "user_id_too_long", _("%(count)d characters; %(most)d is the most.")
    USER_ID_INVISIBLE = (
        "user_id_invisible",
        _("It holds characters that can't be seen: %(shown)s. Type it again by hand."),
    )
    USER_ID_COLON = (
        "user_id_colon",
        _("A colon can't stand in a User ID, since the signature is put together with colons."),
    )
    USER_ID_TAKEN = (
        "user_id_taken",
        _("%(user_id)s is %(name)s's User ID already. Two people can't be the same user."),
    )
    USER_ID_LOOKS_ALIKE = (
        "user_id_looks_alike",
        _("%(user_id)s looks like %(other)s, which is %(name)s's. Is it really another user?"),
    )
    LINKED_MEANWHILE = (
        "linked_meanwhile",
        _("Somebody else has just linked this person or this User ID. Please look again."),
    )
    # Links by a rule
    AUTO_LINK_UNKNOWN = "auto_link_unknown", _("There is no such rule. Choose one of the list.")
    AUTO_LINK_NO_PASSWORD = (
        "auto_link_no_password",
        _("Without an App ID each link needs the password of an account, which no rule knows."),
    )
    AUTO_LINK_EMPTY = "auto_link_empty", _("The rule makes no User ID: what it takes is empty for this person.")
    AUTO_LINK_ADMINISTRATOR = (
        "auto_link_administrator",
        _("The rule makes %(user_id)s, which acts as the enterprise's administrator. Link this person by hand."),
    )
    AUTO_LINK_TWICE = (
        "auto_link_twice",
        _("The rule makes %(user_id)s for %(name)s, too. Say by hand whose it is."),
    )
    AUTO_LINK_UNLINKED = "auto_link_unlinked", _("Unlinked by hand, so the rule does not link this person again.")
    # Files of people
    FILE_TOO_LARGE = "file_too_large", _("The file is larger than 5 MB. Please divide it.")
    FILE_NO_TEXT = (
        "file_no_text",
        _("The file is no text in an encoding that is known here. In a spreadsheet, save it as “CSV UTF-8”."),
    )
    FILE_OLD_SPREADSHEET = (
        "file_old_spreadsheet",
        _("The file is an old .xls, or it has a password. Save it as .xlsx without one."),
    )
    FILE_NO_SPREADSHEET = (
        "file_no_spreadsheet",
        _("The file can't be read as a spreadsheet. Save it as “Excel workbook (.xlsx)” or as “CSV UTF-8”."),
    )
    FILE_UNPACKS_TOO_LARGE = (
        "file_unpacks_too_large",
        _(
            "The file is far larger inside than a list of people. Copy the rows into a new file: formatted empty rows"
            " and pictures stay behind."
        ),
    )
    NOT_IN_ENCODING = "not_in_encoding", _("The file isn't written in that encoding. Choose another one.")
    ENCODING_UNSURE = "encoding_unsure", _("Say first in which encoding the file is written.")
    QUOTATION_MARK_MISSING = (
        "quotation_mark_missing",
        _("Row %(row)d can't be read: a quotation mark is missing."),
    )
    TOO_MANY_ROWS = "too_many_rows", _("The file has %(count)d rows; %(most)d is the most. Please divide it.")
    TOO_MANY_ROWS_FOR_SHEET = (
        "too_many_rows_for_sheet",
        _("The sheet has more than %(most)d rows, which is the most. Please divide it."),
    )
    NO_ROWS = "no_rows", _("The file has no rows below its header.")
    TOO_MANY_CELLS = "too_many_cells", _("Row %(row)d has more cells than the header.")
    COLUMNS_MISSING = "columns_missing", _("The first row must name the columns; missing: %(names)s.")
    COLUMN_TWICE = "column_twice", _("A column stands there twice: %(names)s.")
    FILE_GONE = "file_gone", _("This file was imported already, or it has waited for more than a day.")
    CHANGED_SINCE_READ = (
        "changed_since_read",
        _("Something has changed since the file was read. Please look at it again."),
    )
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody else has just changed the same people. Please confirm once more."),
    )
    # Rows of such a file
    TOO_LONG = "too_long", _("%(column)s: %(most)d characters are the most.")
    NAME_EMPTY = "name_empty", _("The name is empty.")
    NO_PHONE_NUMBER = (
        "no_phone_number",
        _("“%(typed)s” is no full phone number. One looks like +86 138 1234 5678, or +86 10 6234 5678 ext. 8001."),
    )
    LANGUAGE_UNKNOWN = "language_unknown", _("Language “%(language)s”: zh-hans or en, please.")
    TIME_ZONE_UNKNOWN = (
        "time_zone_unknown",
        _("Time zone “%(time_zone)s” is not known; one looks like Asia/Shanghai."),
    )
    ROLE_UNKNOWN = (
        "role_unknown",
        _("Role “%(role)s”: person or tenant_admin, please. Operators are made by hand."),
    )
    ADDRESS_IN_ROW = "address_in_row", _("The same mail address stands in row %(row)d.")
    USER_ID_IN_ROW = (
        "user_id_in_row",
        _("The same User ID, or one that looks like it, stands in row %(row)d."),
    )
    ADDRESS_ELSEWHERE = (
        "address_elsewhere",
        _("This mail address can't be used here. An operator can say why."),
    )
    USER_ID_SHORTENED = (
        "user_id_shortened",
        _("“%(user_id)s” looks like a number that a spreadsheet has shortened. Compare it with the original."),
    )
    CELL_IS_DATE = (
        "cell_is_date",
        _("%(column)s holds a date, %(shown)s, and no text. Format the column as text and type it again."),
    )
    CELL_IS_NO_TEXT = (
        "cell_is_no_text",
        _("%(column)s holds %(shown)s, no text and no whole number of up to 15 digits. Format the column as text."),
    )
    CELL_IS_ERROR = "cell_is_error", _("%(column)s holds an error of the spreadsheet: %(shown)s.")
    CELL_HAS_NO_RESULT = (
        "cell_has_no_result",
        _("%(column)s is a formula whose result isn't in the file. Open it in a spreadsheet and save it once more."),
    )
    CELL_IS_COMPUTED = (
        "cell_is_computed",
        _("%(column)s is a formula; what counts is its result when the file was saved, %(shown)s."),
    )
    LINK_BY_HAND = (
        "link_by_hand",
        _(
            "%(user_id)s looks like %(other)s, which is %(name)s's. Is it really another user? If so, link this one"
            " by hand."
        ),
    )
    # Calls of the API
    ACT_AS_REFUSED = (
        "act_as_refused",
        _("This client may not act for that User ID, or nobody has it."),
    )
    ACT_AS_MISSING = (
        "act_as_missing",
        _("This call is made for a person: ask for a token with their User ID as act_as."),
    )
    ADMINISTRATOR_ONLY = (
        "administrator_only",
        _("Only an administrator can do this, or a client whose token names no act_as."),
    )
    ADMINISTRATORS_OWN = (
        "administrators_own",
        _("This person or User ID is an administrator's: the client needs the scope act:admin."),
    )
    ADDRESS_UNKNOWN = (
        "address_unknown",
        _("Nobody of this organisation has the mail address “%(typed)s”. Give a name as well to add somebody new."),
    )
    SWITCHED_OFF_IDENTITY = (
        "switched_off_identity",
        _("This link to the meeting service is switched off. Switch it on first."),
    )
    IDEMPOTENCY_KEY_USED = (
        "idempotency_key_used",
        _("This Idempotency-Key was used for another request already. Take a new one."),
    )
    SCOPE_MISSING = "scope_missing", _("The token lacks the scope that this call needs: %(scope)s.")
    TOO_MANY_SECRETS = (
        "too_many_secrets",
        _("Two secrets are alive already. Revoke the one that is no longer used first."),
    )
    SECRETS_CHANGED = (
        "secrets_changed",
        _("The secrets have changed since this page was opened; this is how they are now."),
    )
    # Events of the meeting service
    NOT_REACHABLE = (
        "not_reachable",
        _("The meeting service can't reach %(address)s: it sends events to public https addresses only."),
    )
    NOT_REGISTERED = (
        "not_registered",
        _("This portal is not registered there any more. Register it, and it gets a new key."),
    )
    ANOTHER_ADDRESS = (
        "another_address",
        _("Another system receives the events at present: %(host)s. There is room for one address."),
    )
    EVENTS_REFUSED = (
        "events_refused",
        _("The meeting service has refused it: %(why)s Its code is %(code)s."),
    )
    EVENTS_UNANSWERED = (
        "events_unanswered",
        _("The meeting service did not answer. Please try again later."),
    )
    # Where events are sent
    WEBHOOK_NO_ADDRESS = "webhook_no_address", _("An address looks like https://erp.example.com/hooks.")
    WEBHOOK_HAS_CREDENTIALS = (
        "webhook_has_credentials",
        _("No name or password can stand in the address: events are signed instead."),
    )
    WEBHOOK_NOT_HTTPS = "webhook_not_https", _("The address has to begin with https://.")
    WEBHOOK_UNKNOWN_HOST = "webhook_unknown_host", _("The name in the address leads nowhere.")
    WEBHOOK_FORBIDDEN = (
        "webhook_forbidden",
        _("The address leads into an internal network. An operator can allow that network in the portal's settings."),
    )
    WEBHOOK_STOPPED = "webhook_stopped", _("Nothing is sent to this address at present. Switch it on again first.")
    SPAN_BACKWARDS = "span_backwards", _("The end has to be later than the beginning.")
    TOO_MUCH_TO_REPLAY = (
        "too_much_to_replay",
        _("%(count)d events happened in that period, and %(most)d at most are sent at once: choose a shorter one."),
    )
    CLIENT_NAME_TAKEN = "client_name_taken", _("Another API client of this organisation is called “%(name)s” already.")


# The same where somebody of the organisation can mend it.
_NAMED = {
    Code.NOT_LINKED: _("Your account is not linked to the meeting service yet. %(names)s can link it."),
    Code.SWITCHED_OFF: _("Your link to the meeting service is switched off. %(names)s can switch it on."),
    Code.NOT_ACCEPTED: _("The meeting service does not accept your account at present. %(names)s can see why."),
}


def naming(code: Code, *, names: list[str]) -> Problem:
    """Return the problem with those who can mend it; without names an operator is sent for."""
    if not names:
        return Problem(code, params={"names": names})
    return Problem(code, params={"names": names}, wording=_say_named(code, ", ".join(names)))


def _name(code: Code, names: str) -> str:
    return str(_NAMED[code] % {"names": names})


_say_named = lazy(_name, str)
