"""What cannot both hold is set side by side with source and grade; what can is no conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.timeline.history import compose
from services.values.records import Conflict, Name, RecordVersion, Subject
from tests.rows import of_rows
from tests.unit.records.papers import (
    COURT,
    FIR_B,
    HIGH_COURT,
    NOW_MS,
    all_visible,
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    subject,
)


def conflicts(*papers: RecordVersion) -> dict[str, Conflict]:
    return {c.field: c for c in compose(all_visible(*papers), now_ms=NOW_MS).conflicts}


def told(of: Subject, agency: str = "pk.fia") -> RecordVersion:
    return record(party(), of=of, agency=agency, cases=(FIR_B,))


def own(*names: tuple[str, str, str]) -> Subject:
    return replace(subject(), names=tuple(Name(*name) for name in names))


BASE = record(party(), grade=("B", "2"))


@of_rows(
    ("other", "fields"),
    [
        (subject(), set()),
        (subject("Nazir Hussain"), {"name"}),
        (subject("Aslam Khan"), set()),  # shares a word
        (subject("Muhammad Nadeem"), {"name"}),  # shares only a word that many names share
        (subject(father="Ghulam Rasool"), {"father"}),
        (subject(father="Bashir"), set()),
        (subject(born=("1985-01-01", "1985-01-01")), {"birth"}),
        (subject(born=("1990", "1990")), set()),
        (subject(born=("1990-06-01", "1991-06-01")), set()),
        (subject(born=("", "")), set()),
        (subject(gender="X"), {"gender"}),
        (subject(gender=""), set()),
        (subject("MUHAMMAD  ASLAM."), set()),
        (own(("OWN", "محمد اسلم", "Arab")), set()),  # another script
        (own(("OWN", "Nazir Hussain", "Latn"), ("ALIAS", "Muhammad Aslam", "Latn")), set()),  # one source bears both
    ],
)
def test_of_the_person(other: Subject, fields: set[str]) -> None:
    assert set(conflicts(BASE, told(other))) == fields


def test_sides_name_value_version_owner_and_grade() -> None:
    other = told(subject(born=("1985-01-01", "1985-01-01")))
    sides = conflicts(BASE, other)["birth"].sides
    assert {(s.value, s.version, s.owner, s.grade) for s in sides} == {
        ("1990-01-01 to 1990-12-31", BASE.name, "pk.punjab", "B2"),
        ("1985-01-01", other.name, "pk.fia", "A2"),
    }


def births(*born: tuple[str, str]) -> list[str]:
    papers = [told(subject(born=each)) for each in born]
    found = conflicts(*papers)
    return [side.value for side in found["birth"].sides] if found else []


def test_births_that_overlap_are_not_listed_one_by_one() -> None:
    """Only what cannot both hold: the wide range that fits all is no side, and the exact date speaks for its year."""
    early, late, year = ("1990-05-14", "1990-05-14"), ("1996-01-01", "1996-12-31"), ("1990-01-01", "1990-12-31")
    assert births(early, year) == []
    assert births(("1985-01-01", "1999-12-31"), early, late) == ["1990-05-14", "1996-01-01 to 1996-12-31"]
    assert births(year, late, early) == ["1996-01-01 to 1996-12-31", "1990-05-14"]
    assert births(year, ("1990", "1990"), late) == ["1990-01-01 to 1990-12-31", "1996-01-01 to 1996-12-31"]
    chain = (("1990-01-01", "1992-12-31"), ("1991-06-01", "1994-12-31"), ("1993-01-01", "1996-12-31"))
    assert births(*chain) == ["1990-01-01 to 1992-12-31", "1993-01-01 to 1996-12-31"]
    assert len(births(early, ("1990-05-15", "1990-05-15"), late)) == 3


def test_a_hostile_name_is_harmless_in_a_conflict() -> None:
    other = told(own(("OWN", "Nazir\x1b[2J\u202e", "Latn")))
    values = {side.value for side in conflicts(BASE, other)["name"].sides}
    assert values == {"Muhammad Aslam", "Nazir\ufffd[2J\ufffd"}


class TestWhereabouts:
    stay = (record(custody("ADMISSION", "2024-04-01")), record(custody("RELEASE", "2024-06-01", reason="BAIL")))

    def crossed(self, at: str) -> RecordVersion:
        return record(crossing(at), agency="pk.fia", role="LISTED", cases=())

    @pytest.mark.parametrize(
        ("at", "conflicting"),
        [
            ("2024-05-01T10:00", True),
            ("2024-03-31T10:00", False),
            ("2024-04-01T10:00", False),  # the day of admission
            ("2024-06-01T10:00", False),  # the day of release
            ("2024-07-01T10:00", False),
            ("2024", False),  # the year leaves room
        ],
    )
    def test_abroad_while_in_prison(self, at: str, conflicting: bool) -> None:
        assert ("whereabouts" in conflicts(*self.stay, self.crossed(at))) == conflicting

    def test_a_stay_whose_end_is_not_seen_lasts(self) -> None:
        assert "whereabouts" in conflicts(self.stay[0], self.crossed("2025-01-01T10:00"))

    @pytest.mark.parametrize("end", ["PAROLE", "ESCAPE", "PROBATION"])
    def test_other_ways_out(self, end: str) -> None:
        out = record(custody(end, "2024-04-20"))
        assert "whereabouts" not in conflicts(self.stay[0], out, self.crossed("2024-05-01T10:00"))

    def test_recaptured(self) -> None:
        out, back = record(custody("ESCAPE", "2024-04-20")), record(custody("RECAPTURE", "2024-04-25"))
        assert "whereabouts" in conflicts(self.stay[0], out, back, self.crossed("2024-05-01T10:00"))


class TestOfACase:
    def court(self, kind: str, at: str, agency: str) -> RecordVersion:
        return record(order(kind, at), agency=agency)

    def test_two_owners_date_one_judgment_apart(self) -> None:
        found = conflicts(
            self.court("CONVICTION", "2024-09-01", "pk.court"), self.court("CONVICTION", "2024-09-08", "pk.prisons")
        )
        assert {s.value for s in found["date of convicted"].sides} == {"2024-09-01", "2024-09-08"}

    @pytest.mark.parametrize("at", ["2024-09-01", "2024-09", "2024", "2024-09-01T10:00"])
    def test_a_wider_date_is_no_conflict(self, at: str) -> None:
        assert not conflicts(
            self.court("CONVICTION", "2024-09-01", "pk.court"), self.court("CONVICTION", at, "pk.prisons")
        )

    def test_one_owner_with_two_dates_has_two_events(self) -> None:
        twice = [self.court("CHARGE_FRAMED", at, "pk.court") for at in ("2024-05-01", "2024-06-01")]
        assert not conflicts(*twice, self.court("CHARGE_FRAMED", "2024-05-01", "pk.prisons"))

    def test_fir_and_arrest(self) -> None:
        file, first = record(case_file("2024-03-05"), role=""), record(step("FIR", "2024-03-07"), agency="pk.fia")
        assert "date of FIR" in conflicts(file, first)
        arrests = [
            record(custody("ARREST", at), agency=agency) for at, agency in (("2024-03-06", "a"), ("2024-03-09", "b"))
        ]
        assert "date of arrest" in conflicts(*arrests)

    def test_terms_that_differ(self) -> None:
        court = record(sentence("2024-09-01", 730), agency="pk.court")
        prison = record(sentence("2024-09-01", 1095), agency="pk.prisons")
        assert {s.value.split(",")[1] for s in conflicts(court, prison)["sentence"].sides} == {
            " 2 years imprisonment",
            " 3 years imprisonment",
        }
        assert "sentence" not in conflicts(court, replace(prison, body=court.body))

    def test_convicted_here_and_acquitted_there(self) -> None:
        convicted, acquitted = (
            self.court("CONVICTION", "2024-09-01", COURT),
            self.court("ACQUITTAL", "2024-09-01", HIGH_COURT),
        )
        assert {s.version for s in conflicts(convicted, acquitted)["outcome"].sides} == {convicted.name, acquitted.name}

    def test_a_conviction_that_an_acquittal_leaves_no_room_for(self) -> None:
        acquitted, later = (
            self.court("ACQUITTAL", "2024-09-01", COURT),
            self.court("CONVICTION", "2024-12-01", HIGH_COURT),
        )
        assert {s.version for s in conflicts(acquitted, later)["outcome"].sides} == {acquitted.name, later.name}

    def test_an_appeal_is_no_conflict(self) -> None:
        papers = [self.court(k, at, COURT) for k, at in (("CONVICTION", "2024-09-01"), ("ACQUITTAL", "2025-02-01"))]
        assert "outcome" not in conflicts(*papers)

    @pytest.mark.parametrize(
        ("decided", "reason", "at", "conflicting"),
        [
            ("CONVICTION", "ACQUITTED", "2024-10-01", True),
            ("CONVICTION", "ACQUITTED", "2024-01-01", False),  # before the judgment
            ("CONVICTION", "SENTENCE_SERVED", "2026-09-01", False),
            ("ACQUITTAL", "SENTENCE_SERVED", "2024-10-01", True),
            ("ACQUITTAL", "SENTENCE_SERVED", "2024-01-01", False),
            ("ACQUITTAL", "ACQUITTED", "2024-10-01", False),
            ("CHARGE_FRAMED", "ACQUITTED", "2024-10-01", False),  # only not yet told
        ],
    )
    def test_a_release_that_says_otherwise(self, decided: str, reason: str, at: str, conflicting: bool) -> None:
        release = record(custody("RELEASE", at, reason=reason), agency="pk.prisons")
        found = conflicts(self.court(decided, "2024-09-01", "pk.court"), release)
        assert ("outcome" in found) == conflicting

    def test_withdrawn_papers_contradict_nobody(self) -> None:
        convicted = replace(self.court("CONVICTION", "2024-09-01", "a"), status="WITHDRAWN")
        assert not conflicts(convicted, self.court("ACQUITTAL", "2024-09-01", "b"))


def test_protected_papers_are_never_a_side() -> None:
    victim = record(party(), role="VICTIM", of=subject("Nazir Hussain", "Ghulam"), cases=(FIR_B,))
    assert not conflicts(BASE, victim)
