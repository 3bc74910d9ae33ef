"""Over worlds of every pattern, with victims, witnesses and children among them: no answer names one, at any time."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.linkage import wire
from services.linkage.detectors.naming import shielded
from services.linkage.snapshot.columns import Mark, NodeKind, Snapshot
from services.membership.registry import Registry
from tests.budget import budget
from tests.conformance.detectors.test_detectors import CASES
from tests.fakes.alert_room import AlertWorld, investigator
from tests.fakes.snapshot_world import SnapshotWorld

MARKS = st.sampled_from([Mark.PROTECTED, Mark.PRESUMED_VICTIM, Mark.MINORS_WALLET, Mark.PROTECTED | Mark.ADULT, None])


class Marked(SnapshotWorld):
    """A world of which some nodes are protected, or are adults by no document."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[int, Mark | None] = {}

    def snapshot(self) -> Snapshot:
        """With these marks."""
        found = super().snapshot()
        nodes = found.nodes.copy()
        for node, mark in self.marks.items():
            if mark is None:
                nodes["marks"][node] &= ~int(Mark.ADULT)
            else:
                nodes["marks"][node] |= int(mark)
        return replace(found, nodes=nodes)


@budget(25)
@given(st.lists(st.sampled_from(sorted(CASES)), min_size=1, max_size=3, unique=True), st.data())
def test_no_answer_names_who_is_protected(registry: Registry, numbers: list[str], data: st.DataObject) -> None:
    world = Marked()
    for number in numbers:
        CASES[number].positive(world)
    nodes = world.snapshot().nodes
    people = np.flatnonzero(nodes["kind"] == NodeKind.PERSON).tolist()
    world.marks = data.draw(st.dictionaries(st.sampled_from(people), MARKS, max_size=4)) if people else {}
    later = data.draw(st.frozensets(st.sampled_from(people), max_size=2)) if people else frozenset[int]()
    with TemporaryDirectory() as folder:
        asyncio.run(check(AlertWorld(Path(folder) / "node", world), registry, later))


async def check(room: AlertWorld, registry: Registry, later: frozenset[int]) -> None:
    """As the case knows it, and then as another's record, which the case does not read, comes to protect somebody."""
    await room.authorise()
    await room.run()
    assert named(await answers(room, registry)).isdisjoint(hidden(room.told.snapshot(), frozenset()))
    room.snapshots.protected |= {node + 1 for node in later}
    assert named(await answers(room, registry)).isdisjoint(hidden(room.told.snapshot(), later)), "before any run"
    await room.run()
    assert named(await answers(room, registry)).isdisjoint(hidden(room.told.snapshot(), later))
    room.close()


def hidden(snapshot: Snapshot, later: frozenset[int]) -> set[int]:
    return {node for node in range(len(snapshot.nodes)) if shielded(snapshot, node)} | later


async def answers(room: AlertWorld, registry: Registry) -> list[bytes]:
    """Every answer that anybody gets."""
    listed = await room.desk.list(room.inquiry())
    found = [wire.encode(listed), wire.encode(await room.desk.list_detectors(room.inquiry()))]
    for each in listed.alerts:
        found.append(wire.encode(await room.get(each.id, investigator(), registry)))
        found.append(wire.encode(await room.desk.explain(room.inquiry(), each.id)))
    return found


def named(raw: list[bytes]) -> set[int]:
    """Nodes whose numbers stand in the bytes."""
    return {int(number) - 1 for each in raw for number in re.findall(rb"number-(\d+)", each)}
