"""Alerts over a store of their own, over snapshots of worlds that a test tells, and callers of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.access.caller import Approver, Caller
from services.access.engine import PolicyEngine
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.linkage import wire
from services.linkage.alerting.app import AlertDesk
from services.linkage.alerting.build import open_alerts
from services.linkage.alerting.running import Detection, Summary
from services.linkage.app.context import Context
from services.linkage.class_table import ClassTable
from services.linkage.detectors.contract import Detector
from services.linkage.detectors.registry import detectors
from services.linkage.kept import AuthorityRow
from services.linkage.snapshot_ports import Scope
from services.linkage.store.links import links_of
from services.values.network import Alert, DecideAlertRequest, GetAlertRequest, GetAlertResponse
from tests.fakes.link_room import CitedCase, World, open_room
from tests.fakes.records_node import NOW_MS, SECRET, caller
from tests.fakes.snapshot_world import SnapshotWorld, at
from tests.fakes.snapshots import CLASS, OWNER, MemorySnapshots

CASE = "FIR:FIA/LAHORE/AHTC/7/2024"
SCOPE = Scope(OWNER, CASE, (CLASS.authority,))
DAY_MS = 86_400_000


def naming(text: str) -> str:
    """Unkeyed: here nobody guesses."""
    return sha256(text.encode()).hexdigest()[:24]


def quiet(_done: int, _of: int) -> None:
    """Nobody watches the run."""


def investigator(officer: str = "fia-1", second: str = "", **more: Any) -> Caller:
    """Of the case, with a warrant; ``second``: who stands by."""
    beside = Approver(second, 3, frozenset({"boss-1"}), b"\1" * 32) if second else None
    usual = {"query_class": "COMMS_MONEY", "second_basis": "PECA_WARRANT", "clearance": 2, "approver": beside}
    return caller(OWNER, officer, **{**usual, "case_key": CASE.partition(":")[2], **more})


def analyst(officer: str = "ana-1", second: str = "", **more: Any) -> Caller:
    """Of an operation that stands for the case here, without a warrant."""
    usual: dict[str, Any] = {
        "purpose": "ANALYSE_NETWORK", "roles": frozenset({"ANALYST"}), "query_class": "NETWORK", "second_basis": "",
        "case_type": "OPERATION", "case_key": "OP-1/2026", "legal_basis": "TIP_SOM",
    }  # fmt: skip
    return investigator(officer, second, **{**usual, **more})


def overseer(officer: str = "ov-1", second: str = "") -> Caller:
    """Who starts and stops rules."""
    beside = Approver(second, 3, frozenset({"boss-1"}), b"\1" * 32) if second else None
    return caller(
        "pk.oversight", officer, purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT", roles=frozenset({"OVERSIGHT"}),
        query_class="AUDIT", case_type="REVIEW", case_key="R-1/2026", approver=beside,
    )  # fmt: skip


@dataclass
class AlertWorld:
    """One node's. ``told``: what happened in the case; ``now_ms`` moves by hand."""

    folder: Path
    told: SnapshotWorld = field(default_factory=SnapshotWorld)
    cited: CitedCase = field(default_factory=lambda: CitedCase(numbers=(CASE,), main=(CASE,)))
    engine: PolicyEngine = field(default_factory=ReferenceEngine)
    rules: Mapping[str, Detector] = field(default_factory=detectors)
    now_ms: int = NOW_MS
    trail: Trail = field(default_factory=Trail)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.world = World(case=self.cited)
        self.opened = open_alerts(self.folder, SECRET)
        self.snapshots = MemorySnapshots({SCOPE: self.told})
        self.links = links_of(self.folder / "linkage.db")
        self.context: Context = replace(open_room(self.folder, self.world), classes=ClassTable(self.links.classes))
        self.desk = AlertDesk(self.context, self.opened.alerts, self.snapshots, self.rules)

    async def authorise(self, *cases: str) -> None:
        """Register the order under which the rows of the fake snapshots came."""
        row = AuthorityRow(CLASS.authority, OWNER, "order-1", "{}", NOW_MS + 400 * DAY_MS)
        await self.links.feeds.register(row, sorted(cases or (CASE,)), NOW_MS)

    @property
    def detection(self) -> Detection:
        """A process that runs over the room."""
        return Detection(self.snapshots, self.opened.alerts, self.rules, naming, b"seed", lambda: self.now_ms)

    async def run(self) -> Summary:
        """All rules, once."""
        return await self.detection.run(quiet)

    def inquiry(self, who: Caller | None = None) -> Inquiry:
        """A call of now."""
        self.trail = Trail()
        return Inquiry(who or investigator(), self.now_ms, self.engine, self.trail)

    async def listed(self, who: Caller | None = None) -> list[Alert]:
        """What an officer is shown."""
        return list((await self.desk.list(self.inquiry(who))).alerts)

    async def decide(
        self, id_: str, who: Caller, *, confirms: bool = True, request_id: str = "", reason: str = "", words: str = "so"
    ) -> Alert:
        """An opinion; the reason is one that fits."""
        fit = reason or ("PATTERN_HOLDS" if confirms else "LOOK_ALIKE")
        request = DecideAlertRequest(id_, request_id or f"opinion-{who.officer}", confirms, fit, words)
        found = await self.desk.say(self.inquiry(who), request, sha256(wire.encode(request)).digest())
        assert found.alert is not None
        return found.alert

    async def get(self, id_: str, who: Caller, registry: Any, *pictures: str, language: str = "") -> GetAlertResponse:
        """One with its rows."""
        request = GetAlertRequest(id_, pictures, language)
        return await self.desk.get(self.inquiry(who), registry, request, NOW_MS + DAY_MS)

    def close(self) -> None:
        """Let go of the store."""
        self.opened.close()


def handsets(world: SnapshotWorld, controller: int) -> None:
    """Five cards of others in the controller's handset: with a sweep, the second family."""
    handset = world.handset(controller)
    for number in range(5):
        card = world.phone(world.person())
        for call in range(6):
            world.call(at(number, 10 + call), card, world.phone(), handset)
