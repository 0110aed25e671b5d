"""Doing one action of the table: whom it is about is looked up just before it, and after a lost answer once more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from accounts.vendor import numbers
from control import refusals
from control.actions import ACTIONS, About, LiveAction, Shown
from control.errors import NotPossible
from control.models import ControlAction, RunningMeeting
from control.requests import ActionRequest, PaneRequest
from control.snapshots import LiveState
from control.writes.findings import Finding
from control.writes.live.picture import Picture
from control.writes.tokens import control_session
from hwmeeting import Client, ControlSession, LiveMeeting, LiveSite, SiteState
from hwmeeting.types.picture import count_panes
from meetings.models import Meeting

# A row that says how things are was true so long ago at the most.
_FRESH = timedelta(seconds=6)


def prepare(client: Client, action: ControlAction) -> Callable[[], None]:
    """Look at whom it is about, note that, and return the call. Raises NotPossible and what the client raises."""
    wanted = ACTIONS[action.kind]
    session = control_session(client, action.meeting)
    asked = ActionRequest.from_json(action.payload)
    live = session.live()
    if wanted.reads:
        asked = wanted.reads(session, asked)
    asked = _resolve(wanted, asked, live, action)
    ControlAction.objects.still_owned(action).update(payload=asked.to_json())
    return lambda: wanted.call(session, asked)


def look_up(client: Client, action: ControlAction) -> Finding:
    """Return whether it is as it was wanted, as far as that can be seen."""
    wanted, asked = ACTIONS[action.kind], ActionRequest.from_json(action.payload)
    state = _see(wanted.shown, control_session(client, action.meeting), action.meeting)
    if state is None:
        return Finding.UNKNOWN
    return Finding.DONE if wanted.is_so(state, asked) else Finding.NOT_DONE


def read_state(meeting: Meeting) -> LiveState | None:
    """Return a meeting as it is pushed right now, None where no watcher is told."""
    row = RunningMeeting.objects.filter(
        meeting=meeting, source=RunningMeeting.Source.SOCKET, confirmed_at__gt=timezone.now() - _FRESH
    ).first()
    return LiveState.from_json(row.state) if row else None


def _see(shown: Shown, session: ControlSession, meeting: Meeting) -> LiveState | None:
    if shown is Shown.NOWHERE:
        session.right.token()  # whether it runs at all
        return None
    if shown is Shown.STATE:
        session.right.token()
        return read_state(meeting)
    picture = Picture()
    picture.see(session.live())
    return picture.state()


def _resolve(wanted: LiveAction, asked: ActionRequest, live: LiveMeeting, action: ControlAction) -> ActionRequest:
    if wanted.about is About.PARTICIPANT:
        return _about_participant(wanted, asked, live, action)
    if wanted.about in {About.ANYBODY, About.INVITED, About.WAITING}:
        return _about_anybody(wanted, asked, live, action)
    if wanted.about is About.HANDS:
        return _with_ids(asked, [one for one in live.sites if one.has_hand_up], refusals.NO_HAND_UP)
    if wanted.about is About.ONESELF:
        own = numbers.number_of(person=action.requested_by)
        return _with_ids(asked, [one for one in live.sites if own and one.phone == own], refusals.NOT_IN_YOURSELF)
    if asked.image_type or asked.panes:
        return _with_sites(asked, live)
    if "minutes" in wanted.needs:
        state = read_state(action.meeting)
        return replace(asked, ends=state.ends if state else 0)
    return asked


def _about_participant(
    wanted: LiveAction, asked: ActionRequest, live: LiveMeeting, action: ControlAction
) -> ActionRequest:
    site = _find(live, asked.participant_id)
    if site is None or site.state is not SiteState.IN:
        raise NotPossible(refusals.NOT_THERE)
    _check_host(wanted, site, live, action)
    return replace(asked, name=site.name, number=site.phone)


def _about_anybody(
    wanted: LiveAction, asked: ActionRequest, live: LiveMeeting, action: ControlAction
) -> ActionRequest:
    """Find somebody who is in, called, invited or waits; who waits is known from what is pushed alone."""
    number, state = asked.number, read_state(action.meeting)
    site = _find(live, asked.participant_id)
    if site is None and wanted.about is About.INVITED:
        site = next((one for one in live.sites if number and one.phone == number), None)
    if site:
        _check_host(wanted, site, live, action)
        return replace(asked, participant_id=site.id, name=site.name, number=site.phone)
    if wanted.about is About.INVITED:
        invited = next((one for one in live.attendees if number and number in (one.phone, one.account_id)), None)
        if invited is None:
            raise NotPossible(refusals.NOT_INVITED)
        return replace(asked, participant_id="", name=invited.name)
    waiting = {one.id: one.name for one in state.waiting} if state else {asked.participant_id: ""}
    if asked.participant_id not in waiting:
        raise NotPossible(refusals.NOT_THERE)
    return replace(asked, name=waiting[asked.participant_id])


def _check_host(wanted: LiveAction, site: LiveSite, live: LiveMeeting, action: ControlAction) -> None:
    """The portal controls with the host's right, so that a co-host is kept from the host here."""
    host = _find(live, live.host_id)
    by = action.requested_by
    if host is None or by.pk == action.meeting.organiser_id:
        return
    if site.id == host.id or wanted.replaces_host:
        own = numbers.number_of(person=by)
        if not own or own != host.phone:  # a guest of the web page, who has no number, may lead, too
            raise NotPossible(refusals.NOT_ON_HOST)


def _with_ids(asked: ActionRequest, sites: list[LiveSite], nobody: str) -> ActionRequest:
    if not sites:
        raise NotPossible(nobody)
    return replace(asked, ids=tuple(one.id for one in sites))


def _with_sites(asked: ActionRequest, live: LiveMeeting) -> ActionRequest:
    """Give each pane the numbers of those who are in; without panes, people in the order in which they came."""
    there = {one.id: one.phone for one in live.sites if one.state is SiteState.IN}
    panes = [_with_numbers(one, there) for one in asked.panes] if asked.panes else _fill(asked.image_type, there)
    panes = [one for one in panes if one.sites or one.is_presentation]
    if not any(one.sites for one in panes):
        raise NotPossible(refusals.NOBODY_THERE)
    return replace(asked, panes=tuple(panes))


def _with_numbers(pane: PaneRequest, there: dict[str, str]) -> PaneRequest:
    if not set(pane.participant_ids) <= there.keys():
        raise NotPossible(refusals.NOT_THERE)
    if not all(there[one] for one in pane.participant_ids):
        raise NotPossible(refusals.NO_PANE)
    found = [there[one] for one in pane.participant_ids] or [one for one in pane.sites if one in there.values()]
    return replace(pane, sites=tuple(found))


def _fill(image_type: str, there: dict[str, str]) -> list[PaneRequest]:
    shown = [(one, number) for one, number in there.items() if number][: count_panes(image_type)]
    return [PaneRequest(index, (one,), sites=(number,)) for index, (one, number) in enumerate(shown, 1)]


def _find(live: LiveMeeting, participant_id: str) -> LiveSite | None:
    return next((one for one in live.sites if participant_id and one.id == participant_id), None)
