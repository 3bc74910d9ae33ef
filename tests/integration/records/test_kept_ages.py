"""The day on which the rules of who dates an act change: all is judged again, and no age that protects ends at once."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.class_text import read_class
from services.records.authority.clocks import BEFORE_MS
from services.records.store.migrations import migrate
from services.values.records import CaseReference, RecordVersion
from tests.fakes.old_store import changed_over, set_back
from tests.fakes.record_maker import FIA, POLICE, SINDH, case_file, changed_body, event, following, party, person
from tests.fakes.records_node import NOW_MS, Federation, Node, federation, open_node
from tests.fakes.stated import OfCase
from tests.integration.records.judged import by, judged, kept, later
from tests.integration.records.test_change_over import at, names, queue

DAY_30 = NOW_MS + BEFORE_MS
OF: OfCase = {"case_references": (CaseReference("FIR", "KP/PESHAWAR/CITY/512/2023"),)}
BOY = person(born="2004-06-01")


def file_of(agency: str, act: str) -> RecordVersion:
    made = case_file("file", agency=agency, **OF)
    return replace(made, body=changed_body(made, act_from=act, act_to=act))


MINE = [file_of(POLICE, "2023-01-01"), party(subject=BOY, valid_from="2023-01-02", **OF)]
THEIRS = [file_of(FIA, "2019-01-01")]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("kept"))


def as_before(path: Path, changes: dict[str, str]) -> None:
    """Make a store of schema 0010 of one of today, with the classes that the rules of then gave the party."""
    db = sqlite3.connect(path, isolation_level=None)
    query = (
        "SELECT h.record, c.attributes FROM head AS h JOIN policy_class AS c ON c.id = h.klass "
        "WHERE h.record_id = 'party' AND h.agency = ?"
    )
    record, text = db.execute(query, [POLICE]).fetchone()
    text = json.dumps(json.loads(text) | changes, separators=(",", ":"))
    klass = int.from_bytes(sha256(text.encode()).digest()[:8]) >> 4
    db.execute("INSERT OR IGNORE INTO policy_class VALUES (?, ?)", [klass, text])
    db.execute("UPDATE head SET klass = ?, act_day = NULL WHERE record = ?", [klass, record])
    db.execute("DELETE FROM raised")
    set_back(db, "0010")
    db.close()


def kept_until(path: Path, at_ms: int) -> list[tuple[int, str]]:
    """Say that the ages are kept until another time; those that are."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("UPDATE kept_age SET until_ms = ?", [at_ms])
    rows = db.execute("SELECT record, juvenile FROM kept_age").fetchall()
    db.close()
    return rows


def upgraded(
    known: Federation, folder: Path, changes: dict[str, str], steps: Callable[[Node], Awaitable[None]]
) -> list[tuple[int, str]]:
    """Run ``steps`` on a store that came over; the ages that it keeps."""

    async def run() -> list[tuple[int, str]]:
        first = open_node(folder / "node", known)
        await first.put(*MINE)
        await first.put(*THEIRS)
        await first.context.store.close()
        path = folder / "node" / "records.db"
        as_before(path, changes)
        migrate(path, 10.0)
        rows = kept_until(path, DAY_30)
        node = open_node(folder / "node", known)
        node.feeds, node.sent = first.feeds, first.sent + 1000
        by(node, later(known, 1))
        try:
            await steps(node)
        finally:
            await node.context.store.close()
        return rows

    return asyncio.run(run())


async def party_of(node: Node, now_ms: int = NOW_MS) -> tuple[str, str]:
    klass = read_class((await at(node, now_ms))[f"{POLICE}/party"].klass)
    return klass.juvenile, klass.standing


def test_whom_a_stranger_s_day_hid_stays_hidden_for_thirty_days(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await judged(node)
        assert (await party_of(node))[0] == "YES"
        await node.put(event("step", "FIR", "2023-01-03", agency=SINDH, **OF))
        assert (await party_of(node, DAY_30 - 1))[0] == "YES"
        open_now = [each for each in await queue(node) if each.record.endswith(f"{POLICE}/records/party")]
        assert [(each.fact, each.due_ms) for each in open_now] == [("BEFORE_AGE", DAY_30)]
        assert (await party_of(node, DAY_30))[0] == "NO"
        assert f"{POLICE}/party" in names(await queue(node), "OVERDUE")

    ages = sorted(age for _, age in upgraded(known, tmp_path, {"juvenile": "YES"}, steps))
    assert ages == ["YES"], "the party"


def test_a_newer_version_goes_by_the_rules_of_today(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        await judged(node)
        await node.put(following(MINE[1]))
        assert (await party_of(node))[0] == "NO"
        await node.put(event("step", "FIR", "2023-01-03", agency=SINDH, **OF))
        assert (await party_of(node))[0] == "NO", "nor does another's page bring it back"

    upgraded(known, tmp_path, {"juvenile": "POSSIBLE"}, steps)


def test_whom_a_stranger_s_step_accused_is_judged_again_at_once(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        assert (await party_of(node))[1] == "ACCUSATION"
        await judged(node)
        assert (await party_of(node))[1] == "ALLEGATION"
        assert (await kept(node))[f"{POLICE}/party"].act_day is not None

    assert upgraded(known, tmp_path, {"standing": "ACCUSATION"}, steps) == []


def test_whom_a_stranger_s_bare_word_hid_is_possibly_a_child_for_thirty_days(known: Federation, tmp_path: Path) -> None:
    """The class of before is no class any more; until it is judged again, and for its time, it protects (ADR 166)."""

    async def steps(node: Node) -> None:
        assert (await party_of(node))[0] == "POSSIBLE"
        await judged(node)
        assert (await party_of(node, DAY_30 - 1))[0] == "POSSIBLE"
        open_now = [each for each in await queue(node) if each.record.endswith(f"{POLICE}/records/party")]
        assert [(each.fact, each.due_ms) for each in open_now] == [("BEFORE_AGE", DAY_30)]
        assert (await party_of(node, DAY_30))[0] == "NO"

    ages = [age for _, age in upgraded(known, tmp_path, {"juvenile": "CLAIMED"}, steps)]
    assert ages == ["POSSIBLE"]


def test_a_store_that_changes_over_today_keeps_what_protects_by_its_own_means(
    known: Federation, tmp_path: Path
) -> None:
    """There all is judged twice for thirty days (ADR 76); this would say it once more."""

    async def run() -> None:
        first = open_node(tmp_path / "node", known)
        await first.put(*MINE)
        await first.context.store.close()

    asyncio.run(run())
    path = tmp_path / "node" / "records.db"
    as_before(path, {"juvenile": "YES"})
    changed_over(path, time.time_ns() // 1_000_000)
    migrate(path, 10.0)
    assert kept_until(path, DAY_30) == []


def test_documents_of_a_birth_by_strangers_go_on_one_clock(known: Federation, tmp_path: Path) -> None:
    """From the earliest of them on: none begins anew, since each speaker had a clock of their own before."""

    async def run() -> None:
        await open_node(tmp_path / "node", known).context.store.close()

    asyncio.run(run())
    path = tmp_path / "node" / "records.db"
    db = sqlite3.connect(path, isolation_level=None)
    held = [("BIRTH", "t", FIA, 20, 0, 1), ("BIRTH", "t", SINDH, 10, 0, 0), ("PROTECTED_PERSON", "t", "", 5, 0, 0)]
    db.executemany("INSERT INTO interim VALUES (?, ?, ?, ?, ?, ?)", held)
    set_back(db, "0016")
    db.close()
    migrate(path, 10.0)
    db = sqlite3.connect(path)
    rows = sorted(db.execute("SELECT fact, token, speaker, since_ms, extended_ms, ended FROM interim"))
    db.close()
    assert rows == [("BIRTH", "t", "", 10, 0, 0), ("PROTECTED_PERSON", "t", "", 5, 0, 0)]
