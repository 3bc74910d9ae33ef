"""What records say since a run: whom they protect by now and which have ended, each change read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from services.access.decision import RecordClass
from services.access.own_words import written_text
from services.linkage.errors import StorageUnavailable
from services.linkage.facts import RecordChange, RecordFacts
from services.linkage.filling import recent
from services.linkage.filling.recent import RecentRecords
from services.linkage.filling.tokens import Tokens
from services.linkage.snapshot_ports import Since
from tests.fakes.record_changes import RecordChanges, facts

TOKENS = Tokens(bytes(range(32)))
CNIC = "CNIC:3520212345671"


class Counted:
    """The changes of some records, and how many of them were read."""

    def __init__(self, records: RecordChanges) -> None:
        self._records, self.read = records, 0

    async def changes(self, after: int, limit: int) -> list[RecordChange]:
        """See the port."""
        found = await self._records.changes(after, limit)
        self.read += len(found)
        return found

    async def head(self) -> int:
        """See the port."""
        return await self._records.head()


def party(name: str, role: str, **more: Any) -> RecordFacts:
    usual: dict[str, Any] = {
        "role": role,
        "klass": RecordClass("pk.fia", "PARTY", role=role),
        "documents": (CNIC,),
        "phones": (),
    }
    return facts(name, **{**usual, **more})


def of(*records: RecordFacts) -> tuple[RecordChanges, Counted]:
    held = RecordChanges()
    for each in records:
        held.put(each)
    return held, Counted(held)


def tokens(record: str, *numbers: tuple[str, str]) -> frozenset[int]:
    return frozenset([TOKENS.node("SUBJECT", record), *(TOKENS.node(*each) for each in numbers)])


async def test_a_victim_is_guarded_with_every_number_of_theirs_and_an_accused_is_not() -> None:
    victim = party("v", "VICTIM", phones=("+923001234567",))
    _, feed = of(party("a", "ACCUSED", documents=("CNIC:3520299999993",)), victim)
    found = await RecentRecords(feed, TOKENS).since(0)
    whom = tokens(victim.record, ("DOCUMENT", CNIC), ("PHONE", "+923001234567"))
    assert found == Since(whom, by_owner={victim.klass.owner: whom})


async def test_whom_others_words_alone_protect_their_records_owner_does_not_guard() -> None:
    """In both directions: by a class that says beside what it is as its owner wrote it."""
    raised = party("a", "ACCUSED")
    klass = replace(raised.klass, protected_person=True, written=written_text({"protected_person": False}))
    _, feed = of(replace(raised, klass=klass))
    assert await RecentRecords(feed, TOKENS).since(0) == Since(tokens(raised.record, ("DOCUMENT", CNIC)))
    own = replace(klass, written=written_text({"protected_person": True}))
    _, feed = of(replace(raised, klass=own))
    assert (await RecentRecords(feed, TOKENS).since(0)).by_owner == {
        klass.owner: tokens(raised.record, ("DOCUMENT", CNIC))
    }


async def test_what_came_before_the_run_is_not_told() -> None:
    held, feed = of(party("v", "VICTIM"))
    after = await held.head()
    held.put(late := party("w", "WITNESS", documents=()))
    assert (await RecentRecords(feed, TOKENS).since(after)).guarded == tokens(late.record)


@pytest.mark.parametrize("status", ["EXPUNGED", "WITHDRAWN"])
async def test_a_record_that_is_erased_or_taken_back_has_ended_and_guards_nobody(status: str) -> None:
    held, feed = of(victim := party("v", "VICTIM"))
    asked = RecentRecords(feed, TOKENS)
    assert (await asked.since(0)).guarded
    held.put(party("v", "VICTIM", status=status))
    assert await asked.since(0) == Since(frozenset(), frozenset({victim.record}))


async def test_the_newest_word_on_a_record_holds() -> None:
    held, feed = of(party("v", "ACCUSED"))
    asked = RecentRecords(feed, TOKENS)
    assert not (await asked.since(0)).guarded
    held.put(party("v", "VICTIM"))
    assert (await asked.since(0)).guarded
    held.put(party("v", "ACCUSED"))
    assert await asked.since(0) == Since()


async def test_each_change_is_read_once_and_forgotten_after_the_next_run() -> None:
    held, feed = of(party("v", "VICTIM"), party("w", "WITNESS"))
    asked = RecentRecords(feed, TOKENS)
    for _ in range(3):
        await asked.since(0)
    assert feed.read == 2
    assert await asked.since(await held.head()) == Since()
    assert feed.read == 2
    assert (await asked.since(0)).guarded, "a number from before is read for again"


async def test_a_number_that_the_store_has_not_reached_is_of_another_store() -> None:
    _, feed = of(party("v", "VICTIM"))
    assert (await RecentRecords(feed, TOKENS).since(1_000)).guarded


async def test_whoever_asks_for_too_much_is_refused_and_gets_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "AT_ONCE", 2)
    monkeypatch.setattr(recent, "LIMIT", 4)
    _, feed = of(*many(7))
    asked = RecentRecords(feed, TOKENS)
    with pytest.raises(StorageUnavailable):
        await asked.since(0)
    assert len((await asked.since(0)).guarded) == 8


def many(number: int) -> Iterable[RecordFacts]:
    return [party(f"v{each}", "VICTIM") for each in range(number)]
