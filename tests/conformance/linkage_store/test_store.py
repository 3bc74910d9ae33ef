"""What a link store promises beside its answers: places that only grow, writers that meet, and what is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from graph.model import CLASSES, OPEN_CLASS
from services.access.decision import RecordClass
from services.linkage.class_table import ClassTable
from services.linkage.classes import AtomicClass, record_class
from services.linkage.errors import StorageUnavailable
from services.linkage.kept import CaseNumber
from services.linkage.ports import LinkStore
from tests.conformance.linkage_store.rows import authority, decision, feed_row

LAST = 2**63 - 1
NAME = "pk.fia/W1"
Both = tuple[LinkStore, LinkStore]


async def filled(store: LinkStore) -> None:
    await store.feeds.register(authority(NAME), ("FIR:1",), 1)
    await store.classes.add([("a", NAME, "")])


async def test_an_empty_store_has_no_place(store: LinkStore) -> None:
    assert (await store.feeds.head(), await store.decisions.head(), await store.feeds.head_of([NAME])) == (0, 0, 0)
    assert (await store.classes.after(0), await store.classes.terms_after(0), await store.feeds.head_of([])) == (
        [],
        [],
        0,
    )


async def test_nothing_comes_of_nothing(store: LinkStore) -> None:
    await store.feeds.give_numbers([])
    await store.feeds.forget_numbers([])
    await store.decisions.withdraw("none", "pk.fia/pp-1", "why", 1)
    assert await store.feeds.add([]) == 0
    assert (await store.feeds.persons([], LAST), await store.feeds.edges_of([], LAST)) == ([], [])
    assert (await store.decisions.standing([]), await store.decisions.head()) == ([], 0)


async def test_a_row_comes_back_as_it_went_in(store: LinkStore) -> None:
    await filled(store)
    row = feed_row(NAME, 1, "CALLED", "e1", "a", "b", 2**62)
    assert await store.feeds.add([row]) == 1
    assert await store.feeds.after(0, 10) == [row._replace(seq=1)]


async def test_a_seq_is_never_given_twice(stores: Both) -> None:
    """Also where the last rows went meanwhile: whoever has read up to there would pass over the new one."""
    one, other = stores
    await filled(one)
    await one.feeds.add([feed_row(NAME, 1, number="e1"), feed_row(NAME, 1, number="e2")])
    last = await one.feeds.head()
    await one.feeds.delete(NAME, last)
    assert await other.feeds.head() == 0
    await other.feeds.add([feed_row(NAME, 1, number="e1")])
    assert [row.seq for row in await one.feeds.after(last, 10)] == [last + 1]


async def test_rows_come_in_whole_or_not_at_all(store: LinkStore) -> None:
    """The second is of no class and no authority that the store holds."""
    await filled(store)
    rows = [feed_row(NAME, 1, number="e1"), feed_row("pk.none/W9", 77, number="e2")]
    with pytest.raises(StorageUnavailable):
        await store.feeds.add(rows)
    assert (await store.feeds.head(), await store.feeds.after(0, 10)) == (0, [])


async def test_writers_who_meet_each_get_numbers_in_the_order_of_their_commits(stores: Both) -> None:
    await filled(stores[0])
    seen: list[int] = []
    done = asyncio.Event()

    async def read() -> None:
        while not done.is_set():
            seen.extend(row.seq for row in await stores[1].feeds.after(max(seen, default=0), 1000))
            await asyncio.sleep(0)

    async def write(store: LinkStore, mark: str) -> None:
        for number in range(20):
            await store.feeds.add([feed_row(NAME, 1, number=f"{mark}{number}")])

    reading = asyncio.ensure_future(read())
    await asyncio.gather(*(write(store, mark) for store, mark in zip((*stores, stores[0]), "xyz", strict=True)))
    done.set()
    await reading
    seen += [row.seq for row in await stores[1].feeds.after(max(seen, default=0), 1000)]
    assert seen == [row.seq for row in await stores[0].feeds.after(0, 1000)] == list(range(1, 61))


async def test_of_the_same_decision_made_at_once_one_stands(stores: Both) -> None:
    """Two processes, and two calls of one, in the same millisecond: the id is the same then."""
    made = [decision("d1", "a", "b") for _ in range(4)]
    found = await asyncio.gather(*(stores[n % 2].decisions.add(each) for n, each in enumerate(made)))
    assert sum(one is other for one, other in zip(found, made, strict=True)) == 1
    assert found == made
    assert (await stores[0].decisions.head(), len(await stores[1].decisions.all_standing())) == (1, 1)


async def test_of_authorities_registered_at_once_one_is_held(stores: Both) -> None:
    rows = [authority(NAME, until_ms=number) for number in range(1, 5)]
    found = await asyncio.gather(*(stores[n % 2].feeds.register(row, (), 1) for n, row in enumerate(rows)))
    assert len(set(found)) == 1
    assert sum(one is other for one, other in zip(found, rows, strict=True)) == 1
    assert len(await stores[0].classes.terms_after(0)) == 1


async def test_classes_that_are_allotted_at_once_have_one_number_each(stores: Both) -> None:
    tables = [ClassTable(store.classes) for store in (*stores, *stores)]
    wanted = [AtomicClass(RecordClass(owner, "PARTY")) for owner in ("pk.fia", "pk.sindh-police", "pk.nab")]

    async def allot(table: ClassTable, order: Sequence[AtomicClass]) -> tuple[set[tuple[int, str]], int]:
        numbers = [(await table.number(each), each.klass.owner) for each in order]
        return set(numbers), await table.join([OPEN_CLASS, *(number for number, _ in numbers)])

    orders = [wanted, wanted[::-1], wanted[1:] + wanted[:1], wanted]
    found = await asyncio.gather(*map(allot, tables, orders))
    assert len({frozenset(numbers) for numbers, _ in found}) == 1
    assert len({join for _, join in found}) == 1
    assert len(await stores[0].classes.after(0)) == 4


async def test_what_binds_is_allotted_at_once_with_one_number_each(stores: Both) -> None:
    """Together with its join, and by tables that have not read its class."""
    tables = [ClassTable(store.classes) for store in (*stores, *stores)]
    victim = RecordClass("pk.punjab", "PARTY", role="VICTIM")
    wanted = [record_class(victim, [f"FIR:PB/LAHORE/ICHHRA/{number}/2024"], ()) for number in range(3)]

    async def allot(table: ClassTable) -> tuple[list[int], int]:
        numbers = await table.numbers(wanted)
        return numbers, await table.join(numbers)

    found = await asyncio.gather(*map(allot, tables))
    assert all(each == found[0] for each in found)
    numbers, joined = found[0]
    assert len({*numbers, joined}) == 4
    assert {each % CLASSES for each in (*numbers, joined)} == {1}
    assert len(await stores[0].classes.bindings([each.bound for each in wanted], 0)) == 3
    assert await ClassTable(stores[1].classes).parts(joined) == wanted


async def test_what_was_written_is_there_for_who_opens_it_again(stores: Both) -> None:
    one, other = stores
    await filled(one)
    await one.feeds.give_numbers([CaseNumber("r", "FIR:1", "FIR:2"), CaseNumber("r", "FIR:1", "FIR:2")])
    await one.decisions.add(decision("d1", "a", "b"))
    await one.decisions.withdraw("d1", "pk.fia/pp-9", "why", 7)
    held = await other.decisions.named("d1")
    assert held is not None
    assert (held.withdrawn_ms, held.withdrawn_by) == (7, "pk.fia/pp-9")
    assert await other.feeds.numbers_given(["r"]) == [("r", "FIR:1", "FIR:2")]


async def test_a_decision_is_withdrawn_once_and_may_be_made_again(store: LinkStore) -> None:
    await store.decisions.add(decision("d1", "a", "b"))
    await store.decisions.withdraw("d1", "pk.fia/pp-9", "why", 7)
    await store.decisions.withdraw("d1", "pk.fia/pp-8", "other", 8)
    again = decision("d2", "a", "b", at=9)
    assert await store.decisions.add(again) is again
    assert [(held.id, held.withdrawn_by) for held in await store.decisions.between("b", "a")] == [
        ("d1", "pk.fia/pp-9"),
        ("d2", ""),
    ]
    assert [change.decision.id for change in await store.decisions.changed(0, 10)] == ["d1", "d1", "d2"]


async def test_nobody_s_delete_takes_another_authority_s_rows(store: LinkStore) -> None:
    await filled(store)
    await store.feeds.register(authority("pk.sindh/W1"), (), 1)
    await store.feeds.add([feed_row(NAME, 1, number="e1"), feed_row("pk.sindh/W1", 1, number="e2")])
    await store.feeds.delete(NAME, LAST)
    assert [row.id for row in await store.feeds.after(0, 10)] == ["e2"]
    assert await store.feeds.expired(10**6) == ["pk.sindh/W1"]
