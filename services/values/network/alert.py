"""What detectors raised, and what people decide of it. See ``proto/rabta/linkage/v1/alert.proto``."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.network.graph import Desk, NodeKey, Picture


@dataclass(frozen=True, slots=True)
class AlertRule:
    """A detector and its version."""

    detector: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """``subject``: None where it is not to be named, or not to this caller. ``like_decided`` of the same rules in the
    case that the caller may see; ``like_confirmed`` of these. ``desks_met``: of a lead that was offered.
    """

    id: str = ""
    level: str = ""
    state: str = ""
    rules: tuple[AlertRule, ...] = ()
    families: tuple[str, ...] = ()
    recorded: bool = False
    raised_ms: int = 0
    subject: NodeKey | None = None
    like_decided: int = 0
    like_confirmed: int = 0
    desks_met: int = 0


@dataclass(frozen=True, slots=True)
class MetDesk:
    """Another agency's desk that offered a lead about the same document. ``reference`` names the matter, and nobody."""

    agency: str = ""
    desk: Desk | None = None
    reference: str = ""
    met_ms: int = 0


@dataclass(frozen=True, slots=True)
class AlertEnd:
    """One end of a row; ``key`` None of a protected party and of what has no number."""

    column: str = ""
    key: NodeKey | None = None
    protected_party: bool = False


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One row of evidence; ``owner`` and ``desk`` alone where the caller may only know that it exists."""

    owner: str = ""
    desk: Desk | None = None
    source: str = ""
    authority: str = ""
    table: str = ""
    at_ms: int = 0
    amount_minor: int = 0
    currency: str = ""
    duration_s: int = 0
    ends: tuple[AlertEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertOpinion:
    """What one person said. ``officer``: agency and officer."""

    officer: str = ""
    confirms: bool = False
    reason: str = ""
    words: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class AlertFigure:
    """One thing that a rule computed, to six places."""

    name: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class AlertFinding:
    """What one rule found; ``look_alike`` explains it, empty for none."""

    rule: AlertRule | None = None
    words: str = ""
    words_ur: str = ""
    look_alike: str = ""
    figures: tuple[AlertFigure, ...] = ()
    look_alikes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DetectorParameter:
    """A threshold, in ``unit``."""

    name: str = ""
    value: float = 0.0
    unit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DetectorInfo:
    """One rule as a node runs it. ``changed_ms``: when it was started or stopped, 0 for never."""

    rule: AlertRule | None = None
    words: str = ""
    words_ur: str = ""
    family: str = ""
    authorities: tuple[str, ...] = ()
    parameters: tuple[DetectorParameter, ...] = ()
    look_alikes: tuple[str, ...] = ()
    lead_only: bool = False
    enabled: bool = False
    changed_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListAlertsRequest:
    """What was raised for the cited case."""


@dataclass(frozen=True, slots=True)
class AlertsLeftOut:
    """How many alerts and leads of a rule the day's budget left out."""

    detector: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ListAlertsResponse:
    """Alerts, then leads, then silent cases; each the oldest first."""

    alerts: tuple[Alert, ...] = ()
    left_out: tuple[AlertsLeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class GetAlertRequest:
    """One by its id. ``pictures``: formats in which its rows are to be drawn, in a ``language``."""

    id: str = ""
    pictures: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class GetAlertResponse:
    """One with its rows by time; ``opinions``: the caller's own, and all once it is closed.

    ``pictures``: of the rows, those that fit. ``offered_until_ms``: 0 of what is not offered.
    """

    alert: Alert | None = None
    rows: tuple[AlertRow, ...] = ()
    rows_left_out: int = 0
    opinions: tuple[AlertOpinion, ...] = ()
    pictures: tuple[Picture, ...] = ()
    offered_until_ms: int = 0
    desks: tuple[MetDesk, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainAlertRequest:
    """One by its id."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class ExplainAlertResponse:
    """Why: of each rule that found something, what it computed."""

    alert: Alert | None = None
    findings: tuple[AlertFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class DecideAlertRequest:
    """One person's opinion; the same ``request_id`` again is the same opinion."""

    id: str = ""
    request_id: str = ""
    confirms: bool = False
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DecideAlertResponse:
    """The alert after it."""

    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class OfferLeadRequest:
    """A lead by its id; the same ``request_id`` again is the same offer."""

    id: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class OfferLeadResponse:
    """The lead after it, and every desk that was told of it."""

    alert: Alert | None = None
    offered_until_ms: int = 0
    desks: tuple[MetDesk, ...] = ()


@dataclass(frozen=True, slots=True)
class ProtectionLead:
    """A pattern around somebody whom the law protects, or may. ``person``: None where none is known by a document."""

    id: str = ""
    rule: AlertRule | None = None
    words: str = ""
    words_ur: str = ""
    family: str = ""
    raised_ms: int = 0
    agency: str = ""
    desk: Desk | None = None
    person: NodeKey | None = None


@dataclass(frozen=True, slots=True)
class ListProtectionLeadsRequest:
    """All that stands and is the body's to know."""


@dataclass(frozen=True, slots=True)
class ListProtectionLeadsResponse:
    """Those of the body's districts and of nobody's, the oldest first."""

    leads: tuple[ProtectionLead, ...] = ()


@dataclass(frozen=True, slots=True)
class ListDetectorsRequest:
    """All rules of the node."""


@dataclass(frozen=True, slots=True)
class ListDetectorsResponse:
    """Every rule, by id."""

    detectors: tuple[DetectorInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class SetDetectorRequest:
    """Start or stop a rule; ``why``: in words."""

    detector: str = ""
    enabled: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetDetectorResponse:
    """The rule as it stands."""

    detector: DetectorInfo | None = None
