"""Whose word a version is: read off the registry when it comes, and kept."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.voice import Voices, read_voice, voice_text
from services.records.protection.classes import own_of
from services.records.protection.facts import bare, pack, unpack
from services.records.rows import HeadRow
from services.values.records import SILENT, CaseReference, CourtEvent, Voice
from tests.fakes.record_maker import case_file, changed_body, court, custody, fir
from tests.unit.membership.world import registry

SESSIONS, HIGH_COURT = "pk.lahore-sessions", "pk.lahore-high-court"
OWN = CaseReference("COURT_CASE", "LAHORE/77/2020")
VOICES = Voices(registry(), "2026-06-01")


def test_a_station_s_word_in_its_own_register() -> None:
    assert VOICES.of(case_file()) == Voice("POLICE", ("pk.punjab-police",))


def test_another_s_number_has_its_own_holder() -> None:
    assert VOICES.of(case_file(agency="pk.fia")) == Voice("FIA", ("pk.punjab-police",))


def test_a_court_by_its_name_with_whom_it_tries_and_who_is_above() -> None:
    said = court("end", "CONVICTION", "2021-01-01", agency=SESSIONS, case_references=(fir(), OWN))
    voice = VOICES.of(said)
    assert voice.holders == ("pk.punjab-police", SESSIONS)
    assert (voice.kind, voice.court, voice.tier, voice.above) == ("COURT", "PB-LHR-DSJ", "SESSION", ("PB-LHC",))
    assert voice.tries == (True, False)
    assert voice.acts == ("JJSA-2018",)


def test_a_court_that_names_another_s_court_has_none() -> None:
    said = court("end", "CONVICTION", "2021-01-01", agency=HIGH_COURT)
    assert VOICES.of(said).court == ""
    assert VOICES.of(replace(said, agency="pk.punjab-police")).court == ""
    assert VOICES.of(replace(said, body=CourtEvent("CONVICTION", "2021-01-01", "High Court Lahore"))).court == "PB-LHC"


def test_a_prosecution_with_the_courts_before_which_it_pleads() -> None:
    assert VOICES.of(case_file(agency="pk.punjab-prosecution")).pleads == ("PB-LHR-DSJ",)
    assert VOICES.of(case_file(agency=SESSIONS)).pleads == ()


def test_a_prison_that_names_a_member_s_court() -> None:
    def through(agency: str, named: str) -> str:
        admitted = custody("in", "ADMISSION", "2021-01-01", agency=agency)
        return VOICES.of(replace(admitted, body=changed_body(admitted, court=named, warrant_no="W-4"))).through

    assert through("pk.prisons", "Sessions Court Lahore") == through("pk.prisons", "PB-LHR-DSJ") == SESSIONS
    assert through("pk.prisons", "Sessions Court Multan") == through("pk.prisons", "") == ""
    assert through("pk.punjab-police", "PB-LHR-DSJ") == "", "no prison certifies"


def test_who_is_no_member_is_silent() -> None:
    assert VOICES.of(case_file(agency="pk.nobody")) == SILENT


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=8)
MANY = st.lists(WORDS, max_size=3).map(tuple)


@given(st.builds(Voice, WORDS, MANY, WORDS, WORDS, MANY, st.lists(st.booleans(), max_size=3).map(tuple), MANY, MANY))
def test_it_is_kept_as_it_was(voice: Voice) -> None:
    assert read_voice(voice_text(voice)) == voice


def test_it_goes_with_the_head_s_facts() -> None:
    said = replace(
        court("end", "CONVICTION", "2021-01-01", agency=SESSIONS), voice=Voice("COURT", ("pk.punjab-police",))
    )
    head = HeadRow(1, SESSIONS, "end", 1, 1, "COURT_EVENT", "ACTIVE", 0, 0, None, None, "-", "FIR:token", pack(said))
    assert unpack(head, own_of(said)).voice == said.voice
    assert bare(said, "FIR:token").voice == said.voice
    assert voice_text(SILENT) == ""
