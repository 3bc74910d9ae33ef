"""Whom the issuer refused: kept by day, bounded, closed once and for all, told in order."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.details import Details
from services.issuer.ports import Refusal
from services.issuer.refusing import MAX_DAYS, Place, Refusing, case_told, read_place
from services.issuer.settings import IssuerSettings, SettingsError
from services.issuer.store.database import open_database
from services.issuer.store.journal import StoredJournal
from services.issuer.store.refusals import CASES_OF_ONE, NAMED, StoredRefusals, count
from services.signing.es256 import PrivateKey
from services.signing.refusals import FIRST, MAX_COUNTS, RefusalDay, day_of, digest_of, ends_ms, verify_day
from services.signing.refusals_folder import RefusalsFolder
from services.store import file as store_file
from services.store.database import Transaction
from services.store.writing import WriteLock
from tests.budget import budget
from tests.unit.access.token.world import FIA, HUB, NOW_MS, Federation

TODAY = day_of(NOW_MS)
DAY_MS = 86_400_000
CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
WORLD = Federation()


class KeptRefusals:
    """An issuer's refusals on disk, with a clock."""

    def __init__(self, folder: Path, key: PrivateKey | None = None, resumed: Place | None = None) -> None:
        self.now_ms, self.alarms, self.made = NOW_MS, list[str](), 0
        self.database = open_database(folder / "issuer.db")
        self.journal = StoredJournal(self.database)
        self.folder = RefusalsFolder(folder)
        self.refusing = Refusing(
            FIA,
            key or WORLD.token,
            lambda: WORLD.registry,
            StoredRefusals(self.database),
            self.folder,
            self.alarms.append,
            resumed,
        )

    @classmethod
    async def begun(cls, folder: Path, key: PrivateKey | None = None, resumed: Place | None = None) -> Self:
        """As the issuer starts."""
        made = cls(folder, key, resumed)
        await made.refusing.resume()
        return made

    async def refuse(self, officer: str = "fia-1042", reason: str = "case", case: str = CASE, jti: str = "") -> bool:
        self.made += 1
        refusal = Refusal(officer, reason, case, self.now_ms)
        return await self.journal.refuse(refusal, jti or f"assertion-{self.made:06}", self.now_ms + 60_000)

    async def keep(self, days: float = 0) -> None:
        self.now_ms += int(days * DAY_MS)
        await self.refusing.keep(self.now_ms)

    def told(self) -> list[RefusalDay]:
        return [verify_day(WORLD.token.public(), signed) for _, signed in self.folder.waiting()]

    def rows(self, place: int = -1) -> list[tuple[str, str, str, bool, int]]:
        counts = self.told()[place].counts
        return [(one.officer, one.reason, one.case_reference, one.beyond, one.count) for one in counts]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[KeptRefusals]:
    tmp_path.chmod(0o700)
    made = KeptRefusals(tmp_path)
    yield made
    made.database.close()


async def test_the_chain_begins_with_the_silent_day_before_the_first(desk: KeptRefusals) -> None:
    await desk.keep()
    (first,) = desk.told()
    assert (first.number, first.day, list(first.counts)) == (1, (TODAY - timedelta(days=1)).isoformat(), [])
    assert (first.agency, first.audience, first.federation_id) == (FIA, HUB, WORLD.registry.federation_id)
    assert first.previous_sha256 == FIRST
    await desk.keep()
    assert len(desk.told()) == 1, "a day is told once"


async def test_a_day_is_told_when_it_is_over_by_officer_reason_and_case(desk: KeptRefusals) -> None:
    await desk.keep()
    for officer, reason, case in (
        ("fia-1042", "case", CASE),
        ("fia-1042", "case", CASE),
        ("fia-1042", "fit", ""),
        ("fia-2001", "officer", CASE),
    ):
        await desk.refuse(officer, reason, case)
    desk.refusing.add("form")
    await desk.keep()
    assert len(desk.told()) == 1
    await desk.keep(days=1)
    first, second = desk.told()
    assert (second.number, second.day, second.previous_sha256) == (2, TODAY.isoformat(), digest_of_(first))
    assert desk.rows() == [
        ("", "form", "", False, 1),
        ("fia-1042", "case", CASE, False, 2),
        ("fia-1042", "fit", "", False, 1),
        ("fia-2001", "officer", CASE, False, 1),
    ]


def digest_of_(said: RefusalDay) -> bytes:
    return digest_of(said.SerializeToString(deterministic=True))


async def test_days_on_which_the_issuer_was_down_are_told_as_silent(desk: KeptRefusals) -> None:
    await desk.keep()
    await desk.refuse()
    await desk.keep(days=4)
    assert [len(said.counts) for said in desk.told()] == [0, 1, 0, 0, 0]
    assert [said.number for said in desk.told()] == [1, 2, 3, 4, 5]


async def test_the_first_second_of_a_day_is_not_the_day_before(desk: KeptRefusals) -> None:
    """The day that is over is closed within a second; what is refused before that stands under its own day."""
    desk.now_ms = ends_ms(TODAY) - 1
    await desk.keep()
    await desk.refuse()
    desk.now_ms += 1
    await desk.refuse("fia-2001")
    await desk.keep()
    assert [row[0] for row in desk.rows()] == ["fia-1042"]
    await desk.keep(days=1)
    assert [row[0] for row in desk.rows()] == ["fia-2001"]


async def test_an_assertion_counts_once(desk: KeptRefusals) -> None:
    assert await desk.refuse(jti="assertion-of-theirs")
    assert not await desk.refuse(jti="assertion-of-theirs")
    await desk.keep(days=1)
    assert desk.rows() == [("fia-1042", "case", CASE, False, 1)]


async def test_a_clock_that_steps_back_changes_nothing_that_was_told(desk: KeptRefusals) -> None:
    await desk.keep(days=3)
    before = [said.SerializeToString() for said in desk.told()]
    desk.now_ms -= 2 * DAY_MS
    desk.refusing.add("form")
    await desk.refuse()
    await desk.keep()
    assert [said.SerializeToString() for said in desk.told()] == before
    await desk.keep(days=3)
    assert sum(row[4] for row in desk.rows()) == 2, "what came meanwhile is told with the next day"


async def test_a_clock_far_ahead_is_not_believed(desk: KeptRefusals) -> None:
    await desk.keep()
    await desk.keep(days=MAX_DAYS + 2)
    assert desk.alarms == ["ValueError"]
    assert len(desk.told()) == 1


async def test_one_officer_cannot_fill_the_day(desk: KeptRefusals) -> None:
    for number in range(CASES_OF_ONE + 5):
        await desk.refuse(case=f"FIR:PB/LAHORE/ICHHRA/{number}/2024")
    await desk.keep(days=1)
    assert len(desk.rows()) == CASES_OF_ONE + 1
    assert [row for row in desk.rows() if row[3]] == [("fia-1042", "case", "", True, 5)]


async def test_a_day_beyond_its_rows_loses_officers_and_no_count(desk: KeptRefusals) -> None:
    async def fill(tx: Transaction) -> None:
        for number in range(NAMED + 40):
            await count(tx, Refusal(f"fia-{number}", ("case", "fit")[number % 2], CASE, desk.now_ms))

    await desk.database.write(fill)
    desk.refusing.add("form")
    await desk.keep()
    await desk.keep(days=1)
    rows = desk.rows()
    assert NAMED < len(rows) <= MAX_COUNTS
    assert sum(row[4] for row in rows) == NAMED + 41
    assert [row for row in rows if row[3]] == [("", "case", "", True, 20), ("", "fit", "", True, 20)]
    assert ("fia-0", "case", CASE, False, 1) in rows


async def test_what_is_confirmed_is_not_laid_down_again(desk: KeptRefusals, tmp_path: Path) -> None:
    await desk.keep()
    await desk.keep(days=2)
    desk.folder.confirm(2)
    desk.database.close()
    again = await KeptRefusals.begun(tmp_path)
    assert [number for number, _ in again.folder.waiting()] == [3]
    again.database.close()


async def test_a_restart_lays_down_the_same_words_under_the_new_key(desk: KeptRefusals, tmp_path: Path) -> None:
    await desk.keep(days=1)
    before = [signed.payload for _, signed in desk.folder.waiting()]
    for path in (tmp_path / "refusals").glob("*.signed"):
        path.unlink()
    desk.database.close()
    again = await KeptRefusals.begun(tmp_path, WORLD.token_next)
    after = [signed for _, signed in again.folder.waiting()]
    assert [signed.payload for signed in after] == before
    for signed in after:
        verify_day(WORLD.token_next.public(), signed)
    again.database.close()


async def test_where_the_journal_was_lost_the_chain_goes_on_from_what_the_hub_holds(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    held = Place(7, TODAY - timedelta(days=4), b"d" * 32)
    desk = await KeptRefusals.begun(tmp_path, resumed=held)
    await desk.keep()
    assert [(said.number, said.day) for said in desk.told()] == [
        (8, (TODAY - timedelta(days=3)).isoformat()),
        (9, (TODAY - timedelta(days=2)).isoformat()),
        (10, (TODAY - timedelta(days=1)).isoformat()),
    ]
    assert desk.told()[0].previous_sha256 == held.sha256
    desk.database.close()


async def test_a_day_that_the_hub_holds_is_not_told_anew(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    desk = await KeptRefusals.begun(tmp_path, resumed=Place(7, TODAY - timedelta(days=1), b"d" * 32))
    await desk.refuse()
    await desk.keep()
    assert desk.told() == []
    await desk.keep(days=1)
    assert [said.number for said in desk.told()] == [8]
    desk.database.close()


def test_a_place_is_read_as_it_is_shown() -> None:
    place = Place(7, date(2026, 11, 25), b"d" * 32)
    assert read_place(f"7 2026-11-25 {place.sha256.hex()}") == place
    assert read_place("") is None
    for text in ("7", "0 2026-11-25 " + "00" * 32, "7 2026-11-25 00", "7 yesterday " + "00" * 32):
        with pytest.raises(SettingsError, match="refusals_after"):
            _ = IssuerSettings(Path(), refusals_after=text).last_refusals


async def test_a_journal_that_cannot_be_written_keeps_what_was_counted_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes while it is being written is counted too."""
    tmp_path.chmod(0o700)
    monkeypatch.setattr(store_file, "BUSY_S", 0.3)
    desk, other = KeptRefusals(tmp_path), WriteLock(tmp_path / "issuer.db", 1.0)
    await desk.keep()
    with other.held():
        desk.refusing.add("form")
        waiting = asyncio.ensure_future(desk.refusing.keep(desk.now_ms))
        await asyncio.sleep(0.05)
        desk.refusing.add("form")
        await waiting
    assert desk.alarms == ["journal"]
    await desk.keep()
    await desk.keep(days=1)
    assert [row[4] for row in desk.rows()] == [2]
    desk.database.close()
    other.close()


def test_the_case_is_told_where_it_is_one() -> None:
    def of(kind: str, key: str) -> str:
        return case_told(Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", kind, key))

    assert of("FIR", "PB/LAHORE/ICHHRA/512/2024") == CASE
    for kind, key in (("FIR", "ALI RAZA"), ("NOTHING", "1"), ("ENQUIRY", "x" * 300), ("ENQUIRY", "لاہور" * 40)):
        assert of(kind, key) == ""


async def test_the_files_are_private_and_the_counts_leave_the_journal_with_their_day(
    desk: KeptRefusals, tmp_path: Path
) -> None:
    await desk.refuse()
    await desk.keep(days=1)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "refusals").iterdir()} == {0o600}
    with sqlite3.connect(tmp_path / "issuer.db") as db:
        assert db.execute("SELECT count(*) FROM refused").fetchone() == (0,)


@budget(25)
@given(st.lists(st.tuples(st.sampled_from(["refuse", "add", "keep", "again"]), st.integers(-2, 3)), max_size=25))
def test_whatever_clock_and_restarts_do_the_chain_holds_and_no_refusal_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("issuer")
    folder.chmod(0o700)
    asyncio.run(live_through(folder, steps))


async def live_through(folder: Path, steps: list[tuple[str, int]]) -> None:
    desk, made, newest = await KeptRefusals.begun(folder), 0, NOW_MS
    for what, days in steps:
        desk.now_ms += days * DAY_MS
        newest = max(newest, desk.now_ms)
        if what == "refuse":
            made += await desk.refuse(jti=f"assertion-{made:06}")
        elif what == "add":
            desk.refusing.add("form")
            await desk.keep()
            made += 1
        elif what == "keep":
            await desk.keep()
        else:
            now = desk.now_ms
            desk.database.close()
            desk = await KeptRefusals.begun(folder)
            desk.now_ms = now
    desk.now_ms = newest
    await desk.keep(days=40)
    said = desk.told()
    assert [one.number for one in said] == list(range(1, len(said) + 1))
    assert all(second.previous_sha256 == digest_of_(first) for first, second in pairwise(said))
    assert [one.day for one in said] == sorted({one.day for one in said})
    assert sum(row.count for one in said for row in one.counts) == made
    desk.database.close()
