"""What any store must keep of judging again: how far it is, whose word versions are, who is still protected for longer."""

from __future__ import annotations

from services.records.judging_port import Judging, Left
from services.records.ports import Store, Transaction
from services.records.rows import BirthWord, LogHead
from tests.conformance.store.stores import put, read, token, wait


def test_a_new_store_never_changed_over_and_has_nothing_to_judge(store: Store) -> None:
    assert wait(read(store, "judging")) == Judging(0, 0, 0, 0)
    assert wait(read(store, "judging_left", 10**15)) == Left(0, 0)


def test_a_new_store_keeps_no_age_of_before(store: Store) -> None:
    async def run() -> None:
        await put(store, 1, 2)
        assert await read(store, "kept_ages", [1, 2], 0) == []

    wait(run())


def test_how_far_it_is(store: Store) -> None:
    async def run() -> None:
        await put(store, 1, 2, 3)
        assert await read(store, "judging_left", 0) == Left(0, 0), "before the first time"

        async def job(tx: Transaction) -> None:
            await tx.set_judging(Judging(7, 1, 4, 99))

        await store.write(job)
        assert await read(store, "judging") == Judging(7, 1, 4, 0), "when it changed over is not set"
        assert await read(store, "judging_left", 0) == Left(2, 0)

    wait(run())


def test_versions_come_in_order_with_whose_word_they_are(store: Store) -> None:
    async def run() -> None:
        await put(store, 1, 2, 3)

        async def job(tx: Transaction) -> None:
            await tx.set_voices([("other", 2)])
            rows = await tx.voices_after(1, 1)
            assert [(row.seq, row.record, row.version, row.voice) for row in rows] == [(2, 2, 1, "other")]
            assert [(row.seq, row.voice) for row in await tx.voices_after(1, 9)] == [(2, "other"), (3, "voice")]
            assert await tx.voices_after(3, 9) == []
            assert {head.record for head in await tx.heads_numbered([1, 3, 77])} == {1, 3}

        await store.write(job)

    wait(run())


def test_facts_and_births_of_now(store: Store) -> None:
    async def run() -> None:
        await put(store, 1, 2, people="2a 1b")

        async def job(tx: Transaction) -> None:
            await tx.add_people([token("gone", 1)])
            await tx.end_people([("gone", 1)], 5, 5)
            await tx.set_facts('{"claimed":1}', BirthWord("pk.fia STRANGER STATEMENT", 10, 20), 1)
            assert [head.facts for head in await tx.heads_numbered([1, 2])] == ['{"claimed":1}', "{}"]
            said = {each.token: each.words for each in await tx.person_facts(["a", "b", "gone"])}
            assert said == {name: (BirthWord("pk.fia STRANGER STATEMENT", 10, 20),) for name in ("a", "b")}
            await tx.set_facts("", None, 1)
            assert not any(each.words for each in await tx.person_facts(["a", "b"]))

        await store.write(job)

    wait(run())


def test_who_is_protected_for_longer_and_until_when(store: Store) -> None:
    async def run() -> None:
        async def job(tx: Transaction) -> None:
            await tx.put_raised([(5, 0), (3, 100), (9, 0)])
            assert await tx.raised_due(99, 10) == [5, 9]
            assert await tx.raised_due(99, 1) == [5]
            assert await tx.raised_due(100, 10) == [3, 5, 9]
            await tx.put_raised([(5, 200), (3, 50)])
            assert await tx.raised_due(99, 10) == [3, 5, 9], "the earlier time counts"
            await tx.end_raised([9, 77])
            await tx.end_raised([5])
            await tx.put_raised([(5, 200)])
            assert await tx.judging_left(100) == Left(0, 1)

        await store.write(job)
        assert await read(store, "judging_left", 200) == Left(0, 2)

    wait(run())


def test_a_step_that_changed_something_changes_every_stamp(store: Store) -> None:
    async def run() -> None:
        await put(store, 1, people="2a")
        before = await read(store, "stamp", "a"), await read(store, "stamp", "nobody")

        async def job(tx: Transaction) -> None:
            await tx.set_judging((await tx.judging())._replace(steps=1))
            await tx.advance(LogHead(1, 1, 1))

        await store.write(job)
        assert (await read(store, "stamp", "a"), await read(store, "stamp", "nobody")) != before

    wait(run())
