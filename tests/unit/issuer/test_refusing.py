"""Whom the issuer refused: kept by day, bounded, closed once and for all, told in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.access.details import Details
from services.issuer.ports import Refusal
from services.issuer.refusals_store import CASES_OF_ONE, NAMED
from services.issuer.refusing import MAX_DAYS, Place, Refusing, case_told, read_place
from services.issuer.settings import IssuerSettings, SettingsError
from services.issuer.store import SqliteJournal
from services.signing.es256 import PrivateKey
from services.signing.refusals import FIRST, MAX_COUNTS, RefusalDay, day_of, digest_of, ends_ms, verify_day
from services.signing.refusals_folder import RefusalsFolder
from tests.unit.access.token.world import FIA, HUB, NOW_MS, Federation

TODAY = day_of(NOW_MS)
DAY_MS = 86_400_000
CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
WORLD = Federation()


class Desk:
    """An issuer's refusals on disk, with a clock."""

    def __init__(self, folder: Path, key: PrivateKey | None = None, resumed: Place | None = None) -> None:
        self.now_ms, self.alarms, self.made = NOW_MS, list[str](), 0
        self.journal = SqliteJournal(folder / "issuer.db")
        self.folder = RefusalsFolder(folder)
        self.refusing = Refusing(
            FIA,
            key or WORLD.token,
            lambda: WORLD.registry,
            self.journal.refusals,
            self.folder,
            self.alarms.append,
            resumed,
        )
        self.refusing.resume()

    def refuse(self, officer: str = "fia-1042", reason: str = "case", case: str = CASE, jti: str = "") -> bool:
        self.made += 1
        refusal = Refusal(officer, reason, case, self.now_ms)
        return self.journal.refuse(refusal, jti or f"assertion-{self.made:06}", self.now_ms + 60_000)

    def keep(self, days: float = 0) -> None:
        self.now_ms += int(days * DAY_MS)
        self.refusing.keep(self.now_ms)

    def told(self) -> list[RefusalDay]:
        return [verify_day(WORLD.token.public(), signed) for _, signed in self.folder.waiting()]

    def rows(self, place: int = -1) -> list[tuple[str, str, str, bool, int]]:
        counts = self.told()[place].counts
        return [(one.officer, one.reason, one.case_reference, one.beyond, one.count) for one in counts]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    tmp_path.chmod(0o700)
    made = Desk(tmp_path)
    yield made
    made.journal.close()


def test_the_chain_begins_with_the_silent_day_before_the_first(desk: Desk) -> None:
    desk.keep()
    (first,) = desk.told()
    assert (first.number, first.day, list(first.counts)) == (1, (TODAY - timedelta(days=1)).isoformat(), [])
    assert (first.agency, first.audience, first.federation_id) == (FIA, HUB, WORLD.registry.federation_id)
    assert first.previous_sha256 == FIRST
    desk.keep()
    assert len(desk.told()) == 1, "a day is told once"


def test_a_day_is_told_when_it_is_over_by_officer_reason_and_case(desk: Desk) -> None:
    desk.keep()
    for officer, reason, case in (
        ("fia-1042", "case", CASE),
        ("fia-1042", "case", CASE),
        ("fia-1042", "fit", ""),
        ("fia-2001", "officer", CASE),
    ):
        desk.refuse(officer, reason, case)
    desk.refusing.add("form")
    desk.keep()
    assert len(desk.told()) == 1
    desk.keep(days=1)
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


def test_days_on_which_the_issuer_was_down_are_told_as_silent(desk: Desk) -> None:
    desk.keep()
    desk.refuse()
    desk.keep(days=4)
    assert [len(said.counts) for said in desk.told()] == [0, 1, 0, 0, 0]
    assert [said.number for said in desk.told()] == [1, 2, 3, 4, 5]


def test_the_first_second_of_a_day_is_not_the_day_before(desk: Desk) -> None:
    """The day that is over is closed within a second; what is refused before that stands under its own day."""
    desk.now_ms = ends_ms(TODAY) - 1
    desk.keep()
    desk.refuse()
    desk.now_ms += 1
    desk.refuse("fia-2001")
    desk.keep()
    assert [row[0] for row in desk.rows()] == ["fia-1042"]
    desk.keep(days=1)
    assert [row[0] for row in desk.rows()] == ["fia-2001"]


def test_an_assertion_counts_once(desk: Desk) -> None:
    assert desk.refuse(jti="assertion-of-theirs")
    assert not desk.refuse(jti="assertion-of-theirs")
    desk.keep(days=1)
    assert desk.rows() == [("fia-1042", "case", CASE, False, 1)]


def test_a_clock_that_steps_back_changes_nothing_that_was_told(desk: Desk) -> None:
    desk.keep(days=3)
    before = [said.SerializeToString() for said in desk.told()]
    desk.now_ms -= 2 * DAY_MS
    desk.refusing.add("form")
    desk.refuse()
    desk.keep()
    assert [said.SerializeToString() for said in desk.told()] == before
    desk.keep(days=3)
    assert sum(row[4] for row in desk.rows()) == 2, "what came meanwhile is told with the next day"


def test_a_clock_far_ahead_is_not_believed(desk: Desk) -> None:
    desk.keep()
    desk.keep(days=MAX_DAYS + 2)
    assert desk.alarms == ["ValueError"]
    assert len(desk.told()) == 1


def test_one_officer_cannot_fill_the_day(desk: Desk) -> None:
    for number in range(CASES_OF_ONE + 5):
        desk.refuse(case=f"FIR:PB/LAHORE/ICHHRA/{number}/2024")
    desk.keep(days=1)
    assert len(desk.rows()) == CASES_OF_ONE + 1
    assert [row for row in desk.rows() if row[3]] == [("fia-1042", "case", "", True, 5)]


def test_a_day_beyond_its_rows_loses_officers_and_no_count(desk: Desk) -> None:
    with desk.journal._db:
        desk.journal._db.execute("BEGIN")
        for number in range(NAMED + 40):
            desk.journal.refusals.count(Refusal(f"fia-{number}", ("case", "fit")[number % 2], CASE, desk.now_ms))
        desk.journal._db.execute("COMMIT")
    desk.refusing.add("form")
    desk.keep()
    desk.keep(days=1)
    rows = desk.rows()
    assert NAMED < len(rows) <= MAX_COUNTS
    assert sum(row[4] for row in rows) == NAMED + 41
    assert [row for row in rows if row[3]] == [("", "case", "", True, 20), ("", "fit", "", True, 20)]
    assert ("fia-0", "case", CASE, False, 1) in rows


def test_what_is_confirmed_is_not_laid_down_again(desk: Desk, tmp_path: Path) -> None:
    desk.keep()
    desk.keep(days=2)
    desk.folder.confirm(2)
    desk.journal.close()
    again = Desk(tmp_path)
    assert [number for number, _ in again.folder.waiting()] == [3]
    again.journal.close()


def test_a_restart_lays_down_the_same_words_under_the_new_key(desk: Desk, tmp_path: Path) -> None:
    desk.keep(days=1)
    before = [signed.payload for _, signed in desk.folder.waiting()]
    for path in (tmp_path / "refusals").glob("*.signed"):
        path.unlink()
    desk.journal.close()
    again = Desk(tmp_path, WORLD.token_next)
    after = [signed for _, signed in again.folder.waiting()]
    assert [signed.payload for signed in after] == before
    for signed in after:
        verify_day(WORLD.token_next.public(), signed)
    again.journal.close()


def test_where_the_journal_was_lost_the_chain_goes_on_from_what_the_hub_holds(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    held = Place(7, TODAY - timedelta(days=4), b"d" * 32)
    desk = Desk(tmp_path, resumed=held)
    desk.keep()
    assert [(said.number, said.day) for said in desk.told()] == [
        (8, (TODAY - timedelta(days=3)).isoformat()),
        (9, (TODAY - timedelta(days=2)).isoformat()),
        (10, (TODAY - timedelta(days=1)).isoformat()),
    ]
    assert desk.told()[0].previous_sha256 == held.sha256
    desk.journal.close()


def test_a_day_that_the_hub_holds_is_not_told_anew(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    desk = Desk(tmp_path, resumed=Place(7, TODAY - timedelta(days=1), b"d" * 32))
    desk.refuse()
    desk.keep()
    assert desk.told() == []
    desk.keep(days=1)
    assert [said.number for said in desk.told()] == [8]
    desk.journal.close()


def test_a_place_is_read_as_it_is_shown() -> None:
    place = Place(7, date(2026, 11, 25), b"d" * 32)
    assert read_place(f"7 2026-11-25 {place.sha256.hex()}") == place
    assert read_place("") is None
    for text in ("7", "0 2026-11-25 " + "00" * 32, "7 2026-11-25 00", "7 yesterday " + "00" * 32):
        with pytest.raises(SettingsError, match="refusals_after"):
            _ = IssuerSettings(Path(), refusals_after=text).last_refusals


def test_a_full_disk_keeps_what_was_counted_and_says_so(desk: Desk) -> None:
    desk.keep()
    desk.journal._db.execute("PRAGMA query_only = on")
    desk.refusing.add("form")
    desk.keep(days=1)
    assert desk.alarms == ["journal"]
    desk.journal._db.execute("PRAGMA query_only = off")
    desk.keep()
    desk.keep(days=1)
    assert sum(row[4] for said in range(len(desk.told())) for row in desk.rows(said)) == 1


def test_the_case_is_told_where_it_is_one() -> None:
    def of(kind: str, key: str) -> str:
        return case_told(Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", kind, key))

    assert of("FIR", "PB/LAHORE/ICHHRA/512/2024") == CASE
    for kind, key in (("FIR", "ALI RAZA"), ("NOTHING", "1"), ("ENQUIRY", "x" * 300), ("ENQUIRY", "لاہور" * 40)):
        assert of(kind, key) == ""


def test_the_files_are_private_and_the_counts_leave_the_journal_with_their_day(desk: Desk, tmp_path: Path) -> None:
    desk.refuse()
    desk.keep(days=1)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "refusals").iterdir()} == {0o600}
    with sqlite3.connect(tmp_path / "issuer.db") as db:
        assert db.execute("SELECT count(*) FROM refused").fetchone() == (0,)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["refuse", "add", "keep", "again"]), st.integers(-2, 3)), max_size=25))
def test_whatever_clock_and_restarts_do_the_chain_holds_and_no_refusal_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("issuer")
    folder.chmod(0o700)
    desk, made, newest = Desk(folder), 0, NOW_MS
    for what, days in steps:
        desk.now_ms += days * DAY_MS
        newest = max(newest, desk.now_ms)
        if what == "refuse":
            made += desk.refuse(jti=f"assertion-{made:06}")
        elif what == "add":
            desk.refusing.add("form")
            desk.keep()
            made += 1
        elif what == "keep":
            desk.keep()
        else:
            now = desk.now_ms
            desk.journal.close()
            desk = Desk(folder)
            desk.now_ms = now
    desk.now_ms = newest
    desk.keep(days=40)
    said = desk.told()
    assert [one.number for one in said] == list(range(1, len(said) + 1))
    assert all(second.previous_sha256 == digest_of_(first) for first, second in pairwise(said))
    assert [one.day for one in said] == sorted({one.day for one in said})
    assert sum(row.count for one in said for row in one.counts) == made
    desk.journal.close()
