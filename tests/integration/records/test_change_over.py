"""The day on which a store comes over from before it was kept whose word a version is, and the thirty days after it."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note

from services.access.class_text import read_class
from services.records import wire
from services.records.app.claims import list_claims
from services.records.authority.clocks import BEFORE_MS, DAY_MS
from services.records.ports import Transaction
from services.records.protection.before import FACTS
from services.records.store.migrations import migrate
from services.values.records import CaseReference, Claim, ListClaimsRequest, ProtectionOrder, RecordVersion
from tests.budget import budget
from tests.fakes.old_store import changed_over, make_old, silent
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    court,
    event,
    expunged,
    fir,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import NOW_MS, Federation, Node, caller, keeper, open_node
from tests.integration.records.deciding import overseer
from tests.integration.records.judged import Kept, by, judged, kept, later, lowered, send
from tests.integration.records.test_classes_exact import brief, stories

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example opens four stores: a smaller one is not worth the minutes."""
DAY_0 = NOW_MS + DAY_MS
DAY_30 = DAY_0 + BEFORE_MS
STRANGER_S = [
    order("seal", "SEALED", agency=SINDH, case_references=()),
    party("young", agency=SINDH, subject=person(born="2004-06-01"), case_references=(fir(7),)),
]
"""A stranger's seal on a person, and a stranger's word that the accused was a child: before, both worked on everybody's records."""
OWNER_S = [case_file(), party()]


async def written(folder: Path, known: Federation, pages: list[list[RecordVersion]]) -> Node:
    """An old store with these pages, opened by the program of today on day 0; nothing was judged again yet."""
    node = open_node(folder / "new", replace(known, registry=silent(known.registry)))
    await send(node, pages)
    await node.context.store.close()
    path = make_old(folder / "new" / "records.db", folder / "old")
    migrate(path, 10.0)
    changed_over(path, DAY_0)
    opened = open_node(folder / "old", replace(known, registry=later(known, 1)))
    opened.feeds, opened.sent, opened.now_ms = node.feeds, node.sent + 1000, DAY_0
    return opened


async def at(node: Node, now_ms: int) -> dict[str, Kept]:
    """What is in force at a time."""
    node.now_ms = now_ms

    async def job(tx: Transaction) -> None:
        await tx.settle_classes(now_ms)

    await node.context.store.write(job)
    return await kept(node)


async def queue(node: Node) -> list[Claim]:
    """What oversight is told of words of before, and nobody else."""
    answer = await list_claims(
        node.context, node.inquiry(overseer()), ListClaimsRequest(page_size=200), node.federation.registry
    )
    for agency in (POLICE, FIA, SINDH, PRISONS, SESSIONS):
        theirs = await list_claims(
            node.context, node.inquiry(keeper(agency)), ListClaimsRequest(), node.federation.registry
        )
        assert not any(each.fact in FACTS for each in theirs.claims)
    return [each for each in answer.claims if each.fact in FACTS]


def names(claims: list[Claim], state: str = "OPEN") -> set[str]:
    return {each.record.replace("agencies/", "").replace("/records/", "/") for each in claims if each.state == state}


def told(
    known: Federation, folder: Path, pages: list[list[RecordVersion]], steps: Callable[[Node], Awaitable[None]]
) -> None:
    async def run() -> None:
        node = await written(folder, known, pages)
        try:
            await steps(node)
        finally:
            await node.context.store.close()

    asyncio.run(run())


class TestEverything:
    """Over stories of seven agencies."""

    @pytest.mark.budgeted
    def test_nobody_hidden_is_exposed_and_what_is_not_backed_ends_on_its_day(self, known: Federation) -> None:
        @budget(20, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
        @given(stories())
        def check(told_by: list[list[RecordVersion]]) -> None:
            pages = endless(told_by)
            note("\n".join(brief(each) for page in pages for each in page))
            with tempfile.TemporaryDirectory() as folder:
                told(known, Path(folder), pages, lambda node: run(node, Path(folder), pages))

        async def run(node: Node, folder: Path, pages: list[list[RecordVersion]]) -> None:
            day_0 = await kept(node)
            await judged(node)
            assert lowered(day_0, await at(node, DAY_0)) == []
            last = await at(node, DAY_30 - 1)
            exposed = [name for name in lowered(day_0, last) if not ended_by_its_own_time(day_0[name], last[name])]
            assert exposed == [], [differing(day_0[name], last[name]) for name in exposed]
            ending = names(await queue(node))
            after = await at(node, DAY_30)
            assert ending == set(lowered(last, after))
            fresh = open_node(folder / "fresh", node.federation)
            await send(fresh, pages)
            end = DAY_30 + 60 * DAY_MS
            classes = [{name: each.klass for name, each in (await at(one, end)).items()} for one in (node, fresh)]
            await fresh.context.store.close()
            assert classes[0] == classes[1]

        check()


def endless(pages: list[list[RecordVersion]]) -> list[list[RecordVersion]]:
    """Without the days on which courts' orders are over by themselves; each version names the one before anew."""
    last: dict[str, bytes] = {}

    def bare(record: RecordVersion) -> RecordVersion:
        body = record.body
        body = replace(body, until="") if isinstance(body, ProtectionOrder) else body
        found = replace(record, body=body, previous_sha256=last.get(record.record_name, b""))
        last[record.record_name] = sha256(wire.encode(found)).digest()
        return found

    return [[bare(each) for each in page] for page in pages]


def differing(was: Kept, now: Kept) -> list[tuple[str, object, object]]:
    one, other = read_class(was.klass), read_class(now.klass)
    return [
        (name, getattr(one, name), getattr(other, name))
        for name in one.__slots__
        if getattr(one, name) != getattr(other, name)
    ]


def ended_by_its_own_time(was: Kept, now: Kept) -> bool:
    """A protecting body's word of today ends for others' papers after 72 hours, whenever it was given."""
    one, other = read_class(was.klass), read_class(now.klass)
    return one.protected_person and not other.protected_person


class TestDays:
    def test_a_stranger_s_words_hold_for_thirty_days_and_oversight_is_told(
        self, known: Federation, tmp_path: Path
    ) -> None:
        async def steps(node: Node) -> None:
            await judged(node)
            for now_ms in (DAY_0, DAY_30 - 1):
                found = read_class((await at(node, now_ms))[f"{POLICE}/party"].klass)
                assert (found.sealed, found.juvenile) == (True, "POSSIBLE"), now_ms
            mine = [each for each in await queue(node) if each.record.endswith("/party")]
            assert {(each.fact, each.state, each.due_ms) for each in mine} == {
                ("BEFORE_ORDER", "OPEN", DAY_30),
                ("BEFORE_AGE", "OPEN", DAY_30),
            }
            assert {(each.owner, each.speaker, each.source) for each in mine} == {("", "", "")}
            found = read_class((await at(node, DAY_30))[f"{POLICE}/party"].klass)
            assert (found.sealed, found.juvenile) == (False, "NO")
            assert {each.state for each in await queue(node)} == {"OVERDUE"}

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)

    def test_it_ends_by_the_clock_of_each_call_with_nothing_run(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(case_file("fia-file", agency=FIA, officers=("fia-1",), case_references=(FIA_CASE,)))
            await judged(node)
            node.now_ms = DAY_30 - 1
            assert (await node.search(ASKER)).matches == ()
            assert (await node.history(ASKER)).timeline == ()
            node.now_ms = DAY_30
            assert {each.owner for each in (await node.history(ASKER)).timeline} == {POLICE}
            assert [each.owner for each in (await node.search(ASKER)).matches] == [POLICE], (
                "a claim of an age is no class"
            )

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)

    def test_the_court_s_words_go_on(self, known: Federation, tmp_path: Path) -> None:
        seal = order("court-seal", "SEALED")

        async def steps(node: Node) -> None:
            await judged(node)
            assert names(await queue(node)) == set()
            assert read_class((await at(node, DAY_30 + DAY_MS))[f"{POLICE}/party"].klass).sealed

        told(known, tmp_path, [OWNER_S, [seal]], steps)

    def test_a_conviction_of_before_by_the_court_counts_at_once(self, known: Federation, tmp_path: Path) -> None:
        steps_in_court = [
            court("charge", "CHARGE_FRAMED", "2020-06-14"),
            court("end", "CONVICTION", "2020-07-14"),
        ]

        async def steps(node: Node) -> None:
            assert read_class((await kept(node))[f"{POLICE}/party"].klass).standing != "FINDING"
            await judged(node)
            assert read_class((await kept(node))[f"{POLICE}/party"].klass).standing == "FINDING"
            assert read_class((await kept(node))[f"{SESSIONS}/end"].klass).standing == "FINDING"

        told(known, tmp_path, [OWNER_S, steps_in_court], steps)

    def test_a_stranger_s_conviction_of_before_accuses_nobody_of_more(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await judged(node)
            assert read_class((await kept(node))[f"{POLICE}/party"].klass).standing != "FINDING"

        told(known, tmp_path, [OWNER_S, [court("end", "CONVICTION", "2020-07-14", agency=SINDH)]], steps)

    def test_who_left_the_federation_is_a_stranger_after_thirty_days(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            full = later(known, 2)
            by(node, replace(full, agencies={name: row for name, row in full.agencies.items() if name != SINDH}))
            await judged(node)
            assert read_class((await at(node, DAY_30 - 1))[f"{POLICE}/party"].klass).sealed
            assert not read_class((await at(node, DAY_30))[f"{POLICE}/party"].klass).sealed

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)


class TestMeanwhile:
    def test_a_new_version_of_the_owner_s_takes_it_from_the_queue(self, known: Federation, tmp_path: Path) -> None:
        """The owner states the age by its own word, and the court seals: both decide as the table says."""
        born = following(OWNER_S[1], subject=person(born="2004-06-01"))

        async def steps(node: Node) -> None:
            await judged(node)
            await node.put(born)
            facts = {each.fact for each in await queue(node) if each.record.endswith("/party") and each.state == "OPEN"}
            assert facts == {"BEFORE_ORDER"}
            await node.put(order("now", "SEALED", subject=person(born=""), case_references=()))
            assert not {
                each.fact for each in await queue(node) if each.record.endswith("/party") and each.state == "OPEN"
            }
            found = read_class((await at(node, DAY_30 + DAY_MS))[f"{POLICE}/party"].klass)
            assert (found.sealed, found.juvenile) == (True, "YES")

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)

    def test_a_stranger_s_new_version_has_a_voice_and_prolongs_nothing(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await judged(node)
            await node.put(following(STRANGER_S[0], valid_from="2020-06-01"))
            found = read_class((await at(node, DAY_0 + 1))[f"{POLICE}/party"].klass)
            assert not found.sealed, "the word of today reaches the stranger's own records alone"
            assert "BEFORE_ORDER" not in {each.fact for each in await queue(node) if each.state == "OPEN"}

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)

    def test_pages_before_the_first_batch_expose_nobody(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            before = await kept(node)
            await node.put(event("step", "CHALLAN_FINAL", "2020-05-14"))
            assert lowered(before, await kept(node)) == []
            await judged(node)
            assert lowered(before, await kept(node)) == []
            assert read_class((await at(node, DAY_30))[f"{POLICE}/party"].klass).sealed is False

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)

    def test_a_case_that_only_a_stranger_tied_is_looked_at_both_ways(self, known: Federation, tmp_path: Path) -> None:
        """Papers of before tied three numbers: the seal of the one hid the papers of the last."""
        seal, middle, far = (
            CaseReference("COURT_CASE", "LAHORE/77/2020"),
            CaseReference("CHALLAN", "LAHORE/5/2020"),
            CaseReference("ENQUIRY", "FIA/LHR/1/2020"),
        )
        pages = [
            [case_file("tie", agency=SINDH, case_references=(seal, middle))],
            [case_file("tie-2", agency=PRISONS, case_references=(middle, far))],
            [party("far", agency=FIA, case_references=(far,))],
            [order("seal", "SEALED", agency=SESSIONS, court="Sessions Court Lahore", case_references=(seal,))],
        ]

        async def steps(node: Node) -> None:
            assert read_class((await kept(node))[f"{FIA}/far"].klass).sealed
            await judged(node)
            await node.put(party("more", agency=FIA, subject=person("3520299999991"), case_references=(far,)))
            assert read_class((await at(node, DAY_30 - 1))[f"{FIA}/far"].klass).sealed
            assert f"{FIA}/far" in names(await queue(node))
            assert not read_class((await at(node, DAY_30))[f"{FIA}/far"].klass).sealed

        told(known, tmp_path, pages, steps)

    def test_of_an_expunged_record_the_queue_says_nothing(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await judged(node)
            await node.put(expunged(OWNER_S[1]))
            assert f"{POLICE}/party" not in names(await queue(node))

        told(known, tmp_path, [STRANGER_S, OWNER_S], steps)


FIA_CASE = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
ASKER = caller(FIA, "fia-1", case_key=FIA_CASE.key)


class TestMigration:
    def test_a_store_that_never_held_such_versions_does_not_change_over(
        self, known: Federation, tmp_path: Path
    ) -> None:
        async def run() -> None:
            node = open_node(tmp_path / "node", known)
            await node.put(*OWNER_S)
            async with node.context.store.snapshot() as view:
                assert (await view.judging()).changed_over_ms == 0
            await node.context.store.close()

        asyncio.run(run())

    def test_an_old_one_changes_over_when_it_is_migrated_and_not_again(self, known: Federation, tmp_path: Path) -> None:
        async def run() -> int:
            node = open_node(tmp_path / "new", replace(known, registry=silent(known.registry)))
            await node.put(*OWNER_S)
            await node.context.store.close()
            return int(time.time() * 1000)

        before = asyncio.run(run())
        path = make_old(tmp_path / "new" / "records.db", tmp_path / "old")
        migrate(path, 10.0)
        first = noted(path)
        assert before - 1000 <= first <= time.time() * 1000
        migrate(path, 10.0)
        assert noted(path) == first

    def test_only_expunged_versions_are_no_reason(self, known: Federation, tmp_path: Path) -> None:
        async def run() -> None:
            node = open_node(tmp_path / "new", replace(known, registry=silent(known.registry)))
            await node.put(party(), expunged(party()))
            await node.context.store.close()

        asyncio.run(run())
        db = sqlite3.connect(tmp_path / "new" / "records.db")
        db.execute("UPDATE log SET body = x''")
        db.commit()
        db.close()
        path = make_old(tmp_path / "new" / "records.db", tmp_path / "old")
        migrate(path, 10.0)
        assert noted(path) == 0


def noted(path: Path) -> int:
    db = sqlite3.connect(path)
    try:
        return int(db.execute("SELECT changed_over_ms FROM judging").fetchone()[0])
    finally:
        db.close()
