"""A world that is told act by act, brought to a node as feeds, records and lists: what its snapshots are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from services.linkage.filling.lists import FILE, LISTED
from services.linkage.snapshot.columns import NOBODY, Mark, NodeKind, Snapshot, TransferKind
from services.linkage.snapshot_ports import Taken
from services.values.network import FeedEdge, FeedNode, NodeKey
from services.values.network.feed import MAX_PAGE_ROWS
from tests.fakes.record_changes import facts
from tests.unit.linkage.filling.node import Node, file_of
from tests.unit.linkage.world import DAY, NOW, account, edge, person

_BORN: Final = '{"born":"1990-01-01","document":"shown"}'
_SAYS: Final = {TransferKind.SALARY: '{"description":"salary"}', TransferKind.CASH_IN: '{"service":"IN"}'}
_KINDS: Final = {NodeKind.PHONE: "PHONE", NodeKind.HANDSET: "DEVICE", NodeKind.PLACE: "PLACE"}


def key(snapshot: Snapshot, node: int) -> NodeKey:
    """The number that a node of the world has in feeds."""
    kind = NodeKind(int(snapshot.nodes["kind"][node]))
    if kind == NodeKind.ACCOUNT:
        return account(f"N{node}")
    if kind == NodeKind.PERSON:
        return NodeKey("DOCUMENT", f"CNIC:35202{node:07d}1")
    return NodeKey(
        _KINDS[kind], {"PHONE": f"+92300{node:07d}", "DEVICE": _imei(node)}.get(_KINDS[kind], f"CELL:A:{node}")
    )


def _imei(node: int) -> str:
    """With its check digit (Luhn)."""
    digits = f"35{node:012d}"
    summed = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(digits))
    return f"IMEI:{digits}{-summed % 10}"


async def bring(node: Node, snapshot: Snapshot) -> None:
    """Everything of the world, under one order of one case."""
    node.world.feed.put(file_of())
    await node.order(data_from_ms=NOW - 2000 * DAY, data_to_ms=NOW + 2000 * DAY)
    people = {int(each): person(f"P{each}", note=_note(snapshot, int(each))) for each in _of(snapshot, NodeKind.PERSON)}
    borne = [edge("IDENTIFIED_BY", who, key(snapshot, each), at_ms=0) for each, who in people.items()]
    for kind, name in ((NodeKind.ACCOUNT, "ACCOUNT_HELD_BY"), (NodeKind.PHONE, "PHONE_REGISTERED_TO")):
        held = [each for each in _of(snapshot, kind) if snapshot.nodes["person"][each] != NOBODY]
        borne += [edge(name, key(snapshot, n), people[int(snapshot.nodes["person"][n])], at_ms=0) for n in held]
    for who in _chunks(people.values()):
        await node.feed(people=tuple(who))
    await _pages(node, borne)
    await _pages(node, _money(snapshot))
    await _pages(node, _calls(snapshot), "CDR", "cdr")
    await _crossed(node, snapshot, people)
    await _flown(node, snapshot, people)
    _handsets(node, snapshot)
    (node.folder / FILE).write_text("\n".join(_lists(snapshot)))


def seen_as(node: Node, snapshot: Snapshot, taken: Taken, subject: int) -> set[int]:
    """Nodes of the world that a node of the snapshot stands for, or whose bearer it is."""
    own = {int(taken.tokens[each]) for each in (taken.snapshot.nodes["person"] == subject).nonzero()[0].tolist()}
    own.add(int(taken.tokens[subject]))
    keys = {each: key(snapshot, each) for each in range(len(snapshot.nodes))}
    return {each for each, number in keys.items() if node.filler.tokens.node(number.kind, number.id) in own}


def _note(snapshot: Snapshot, each: int) -> str:
    return _BORN if snapshot.nodes["marks"][each] & Mark.ADULT else ""


def _of(snapshot: Snapshot, kind: NodeKind) -> list[int]:
    found: list[int] = (snapshot.nodes["kind"] == kind).nonzero()[0].tolist()
    return found


def _chunks(rows: Iterable[FeedNode]) -> Iterator[list[FeedNode]]:
    left = iter(rows)
    while some := list(islice(left, MAX_PAGE_ROWS)):
        yield some


async def _pages(node: Node, rows: list[FeedEdge], feed: str = "MONEY", form: str = "bank-csv") -> None:
    for place in range(0, len(rows), MAX_PAGE_ROWS):
        await node.feed(*rows[place : place + MAX_PAGE_ROWS], feed=feed, form=form)


def _money(snapshot: Snapshot) -> list[FeedEdge]:
    """A second of its own where one would be midnight: a feed's midnight is a day."""
    found = []
    for row in snapshot.transfers:
        kind = TransferKind(int(row["kind"]))
        ends = key(snapshot, row["payer"]), key(snapshot, row["payee"])
        name = "WITHDREW" if kind == TransferKind.CASH_OUT else "TRANSFERRED"
        told: dict[str, Any] = {
            "at_ms": int(row["at"]) * 1000 + 1,
            "amount_minor": int(row["amount"]),
            "currency": "PKR",
        }
        found.append(edge(name, *ends, str(row["row"]), note=_SAYS.get(kind, ""), **told))
    return found


def _calls(snapshot: Snapshot) -> list[FeedEdge]:
    found = []
    for row in snapshot.calls:
        caller, at_ms, name = key(snapshot, row["caller"]), int(row["at"]) * 1000, str(row["row"])
        found.append(edge("CALLED", caller, key(snapshot, row["callee"]), name, at_ms=at_ms))
        for kind, column in (("USED_DEVICE", "handset"), ("CAMPED_AT", "cell")):
            if row[column] != NOBODY:
                found.append(edge(kind, caller, key(snapshot, row[column]), name, at_ms=at_ms))
    return found


async def _crossed(node: Node, snapshot: Snapshot, people: dict[int, FeedNode]) -> None:
    """Who crosses shows a document at the post: of another feed, they are another Subject."""
    crossing = sorted(set(snapshot.crossings["person"].tolist()))
    for some in _chunks(people[each] for each in crossing):
        await node.feed(people=tuple(some), feed="TRAVEL")
    rows = [edge("IDENTIFIED_BY", people[each], key(snapshot, each), "shown", at_ms=0) for each in crossing]
    for row in snapshot.crossings:
        day = datetime.fromtimestamp(int(row["at"]), UTC).date().isoformat()
        journey = NodeKey("JOURNEY", f"CROSSING:P{row['post']}:V-{row['party']}:{day}")
        note = f'{{"direction":"{"OUT" if row["leaves"] else "IN"}"}}'
        who = people[int(row["person"])]
        rows.append(edge("TRAVELLED", who, journey, str(row["row"]), at_ms=int(row["at"]) * 1000, note=note))
    await _pages(node, rows, "TRAVEL")


async def _flown(node: Node, snapshot: Snapshot, people: dict[int, FeedNode]) -> None:
    """A seat with the telephone that the list gives; of another feed, who flies is another Subject with the same card."""
    flying = sorted(set(snapshot.bookings["person"].tolist()))
    listed = {each: person(f"P{each}", "paxlst", note=people[each].note) for each in flying}
    rows = [edge("IDENTIFIED_BY", listed[each], key(snapshot, each), "listed", at_ms=0) for each in flying]
    for row in snapshot.bookings:
        day = datetime.fromtimestamp(int(row["at"]), UTC).date().isoformat()
        journey, contact = NodeKey("JOURNEY", f"FLIGHT:J{row['journey']}:{day}:LHE-DXB"), int(row["contact"])
        note = f'{{"contact":"{key(snapshot, contact).id}"}}' if contact != NOBODY else ""
        who = listed[int(row["person"])]
        rows.append(edge("TRAVELLED", who, journey, str(row["row"]), at_ms=int(row["at"]) * 1000, note=note))
    for some in _chunks(listed.values()):
        await node.feed(people=tuple(some), feed="TRAVEL", form="paxlst")
    await _pages(node, rows, "TRAVEL", "paxlst")


def _handsets(node: Node, snapshot: Snapshot) -> None:
    """A handset was found with its keeper, as a record says."""
    for each in _of(snapshot, NodeKind.HANDSET):
        keeper = int(snapshot.nodes["person"][each])
        if keeper != NOBODY:
            paper, device = key(snapshot, keeper).id, key(snapshot, each).id
            node.world.feed.put(facts(f"h{each}", documents=(paper,), devices=(device,), phones=()))


def _lists(snapshot: Snapshot) -> Iterator[str]:
    for each, marks in enumerate(snapshot.nodes["marks"].tolist()):
        for name, mark in LISTED.items():
            if marks & mark:
                number = key(snapshot, each)
                yield f'[[listed]]\nas = "{name}"\nkind = "{number.kind}"\nnumber = "{number.id}"\nuntil = 2099-01-01'
    for row in snapshot.cells:
        yield f'[[cells]]\ncell = "{key(snapshot, row["cell"]).id}"\nroad = {row["road"]}\nkm = {row["km"]}'
