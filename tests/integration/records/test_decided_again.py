"""A store that was put back from before a decision of oversight: what was decided stands again before it serves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from services.access.decision import RecordClass
from services.records.app.verdicts import Verdict, decide_again, last_of, verdict_of
from services.records.authority.clocks import DAY_MS, UPHELD_MS
from services.values.records import RecordVersion
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    case_file,
    changed_body,
    court,
    expunged,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import Federation, Node, federation, open_node
from tests.integration.records.deciding import COPY, claims_of, decide, klass

ACCUSED = party()
SESSIONS = "pk.lahore-sessions"
WORDS = {
    "AGE": party("w", agency=FIA, subject=person(born="2010-01-01")),
    "PROTECTED_ROLE": party("w", agency=FIA, role="VICTIM"),
    "DIVERSION": court("w", "DIVERTED", "2021-01-01", agency=FIA),
    "SEALED": order("w", "SEALED", agency=SESSIONS, court="Sessions Court Lahore"),
}
PAPER = order("w", "SEALED", agency=FIA, court="Sessions Court Multan")
ON_PAPER = replace(PAPER, body=changed_body(PAPER, extract=COPY))
DECIDED = {**WORDS, "ORDER_ON_PAPER": ON_PAPER}


class Pair(NamedTuple):
    """A node that decided, and one whose store holds the same pages and was never told what was decided."""

    node: Node
    older: Node

    async def put(self, *versions: RecordVersion) -> None:
        await self.node.put(*versions)
        self.older.now_ms += DAY_MS
        await self.older.put(*versions)

    async def decided(self, fact: str, decision: str = "UPHELD") -> Verdict:
        """On the first node, when it may be; as its entry in the log tells it. Both are at that time then."""
        (claim,) = [each for each in await claims_of(self.node, fact) if each.owner in ("", POLICE)]
        if claim.state == "OPEN":
            self.node.now_ms = max(self.node.now_ms, 2 * claim.due_ms - claim.raised_ms)
        await decide(self.node, fact, decision, "application 1")
        said = verdict_of(self.node.trail.records, self.node.now_ms)
        assert said is not None
        self.older.now_ms = self.node.now_ms = self.node.now_ms + 1000
        return said

    async def again(self, *verdicts: Verdict) -> int:
        context = self.older.context
        said = last_of(verdicts, {}).values()
        return await decide_again(context.store, context.classes, said, self.older.now_ms)

    async def state(self, fact: str) -> str:
        (claim,) = [each for each in await claims_of(self.older, fact) if each.owner in ("", POLICE)]
        return claim.state

    async def classes(self, node: Node, days: float = 0) -> list[RecordClass]:
        return [await klass(node, record, days) for record in (case_file(), ACCUSED)]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("again"))


def walk(known: Federation, folder: Path, steps: Callable[[Pair], Awaitable[None]]) -> None:
    async def run() -> None:
        pair = Pair(open_node(folder / "node", known), open_node(folder / "older", known))
        try:
            await steps(pair)
        finally:
            for node in pair:
                await node.context.store.close()

    asyncio.run(run())


@pytest.mark.parametrize("fact", DECIDED)
def test_what_was_upheld_holds_again_and_for_as_long(known: Federation, tmp_path: Path, fact: str) -> None:
    async def steps(pair: Pair) -> None:
        await pair.put(case_file(), ACCUSED, DECIDED[fact])
        before = await pair.classes(pair.node)
        verdict = await pair.decided(fact)
        assert await pair.classes(pair.node) != before
        assert await pair.classes(pair.older) != await pair.classes(pair.node)
        assert await pair.again(verdict) == 1
        for days in (0, (UPHELD_MS - 2000) / DAY_MS, UPHELD_MS / DAY_MS):
            assert await pair.classes(pair.older, days) == await pair.classes(pair.node, days)
        assert await pair.state(fact) == "UPHELD"
        assert await pair.again(verdict) == 0, "what stands is left alone"

    walk(known, tmp_path, steps)


def test_what_was_ended_is_ended_again_by_the_last_word(known: Federation, tmp_path: Path) -> None:
    async def steps(pair: Pair) -> None:
        await pair.put(case_file(), ACCUSED, WORDS["AGE"])
        plain = await pair.classes(pair.node)
        upheld = await pair.decided("AGE")
        assert await pair.again(upheld) == 1
        rejected = await pair.decided("AGE", "REJECTED")
        assert await pair.again(upheld, rejected) == 1
        assert await pair.classes(pair.older) == await pair.classes(pair.node) == plain
        assert await pair.again(upheld, rejected) == 0

    walk(known, tmp_path, steps)


@pytest.mark.parametrize("decision", ["UPHELD", "REJECTED"])
def test_a_word_that_was_said_anew_since_is_another_claim(known: Federation, tmp_path: Path, decision: str) -> None:
    async def steps(pair: Pair) -> None:
        await pair.put(case_file(), ACCUSED, ON_PAPER)
        verdict = await pair.decided("ORDER_ON_PAPER", decision)
        await pair.put(following(ON_PAPER, body=changed_body(ON_PAPER, type="PSEUDONYM")))
        before = await pair.classes(pair.older)
        assert await pair.again(verdict) == 0
        assert (await pair.state("ORDER_ON_PAPER"), await pair.classes(pair.older)) == ("OPEN", before)

    walk(known, tmp_path, steps)


def test_of_what_is_gone_nothing_is_done_again(known: Federation, tmp_path: Path) -> None:
    async def steps(pair: Pair) -> None:
        await pair.put(case_file(), ACCUSED, WORDS["AGE"])
        verdict = await pair.decided("AGE")
        unknown = verdict._replace(about=verdict.about._replace(source="agencies/pk.fia/records/never-came"))
        await pair.older.put(expunged(WORDS["AGE"]))
        assert await pair.again(verdict, unknown) == 0

    walk(known, tmp_path, steps)


@pytest.mark.parametrize(
    "names", [(), ("agencies/pk.fia/records/a/versions/1",), ("claims/AGE/UPHELD/pk.fia",), ("claims/AGE",) * 2]
)
def test_entries_that_tell_no_decision_tell_none(names: tuple[str, ...]) -> None:
    assert verdict_of(names, 1) is None
