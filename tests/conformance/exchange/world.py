"""A hub and two members' nodes with a network between them that drops, doubles, delays and cuts; each may crash."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from services.access.class_text import read_class
from services.access.decision import RecordClass
from services.records.app.context import Context
from services.records.app.copying import CursorMoved, begin_anew
from services.records.ports import Store, Transaction
from services.records.protection.classes import derived_of_class
from services.records.protection.stricter import stricter
from services.values.copies import RECORDS, CopiesPage
from services.values.records import RecordVersion
from tests.conformance.store.stores import sqlite
from tests.fakes.copies_sender import HUB, CopiesSender
from tests.fakes.copying import apply, cursor, held, pull
from tests.fakes.record_maker import case_file, cnic, custody, expunged, fir, following, order, party, person, withdrawn
from tests.fakes.records_node import Federation, Node, open_node

T = TypeVar("T")
CASES, MEN = 2, 2
PAGE = 2


class Crash(Exception):
    """The process ended before it committed."""


@dataclass
class Crashing:
    """A store whose next write is undone as the process ends with it."""

    store: Store

    async def write(self, job: Callable[[Transaction], Awaitable[T]], of: str = "") -> T:
        """See the port, but for the end."""

        async def ends(tx: Transaction) -> T:
            await job(tx)
            raise Crash

        return await self.store.write(ends, of)

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)


@dataclass
class Member:
    """A node that holds copies. ``late``: pages on their way; ``away``: no page arrives."""

    node: Node
    sender: CopiesSender
    late: list[CopiesPage] = field(default_factory=list)
    away: bool = False

    async def arrive(self, page: CopiesPage) -> bool:
        """A page that arrives is taken once, and changes nothing where its turn is not now."""
        at = await cursor(self.node, HUB)
        fits = page.before == at and page.after != page.before
        before = await held(self.node)
        try:
            await apply(self.node, page)
        except CursorMoved:
            assert not fits
            assert (await held(self.node), await cursor(self.node, HUB)) == (before, at)
        return fits

    async def crash(self, page: CopiesPage) -> None:
        """End before the commit: what was held and the cursor are as before, together."""
        before = await held(self.node), await cursor(self.node, HUB)
        context: Context = self.node.context
        self.node.context = replace(context, store=Crashing(context.store))  # type: ignore[arg-type]  # the rest is the store's own
        try:
            await apply(self.node, page)
        except (Crash, CursorMoved):
            pass
        finally:
            self.node.context = context
        assert (await held(self.node), await cursor(self.node, HUB)) == before


@dataclass
class World:
    """``records``: the newest version of each record by its name."""

    hub: Node
    members: list[Member]
    records: dict[str, RecordVersion] = field(default_factory=dict)

    async def add(self, number: int, *, child: bool) -> None:
        """A case with a person accused in it, and their arrest; each record once."""
        case, man = number % CASES, number // CASES % MEN
        born = "2004-01-01" if child else "1985-03-04"
        who, ref = person(cnic(100 + man), born, f"Man {man}"), (fir(700 + case),)
        file, name = case_file(f"file-{case}", case_references=ref), f"party-{case}-{man}"
        made = [file, party(name, subject=who, case_references=ref)]
        made.append(custody(f"arrest-{case}-{man}", "ARREST", "2020-05-03", subject=who, case_references=ref))
        new = [each for each in made if each.record_id not in self.records]
        await self._put(*new)

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

    async def change(self, number: int, act: Callable[[RecordVersion], RecordVersion]) -> None:
        """Correct, withdraw or expunge one of the records that are there."""
        live = [each for each in self.records.values() if each.status not in ("EXPUNGED", "WITHDRAWN")]
        live = [each for each in live if each.kind != "PROTECTION_ORDER"]
        if live:
            await self._put(act(live[number % len(live)]))

    async def _put(self, *versions: RecordVersion) -> None:
        for each in versions:
            await self.hub.put(each)
            self.records[each.record_id] = each

    async def agree(self, member: Member, may: Callable[[RecordClass], bool]) -> None:
        """What a member may hold changes, and with it the epoch."""
        member.sender.may = may
        member.sender.epoch += 1
        member.sender.given.clear()

    async def quiet(self) -> None:
        """Everything arrives in the end: each holds what it may and no more, protected no less than at the hub."""
        at_hub = await held(self.hub)
        for member in self.members:
            await self._anew(member)
            await pull(member.node, member.sender, PAGE)
            here = await held(member.node)
            allowed = {name: line for name, line in at_hub.items() if member.sender.may(read_class(line[1]))}
            assert {name: line[0] for name, line in here.items()} == {name: line[0] for name, line in allowed.items()}
            for name, (_, text) in here.items():
                there, mine = (derived_of_class(read_class(each)) for each in (allowed[name][1], text))
                assert stricter(there, mine) == mine, name
            async with self.hub.context.store.snapshot() as view:
                assert (await cursor(member.node, HUB)).sequence == await view.change_head()

    async def next_page(self, member: Member) -> CopiesPage:
        """What the hub answers to a member now."""
        await self._anew(member)
        return await member.sender.page(await cursor(member.node, HUB), PAGE)

    async def _anew(self, member: Member) -> None:
        if (await cursor(member.node, HUB)).epoch not in (0, member.sender.epoch):
            await begin_anew(member.node.context, HUB, RECORDS)


def open_world(folder: Path, known: Federation) -> World:
    """Three nodes, each over a new store."""
    nodes = [open_node(folder / name, known, store=sqlite(folder / name)) for name in ("hub", "one", "other")]
    hub, *others = nodes
    return World(hub, [Member(node, CopiesSender(hub)) for node in others])


CHANGES: tuple[Callable[[RecordVersion], RecordVersion], ...] = (
    lambda record: following(record, source_grade="B"),
    withdrawn,
    expunged,
)
