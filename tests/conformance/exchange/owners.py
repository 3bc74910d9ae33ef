"""Whose a case is at a node, asked as an officer's call asks it, against the papers that lie there (ADR 79)."""

from __future__ import annotations

from services.records.app.resolve import resolve_case
from services.values.records import CaseFile, RecordVersion
from tests.conformance.exchange.at_rest import held
from tests.conformance.exchange.station import Station
from tests.conformance.exchange.world import CASES, LATER, LET_IN, World
from tests.fakes.record_maker import FIA, POLICE, fir
from tests.fakes.records_node import caller

AGENCIES = (POLICE, FIA)
NOBODYS = "no-1"
"""An officer whom no file names."""


async def check_owners(station: Station) -> None:
    """Each case has one owner at a node, at any time: whom its papers there name."""
    papers = (await held(station)).keys()
    for case in range(CASES):
        both = {f"agencies/{POLICE}/records/handed-{case}", f"agencies/{FIA}/records/taken-{case}"} <= papers
        owners = [agency for agency in AGENCIES if await _reads(station, agency, NOBODYS, case)]
        assert owners == [FIA if both else POLICE], (station.agency, case, owners, sorted(papers))


async def check_cases(world: World) -> None:
    """At rest whose a case is, and who is let into it, is what its owners said last, wherever that may be known."""
    for station in world.stations.values():
        await check_owners(station)
        papers = await held(station)
        for case in range(CASES):
            file = world.records.get(f"file-{case}")
            handed = {f"handed-{case}", f"taken-{case}"} <= {name for name, each in world.records.items() if live(each)}
            if station is world.hub:
                assert (FIA if handed else POLICE) == await owner(station, case)
            if file and f"agencies/{POLICE}/records/{file.record_id}" in papers:
                theirs = await owner(station, case) == FIA
                assert await _reads(station, FIA, LET_IN, case) == (theirs or joint(file)), (station.agency, case)


async def owner(station: Station, case: int) -> str:
    """The one whose officers are answered about it."""
    (found,) = [agency for agency in AGENCIES if await _reads(station, agency, NOBODYS, case)]
    return found


def live(record: RecordVersion) -> bool:
    """Whether it says anything still."""
    return record.status not in ("EXPUNGED", "WITHDRAWN")


def joint(file: RecordVersion) -> bool:
    """Whether the owner's file lets the officer in today."""
    teams = file.body.joint_teams if isinstance(file.body, CaseFile) and live(file) else ()
    return any(LET_IN in each.officers and each.until == LATER for each in teams)


async def _reads(station: Station, agency: str, officer: str, case: int) -> bool:
    """Whether papers of the case are open to an officer who cites its number."""
    who = caller(agency, officer, case_key=fir(700 + case).key)
    node = station.node
    async with node.context.store.snapshot() as view:
        return bool((await resolve_case(node.context, view, node.inquiry(who))).cited)
