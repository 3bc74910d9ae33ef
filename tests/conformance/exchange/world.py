"""A hub and two members' nodes with a network between them, and the owner who sends the hub its records."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from services.exchange.copies.puller import FAULTS as ROUND_FAULTS
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.signing.es256 import PrivateKey
from services.signing.page import Page
from services.values.records import CaseFile, CaseReference, InvestigationEvent, JointTeam, RecordVersion
from tests.conformance.exchange.disks import Make
from tests.conformance.exchange.fuses import Crash
from tests.conformance.exchange.road import FAULTS, Road
from tests.conformance.exchange.station import Clock, Station
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    cnic,
    custody,
    expunged,
    fir,
    following,
    order,
    party,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Federation
from tests.unit.access.copies_cases import EVERYTHING

HUB = "pk.hub"
MEMBERS = (FIA, CUSTOMS)
CASES, MEN = 2, 2
LET_IN = "fia-1"
"""An officer who is let into joint cases."""
OFFICERS = ("one", "other")
"""To whom records are released."""
OVER, LATER = "2026-01-01", "2099-12-31"
"""Until when: both before and after every day of a story."""
STEP_MS = 1000
ALL = EVERYTHING._replace(since="2020-01-01", until="2099-01-01", onward=True)
GRANTS: tuple[AgreementRow | None, ...] = (
    ALL,
    ALL._replace(roles=ALL.roles - {"JUVENILE"}),
    ALL._replace(kinds=frozenset({"CASE_FILE", "CUSTODY_EVENT"}), onward=False),
    None,
)
"""What an agreement gives: everything, no children, files and arrests that may not be passed on, and nothing."""
MAPS: dict[str, tuple[tuple[str, str], ...]] = {
    "star": ((HUB, FIA), (HUB, CUSTOMS)),
    "chain": ((HUB, FIA), (FIA, CUSTOMS)),
    "mesh": ((HUB, FIA), (HUB, CUSTOMS), (FIA, CUSTOMS), (CUSTOMS, FIA)),
}
"""By name who gives to whom."""


@dataclass
class World:
    """``records``: the newest version of each record by its id; ``pages``: the owner's, which it keeps to send again."""

    stations: dict[str, Station]
    registry: Registry
    clock: Clock
    records: dict[str, RecordVersion] = field(default_factory=dict)
    pages: list[tuple[str, Page]] = field(default_factory=list)
    granted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEMBERS, 0))

    @property
    def hub(self) -> Station:
        return self.stations[HUB]

    @property
    def roads(self) -> list[tuple[Station, Road]]:
        """Each taker with a road to who gives to it."""
        return [(taker, road) for taker in self.stations.values() for road in taker.roads.values()]

    async def start(self) -> None:
        """Open every node under the agreements of the beginning."""
        for station in self.stations.values():
            await station.start()
        self.agree(FIA, 0)
        for station in self.stations.values():
            station.hear(self.registry)

    async def close(self) -> None:
        """Close every node, and leave nothing."""
        for station in self.stations.values():
            await station.stop()
            await asyncio.to_thread(station.disk.drop)

    def tick(self) -> None:
        """Time passes."""
        self.clock.now_ms += STEP_MS
        for station in self.stations.values():
            station.node.now_ms = self.clock.now_ms

    async def add(self, number: int, *, child: bool) -> None:
        """A case with a person accused in it, and their arrest; each record once."""
        case, man = number % CASES, number // CASES % MEN
        born = "2004-01-01" if child else "1985-03-04"
        who, ref = person(cnic(100 + man), born, f"Man {man}"), (fir(700 + case),)
        file, name = case_file(f"file-{case}", case_references=ref), f"party-{case}-{man}"
        made = [file, party(name, subject=who, case_references=ref)]
        made.append(custody(f"arrest-{case}-{man}", "ARREST", "2020-05-03", subject=who, case_references=ref))
        await self._put(*[each for each in made if each.record_id not in self.records])

    async def seal(self, number: int) -> None:
        """A court seals a man's papers in a case, or the order is taken back."""
        case, man = number % CASES, number // CASES % MEN
        name = f"seal-{case}-{man}"
        known = self.records.get(name)
        if known is None:
            who, ref = person(cnic(100 + man), name=f"Man {man}"), (fir(700 + case),)
            await self._put(order(name, "SEALED", subject=who, case_references=ref))
        elif known.status != "WITHDRAWN":
            await self._put(withdrawn(known))

    async def hand_over(self, number: int) -> None:
        """The police hand a case to the FIA, then the FIA takes it, then the police take it back; one of these."""
        case = number % CASES
        ours, theirs = fir(700 + case), CaseReference("FIR", f"FIA/LAHORE/AHTC/{case + 1}/2021")
        to_fia = InvestigationEvent("TRANSFER", "2021-02-01", to=FIA)
        handed = version("INVESTIGATION_EVENT", f"handed-{case}", to_fia, case_references=(ours,))
        taken = case_file(f"taken-{case}", agency=FIA, case_references=(theirs, ours))
        absent = [each for each in (handed, taken) if each.record_id not in self.records]
        known = self.records.get(handed.record_id)
        if absent:
            await self._put(absent[0])
        elif known and known.status not in ("EXPUNGED", "WITHDRAWN"):
            await self._put(withdrawn(known))

    async def join(self, number: int) -> None:
        """An officer of the FIA's is let into a case until a day that may be over, or the owner takes that back."""
        known = self.records.get(f"file-{number % CASES}")
        if known and isinstance(known.body, CaseFile) and known.status not in ("EXPUNGED", "WITHDRAWN"):
            until = OVER if number % 3 == 2 else LATER
            teams = () if known.body.joint_teams else (JointTeam(FIA, (LET_IN,), until),)
            await self._put(following(known, body=changed_body(known, joint_teams=teams)))

    async def change(self, number: int, act: Callable[[RecordVersion], RecordVersion]) -> None:
        """Correct, withdraw or expunge one of the records that are there."""
        live = [each for each in self.records.values() if each.status not in ("EXPUNGED", "WITHDRAWN")]
        live = [each for each in live if each.kind != "PROTECTION_ORDER"]
        if live:
            await self._put(act(live[number % len(live)]))

    def agree(self, holder: str, grant: int) -> None:
        """Publish a registry by which a member may hold something else; nobody has heard of it yet."""
        self.granted[holder] = grant
        given = [(each, GRANTS[number], giver) for each, number in self.granted.items() for giver in (POLICE, FIA)]
        rows = [
            row._replace(id=f"{giver}-{each}", giver=giver, holder=each)
            for each, row, giver in given
            if row and giver != each
        ]
        self.registry = replace(self.registry, version=self.registry.version + 1, agreements=tuple(rows))

    async def release(self, holder: str, number: int) -> None:
        """An owner puts a record on terms that name nobody here, and releases it to an officer of a member's for a time.

        Or takes back a release that holds.
        """
        theirs = self.hub.releases.of.setdefault(holder, [])
        live = [each for each in self.records.values() if each.status not in ("EXPUNGED", "WITHDRAWN")]
        if not live:
            return
        held = live[number % min(len(live), 2)]
        if held.handling == "OPEN":
            await self._put(following(held, handling="H3", releasable_to=(SINDH,)))
        record, officer = f"agencies/{held.agency}/records/{held.record_id}", OFFICERS[number % len(OFFICERS)]
        known = [each for each in theirs if (each.record, each.officer) == (record, officer)]
        for each in known:
            theirs.remove(each)
        if not known:
            self.hub.releases.grant(holder, record, self.clock.now_ms + (1 + number % 3) * 8 * STEP_MS, officer)

    def released(self, holder: str) -> set[str]:
        """Names of what is released to a member's officers now."""
        return {each.record for each in self.hub.releases.of.get(holder, ()) if each.until_ms > self.clock.now_ms}

    async def pull(self, taker: Station, giver: str, number: int) -> None:
        """Take what there is over a road, on which a question or its answer meets a fault."""
        road = taker.roads[giver]
        fault, place = FAULTS[number % len(FAULTS)], number // len(FAULTS)
        road.faults = [""] * place + [fault]
        await self.round(taker, giver)

    async def round(self, taker: Station, giver: str) -> str:
        """One round of a puller; what stopped it, "" for nothing."""
        try:
            await taker.pullers[giver].round()
        except ROUND_FAULTS as fault:
            return str(fault)
        except Crash:
            await taker.restart()
            return "crash"
        return ""

    async def put_back(self, station: Station, *, exchange_too: bool) -> None:
        """An older copy of the records takes their place; an owner sends the hub again what it lost."""
        if station.backed_up:
            await station.put_back(exchange_too=exchange_too)
            if station is self.hub:
                for agency, page in self.pages:
                    await self._send(agency, page)

    async def _put(self, *versions: RecordVersion) -> None:
        for each in versions:
            self.records[each.record_id] = each
            page = self.hub.node.page(each.agency, [each])
            self.pages.append((each.agency, page))
            await self._send(each.agency, page)

    async def _send(self, agency: str, page: Page) -> None:
        """Until it is taken: the hub may end at it."""
        while True:
            try:
                await self.hub.node.send(page, agency, f"page-{page.sha256.hex()}"[:32])
                return
            except Crash:
                await self.hub.restart()


def open_world(folder: Path, known: Federation, keys: dict[str, PrivateKey], roads: str, make: Make) -> World:
    """Three nodes over new stores, with the roads of a map."""
    clock = Clock()
    stations = {}
    for agency in (HUB, *MEMBERS):
        own = folder / agency
        own.mkdir(0o700)
        stations[agency] = Station(
            agency, own, make(own), known, keys[agency], clock, known.registry, shows=agency != HUB
        )
    for giver, taker in MAPS[roads]:
        stations[taker].roads[giver] = Road(stations[giver], stations[taker])
    return World(stations, known.registry, clock)


CHANGES: tuple[Callable[[RecordVersion], RecordVersion], ...] = (
    lambda record: following(record, source_grade="B"),
    withdrawn,
    expunged,
)
