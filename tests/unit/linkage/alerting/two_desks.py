"""One world told in two parts: money in a case of FIA, calls in a case of the police, about one man with a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from services.access.caller import Approver, Caller
from services.linkage import wire
from services.linkage.snapshot.columns import NodeKind
from services.linkage.snapshot_ports import Scope
from services.membership.registry import Registry
from services.values.network import OfferLeadRequest, OfferLeadResponse
from tests.conformance.detectors.money import swept
from tests.fakes.alert_room import CASE, SCOPE, AlertWorld, handsets, investigator
from tests.fakes.snapshots import CLASS

POLICE: Final = "pk.punjab-police"
THEIRS: Final = Scope(POLICE, CASE, (CLASS.authority,))


def approved(officer: str = "fia-1", boss: str = "boss-1") -> Caller:
    """An investigator of FIA with a superior beside them."""
    beside = Approver(boss, 3, frozenset({"boss-9"}), b"\2" * 32) if boss else None
    return investigator(officer, approver=beside)


def of_police(officer: str = "pp-1", boss: str = "boss-1") -> Caller:
    """Likewise of the police."""
    return replace(approved(officer, boss), agency=POLICE, agency_kind="POLICE")


@dataclass
class TwoDesks:
    """``man``: node of the subject; ``money``, ``calls``: numbers of rows."""

    room: AlertWorld
    registry: Registry
    man: int = 0
    money: frozenset[int] = frozenset()
    calls: frozenset[int] = frozenset()

    async def tell(self, papers: int = 1, planted: frozenset[Scope] = frozenset(), both: bool = True) -> None:
        """Each side has its part, which others gave but where it is ``planted``; then the rules run."""
        world = self.room.told
        self.man = swept(world)
        self.money = frozenset(range(1, world.told + 1))
        handsets(world, self.man)
        self.calls = frozenset(range(len(self.money) + 1, world.told + 1))
        for _ in range(papers):
            world.node(NodeKind.DOCUMENT, self.man)
        snapshots = self.room.snapshots
        snapshots.worlds = {SCOPE: world.only(self.money)} | ({THEIRS: world.only(self.calls)} if both else {})
        given = {SCOPE: self.money, THEIRS: self.calls}
        snapshots.theirs = {scope: rows for scope, rows in given.items() if scope not in planted}
        await self.room.authorise(CASE, f"{CASE}@{POLICE}")
        await self.room.run()

    async def lead(self, who: Caller) -> str:
        """Id of the one lead about the man that an officer sees: no row names them, all rest on the same."""
        return max(
            (each for each in await self.room.listed(who) if each.level == "LEAD"), key=lambda e: len(e.rules)
        ).id

    async def offer(self, who: Caller, id_: str = "", request_id: str = "") -> OfferLeadResponse:
        """Of the lead that the officer sees, or of another."""
        request = OfferLeadRequest(id_ or await self.lead(who), request_id or f"offer-by-{who.officer}")
        digest = sha256(wire.encode(request)).digest()
        return await self.room.desk.offer(self.room.inquiry(who), self.registry, request, digest)

    async def met(self, who: Caller, id_: str) -> tuple[str, ...]:
        """Agencies whose desks an officer is told at a lead."""
        found = await self.room.get(id_, who, self.registry)
        return tuple(each.agency for each in found.desks)
