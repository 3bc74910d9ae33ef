"""How an error is told on a page: in words of ours, never in the exception's own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.client.errors import (
    Broken,
    HubNotPinned,
    IssuerUnreachable,
    JournalBehind,
    JournalBusy,
    JournalShort,
    NoConnection,
    Refusal,
    TimeOver,
    TokenRefused,
    Unproven,
    Unreadable,
)
from services.client.profile import ProfileError
from services.client.reason import BadReason
from services.console.agency.approving import NoApproval, NotApproved
from services.console.agency.enrolment import NoCode
from services.console.agency.openid import NotVouched
from services.console.agency.registration import UnfitPasskey
from services.console.form import BadForm, Forged, TooMany
from services.console.glass import LIFTED
from services.console.imports.by_session import TooManyFiles
from services.console.imports.held import NoImport
from services.console.imports.upload import TooLarge
from services.console.network.filters import BadFilter
from services.console.network.named import BadNode
from services.console.network.saved import BadChart
from services.console.network.sent import BadSent
from services.console.network.store import NoChart
from services.console.network.workspace import ChartFull
from services.console.questions.store import NoQuestion
from services.console.refusal_words import BY_CODE, BY_REASON
from services.console.sealed import Enough
from services.console.sessions import NoSession
from services.draw.engine import NotArranged
from services.errors import RabtaError
from services.tables.errors import UnreadableFile

_BOUNDS: Final = frozenset({"CALLS_LIMITED", "DAY_SPENT", "RATE_LIMITED", "SHARE_USED"})
"""Reasons that name a time to wait though the hub is well: the caller has used up what is theirs."""


class NotUpkeep(RabtaError):
    """Records are sent under the purpose of record upkeep alone, and another one is stated."""


class NoNode(RabtaError):
    """A folder holds no node, or none that this account may read."""


class NotSettled(RabtaError):
    """What is kept aside was not acted on: the peer did not answer, or the node's store or log hindered it."""


_KNOWN: Final[dict[type[RabtaError], tuple[int, str]]] = {
    NoSession: (401, "error.session"),
    Forged: (403, "error.forged"),
    TooMany: (429, "error.many"),
    NotVouched: (403, "error.account"),
    NoApproval: (404, "error.approval.absent"),
    NotApproved: (409, "error.approval"),
    NoCode: (403, "error.enrol.code"),
    UnfitPasskey: (400, "error.enrol.unfit"),
    BadForm: (400, "error.form"),
    BadReason: (400, "error.reason"),
    TimeOver: (504, "error.time"),
    NoConnection: (502, "error.connection"),
    HubNotPinned: (502, "error.unproven"),
    Unproven: (502, "error.unproven"),
    Unreadable: (502, "error.unreadable"),
    IssuerUnreachable: (502, "error.issuer"),
    ChartFull: (409, "error.chart.full"),
    Enough: (409, "error.kept.full"),
    BadNode: (400, "error.chart.node"),
    BadFilter: (400, "error.chart.filter"),
    NotArranged: (422, "error.chart.large"),
    NoChart: (404, "error.chart.absent"),
    BadChart: (404, "error.chart.absent"),
    NoQuestion: (404, "error.question.absent"),
    NoImport: (404, "error.import.absent"),
    TooManyFiles: (429, "error.import.full"),
    TooLarge: (413, "error.import.large"),
    UnreadableFile: (422, "error.import.unreadable"),
    JournalBusy: (409, "error.import.busy"),
    JournalBehind: (409, "error.import.journal"),
    JournalShort: (409, "error.import.journal"),
    ProfileError: (403, "error.import.key"),
    NoNode: (404, "error.operations"),
    NotSettled: (502, "error.quarantine"),
    NotUpkeep: (403, "error.import.purpose"),
    BadSent: (400, "error.chart.sent"),
}
"""Status of HTTP (RFC 9110 15) and key of the sentence; a class before those that it derives from."""


@dataclass(frozen=True, slots=True)
class Told:
    """``key``: of the sentence; ``code``: a word of a closed list, for who is asked about it; ``broken``: rules."""

    status: int
    key: str
    code: str = ""
    broken: tuple[Broken, ...] = ()
    retry_after_s: int = 0

    @property
    def lifted(self) -> bool:
        """Whether broken glass lifts it."""
        return self.code in LIFTED

    @property
    def minutes(self) -> int:
        """How many minutes to wait, at least one."""
        return max(1, self.retry_after_s // 60)


ABSENT: Final = Told(404, "error.absent")
FAILED: Final = Told(500, "error.other")


def said(error: RabtaError) -> Told:
    """What a page says of an error. Its own text goes nowhere.

    Of a file that cannot be read the code says what is wrong with all of it, by headings and places, never by a cell.
    """
    if isinstance(error, Refusal):
        return _refused(error)
    if isinstance(error, TokenRefused):
        return Told(403, f"error.token.{error.error}" if error.error in BY_CODE else "error.token", error.error)
    status, key = next((told for kind, told in _KNOWN.items() if isinstance(error, kind)), (FAILED.status, FAILED.key))
    return Told(status, key, error.reason if isinstance(error, UnreadableFile) else "")


def _refused(refusal: Refusal) -> Told:
    code = refusal.reason
    key = f"refused.{code}" if code in BY_REASON else "refused"
    if code == "NOT_FOUND":
        return Told(404, key)
    status = 503 if refusal.retry_after_s and code not in _BOUNDS else 403
    return Told(status, key, code, refusal.broken, refusal.retry_after_s)
