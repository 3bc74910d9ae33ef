"""Use cases: what was raised in a case is listed, shown, explained and decided; rules are listed and switched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.access.errors import InvalidArgument, NotFound, PolicyDenied, Violation
from services.access.request_id import check_request_id
from services.access.trail import Inquiry
from services.linkage.alerting import shown
from services.linkage.alerting.drawn import chart
from services.linkage.alerting.item import Kept, as_told
from services.linkage.alerting.offering import check_approved, check_fit
from services.linkage.alerting.ports import Act, Alerts, Offer, Switch
from services.linkage.alerting.seeing import Sight, sights
from services.linkage.alerts.errors import AlertClosed
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import (
    CONFIRMING,
    History,
    Opinion,
    Reason,
    State,
    opinions_shown,
    state,
    with_opinion,
)
from services.linkage.app.admit import admit
from services.linkage.app.context import Context, Drawing
from services.linkage.app.drawing import check_language, forms_of, pictures
from services.linkage.detectors.contract import Detector
from services.linkage.snapshot_ports import Recent
from services.membership.registry import Registry
from services.tables.zone import PAKISTAN
from services.values.network import (
    AlertsLeftOut,
    DecideAlertRequest,
    DecideAlertResponse,
    ExplainAlertResponse,
    GetAlertRequest,
    GetAlertResponse,
    ListAlertsResponse,
    ListDetectorsResponse,
    MetDesk,
    OfferLeadRequest,
    OfferLeadResponse,
    SetDetectorRequest,
    SetDetectorResponse,
)
from services.vocabulary.access import Permission

BUDGET: Final = 20
"""New alerts and leads of one rule that an officer is shown a day (policy): more are waved through unread."""
LONGEST_LIST: Final = 200
LONGEST_WORDS: Final = 2000
MET: Final = "lead-desks-told"
"""Alarm of a call that tells of another agency's desk."""
_ORDER: Final = (Level.ALERT, Level.LEAD, Level.SILENT)
_OVER: Final = frozenset({State.WITHDRAWN, State.EXPIRED})
_UNDECIDED: Final = frozenset({State.OPEN, State.FIRST_OPINION})


@dataclass(frozen=True, slots=True)
class AlertDesk:
    """Over alerts, over the link graph's room, which knows cited cases and classes, and over what records say now."""

    context: Context
    alerts: Alerts
    recent: Recent
    rules: Mapping[str, Detector]

    async def list(self, inquiry: Inquiry) -> ListAlertsResponse:
        """What the caller may see, within the day's budget.

        Raises the gates' refusals, StorageUnavailable, AlertsUnavailable, EngineUnavailable.
        """
        seen = await self._seen(inquiry, Permission.ALERT_READ)
        now_ms = inquiry.now_ms
        listed = [each for level in _ORDER for each in seen if each.kept.item.level == level and _listed(each, now_ms)]
        new = [each for each in listed if _budgeted(each, now_ms)]
        waiting = [(each.kept.item.id, each.kept.item.rules[0][0]) for each in new]
        day = datetime.fromtimestamp(now_ms / 1000, PAKISTAN).date().isoformat()
        chosen, left_out = await self.alerts.show(_officer(inquiry), day, waiting, BUDGET)
        told = [each for each in listed if each.kept.item.id in chosen or not _budgeted(each, now_ms)]
        return ListAlertsResponse(
            tuple(shown.alert(each, seen, now_ms) for each in told[:LONGEST_LIST]),
            tuple(AlertsLeftOut(rule, number) for rule, number in sorted(left_out.items())),
        )

    async def get(
        self, inquiry: Inquiry, registry: Registry, request: GetAlertRequest, deadline_ms: int
    ) -> GetAlertResponse:
        """One with its rows, drawn where that is asked for.

        Raises as :meth:`list` does, InvalidArgument, and NotFound.
        """
        check_language("language", request.language)
        seen = await self._seen(inquiry, Permission.ALERT_READ)
        sight = _named(seen, request.id)
        rows = shown.rows(sight, registry)
        inquiry.trail.records.extend(dict.fromkeys(each.source for each in rows if each.source))
        history = sight.kept.history
        said = opinions_shown(history, _officer(inquiry), inquiry.now_ms)
        alert = shown.alert(sight, seen, inquiry.now_ms)
        desks, until_ms = self._offered(inquiry, sight, registry)
        found = GetAlertResponse(
            alert, rows, sight.kept.item.more_rows, shown.opinions(said), offered_until_ms=until_ms, desks=desks
        )
        centre = (alert.subject,) if alert.subject else ()
        drawing = Drawing(inquiry, "GetAlert", chart(rows), "", request.language, centre, deadline_ms)
        made = await pictures(self.context, drawing, forms_of(request.pictures), self.context.size(found))
        return replace(found, pictures=made)

    async def explain(self, inquiry: Inquiry, id_: str) -> ExplainAlertResponse:
        """Why. Raises as :meth:`get` does."""
        seen = await self._seen(inquiry, Permission.ALERT_READ)
        sight = _named(seen, id_)
        return ExplainAlertResponse(shown.alert(sight, seen, inquiry.now_ms), shown.findings(sight, self.rules))

    async def say(self, inquiry: Inquiry, request: DecideAlertRequest, sha256: bytes) -> DecideAlertResponse:
        """Take an opinion of somebody who is shown all that the alert rests on. ``sha256``: of the body.

        Raises as :meth:`get` does, InvalidArgument, PolicyDenied, AlertClosed, OpinionGiven, RequestIdReused.
        """
        seen = await self._seen(inquiry, Permission.ALERT_DECIDE)
        reason = _reason(request)
        sight = _named(seen, request.id)
        if not sight.whole:
            raise PolicyDenied
        if state(sight.kept.history, inquiry.now_ms) == State.WITHDRAWN:
            raise AlertClosed
        beside = inquiry.caller.approver
        opinion = Opinion(
            _officer(inquiry),
            request.confirms,
            reason,
            request.words,
            inquiry.now_ms,
            f"{inquiry.caller.agency}/{beside.officer}" if beside else "",
        )

        def step(history: History) -> History:
            return with_opinion(history, opinion)

        inquiry.trail.request_id = request.request_id
        kept = await self.alerts.say(request.id, Act(opinion.officer, request.request_id, sha256), step)
        if kept is None:
            raise NotFound
        after = [each._replace(kept=kept) if each is sight else each for each in seen]
        return DecideAlertResponse(shown.alert(sight._replace(kept=kept), after, inquiry.now_ms))

    async def offer(
        self, inquiry: Inquiry, registry: Registry, request: OfferLeadRequest, sha256: bytes
    ) -> OfferLeadResponse:
        """Let the agency's desk be told to others whose lead belongs to it. ``sha256``: of the body.

        What is refused follows from the lead and from what the agency did, never from what others hold or offered.

        Raises as :meth:`get` does, ApproverRequired, PolicyDenied, AlertClosed, LeadUnfit, TooManyOffers and
        RequestIdReused.
        """
        check_request_id(request.request_id)
        check_approved(inquiry.caller)
        seen = await self._seen(inquiry, Permission.ALERT_DECIDE)
        sight = _named(seen, request.id)
        if not sight.whole:
            raise PolicyDenied
        check_fit(sight.kept, inquiry.now_ms)
        since = await self.recent.since(await self.alerts.level())

        def stands(kept: Kept) -> None:
            check_fit(as_told(kept, since, inquiry.now_ms), inquiry.now_ms)

        inquiry.trail.request_id = request.request_id
        kept = await self.alerts.offer(request.id, _offer_of(inquiry, request, sha256), stands)
        if kept is None:
            raise NotFound
        told = sight._replace(kept=kept)
        desks, until_ms = self._offered(inquiry, told, registry)
        after = [told if each is sight else each for each in seen]
        return OfferLeadResponse(shown.alert(told, after, inquiry.now_ms), until_ms, desks)

    @staticmethod
    def _offered(inquiry: Inquiry, sight: Sight, registry: Registry) -> tuple[tuple[MetDesk, ...], int]:
        """Desks that were told of a lead, which the log says, and until when it is offered."""
        desks = shown.desks(sight, registry)
        if desks:
            inquiry.trail.alarms.append(MET)
        until_ms = sight.kept.offered_until_ms
        return desks, until_ms if sight.whole and until_ms > inquiry.now_ms else 0

    async def list_detectors(self, inquiry: Inquiry) -> ListDetectorsResponse:
        """Every rule. Raises the gates' refusals, AlertsUnavailable."""
        await admit(self.context, inquiry, Permission.ALERT_READ)
        switches = await self.alerts.switches()
        return ListDetectorsResponse(
            tuple(shown.detector(rule, switches.get(name)) for name, rule in sorted(self.rules.items()))
        )

    async def set_detector(self, inquiry: Inquiry, request: SetDetectorRequest) -> SetDetectorResponse:
        """Start or stop a rule, from the next run on. Raises the gates' refusals, InvalidArgument, NotFound."""
        await admit(self.context, inquiry, Permission.DETECTOR_SET)
        _check_words("why", request.why)
        rule = self.rules.get(request.detector)
        if rule is None:
            raise NotFound
        caller = inquiry.caller
        second = caller.second
        switch = Switch(request.enabled, inquiry.now_ms, _officer(inquiry), second, request.why)
        await self.alerts.switch(rule.id, switch)
        return SetDetectorResponse(shown.detector(rule, switch))

    async def _seen(self, inquiry: Inquiry, permission: Permission) -> Sequence[Sight]:
        call = await admit(self.context, inquiry, permission)
        return await sights(self.context, self.alerts, self.recent, call)


def _officer(inquiry: Inquiry) -> str:
    return f"{inquiry.caller.agency}/{inquiry.caller.officer}"


def _listed(sight: Sight, now_ms: int) -> bool:
    """Alerts for good; of the rest what still stands."""
    item, history = sight.kept.item, sight.kept.history
    return item.level == Level.ALERT or state(history, now_ms) not in _OVER


def _budgeted(sight: Sight, now_ms: int) -> bool:
    item, history = sight.kept.item, sight.kept.history
    return item.level != Level.SILENT and state(history, now_ms) in _UNDECIDED


def _offer_of(inquiry: Inquiry, request: OfferLeadRequest, sha256: bytes) -> Offer:
    second = inquiry.caller.approver
    day = datetime.fromtimestamp(inquiry.now_ms / 1000, PAKISTAN).date().isoformat()
    act = Act(_officer(inquiry), request.request_id, sha256)
    return Offer(inquiry.caller.agency, act, second.officer if second else "", day, inquiry.now_ms)


def _named(seen: Sequence[Sight], id_: str) -> Sight:
    """The one of that id, among what the caller sees. Raises NotFound."""
    found = next((each for each in seen if each.kept.item.id == id_), None)
    if found is None:
        raise NotFound
    return found


def _reason(request: DecideAlertRequest) -> Reason:
    """Raises InvalidArgument for a request that cannot be an opinion."""
    check_request_id(request.request_id)
    if request.reason not in set(Reason):
        raise InvalidArgument(Violation("reason", "required", "must be given"))
    reason = Reason(request.reason)
    if request.confirms != (reason in CONFIRMING):
        raise InvalidArgument(Violation("reason", "fit", "speaks for the other answer"))
    _check_words("words", request.words)
    return reason


def _check_words(field: str, words: str) -> None:
    if not (0 < len(words) <= LONGEST_WORDS and words.strip() and all(c.isprintable() or c == "\n" for c in words)):
        raise InvalidArgument(Violation(field, "text", f"must be printable, 1 to {LONGEST_WORDS} characters"))
