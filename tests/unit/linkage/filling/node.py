"""A node's feeds and records, the files that are filled of them, and two agencies that are members."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from services.access.decision import RecordClass
from services.linkage.facts import RecordFacts
from services.linkage.filling.filler import Filler
from services.linkage.filling.folder import Folder
from services.linkage.filling.lists import read_lists
from services.linkage.filling.reading import Reading
from services.linkage.filling.stored import StoredSnapshots
from services.linkage.filling.tokens import Tokens
from services.linkage.seal import Seal
from services.linkage.snapshot_ports import Scope, Taken
from services.values.network import FeedEdge, FeedNode, LinkDecision, NodeKey
from tests.fakes.record_changes import CASE, POLICE, facts
from tests.unit.linkage.world import DAY, NOW, World, account, edge, keeper, person

FIA: Final = "pk.fia"
OPERATION: Final = "OPERATION:FIA/SAHIL/3"
KEY: Final = bytes(range(32))
KINDS: Final = {POLICE: "POLICE", FIA: "FIA", "pk.fmu": "FMU"}
OF_CASE: Final = Scope(POLICE, CASE, (f"{POLICE}/W/1",))


@dataclass
class Node:
    """``world``: stores, and ``now``. ``files``: of the snapshots."""

    folder: Path
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.world = World(self.folder / "node")
        self.files = self.folder / "snapshot"

    @property
    def filler(self) -> Filler:
        """As a process that has just started has it."""
        return self.filler_in(self.files)

    def filler_in(self, files: Path) -> Filler:
        return Filler(
            Folder(files, KEY), self.world.feed, self.world.links, Tokens(KEY), Seal(KEY), lambda: self.world.now
        )

    def snapshots(self, files: Path | None = None) -> StoredSnapshots:
        filler = self.filler_in(files or self.files)
        reading = Reading(filler, self.world.engine, KINDS.get)
        return StoredSnapshots(filler, reading, lambda: read_lists(self.folder / "lists.toml", filler.tokens))

    async def take(self, scope: Scope = OF_CASE) -> Taken:
        """After a refresh."""
        snapshots = self.snapshots()
        await snapshots.refresh()
        return await snapshots.take(scope, self.world.now)

    async def order(self, reference: str = "W/1", agency: str = POLICE, kind: str = "POLICE", **more: Any) -> None:
        """An authority of an agency."""
        await self.world.register(keeper(agency, kind), reference=reference, **more)

    async def feed(
        self, *rows: FeedEdge, people: tuple[FeedNode, ...] = (), reference: str = "W/1", agency: str = POLICE,
        kind: str = "POLICE", feed: str = "MONEY", form: str = "bank-csv", **more: Any,
    ) -> None:  # fmt: skip
        """A page of a feed; every row is taken."""
        asked = {"reference": reference, "edges": rows, "nodes": people, "feed": feed, "format": form, **more}
        asked["authority"] = asked.pop("reference")
        done = await self.world.page(keeper(agency, kind), **asked)
        assert done.refused == (), done.refused

    async def same(self, one: str, other: str, sign: str = "SAME") -> LinkDecision:
        """A decision on two Subjects."""
        first, second = (NodeKey("SUBJECT", each) for each in sorted((one, other)))
        made = LinkDecision(
            f"d-{one}-{other}"[:60], first, second, sign, f"{POLICE}/pp-7", "", "seen together", NOW, "SUBJECT"
        )
        return await self.world.links.decisions.add(made)


def file_of(case: str = CASE, agency: str = POLICE, **more: Any) -> RecordFacts:
    """A case's file, open."""
    name = f"agencies/{agency}/records/file-{case.replace(':', '-').replace('/', '-')}"
    told: dict[str, Any] = {
        "record": name, "version": f"{name}/versions/1", "agency": agency, "kind": "CASE_FILE", "role": "",
        "klass": RecordClass(agency, "CASE_FILE"), "about_person": False, "label": "", "father": "", "documents": (),
        "phones": (), "cases": (case,),
    }  # fmt: skip
    return replace(facts("file"), **(told | more))


def pay(payer: str, payee: str, name: str = "", **more: Any) -> FeedEdge:
    """A transfer of a thousand rupees, at noon of the day before now."""
    told = {"at_ms": NOW - DAY, "amount_minor": 100_000, "currency": "PKR"} | more
    return edge("TRANSFERRED", account(payer), account(payee), name, **told)


def holder(name: str, of: str, **more: Any) -> tuple[FeedNode, FeedEdge]:
    """A person, and that an account is theirs."""
    who = person(name, **more)
    return who, edge("ACCOUNT_HELD_BY", account(of), who, at_ms=0)


def pages(files: Path) -> dict[str, bytes]:
    """Every page by its name."""
    return {path.name: path.read_bytes() for path in sorted(files.iterdir()) if path.suffix == ".page"}
