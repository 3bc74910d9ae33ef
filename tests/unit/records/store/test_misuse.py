"""Whose word that an identity was misused counts: row by row of the table, of each record alone, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority import reference
from services.records.authority.speaker import Speaker
from services.records.protection.before import judged_before, together
from services.records.protection.classes import Derived, Judged
from services.records.protection.interim import NEVER
from services.records.protection.stricter import strictest
from services.values.records import SILENT, CaseReference, RecordVersion
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    HIGH_COURT,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    court,
    event,
    fir,
    in_court,
    misused,
    party,
    withdrawn,
)
from tests.rows import of_rows
from tests.unit.records.store.judging import derived, member

FRAMED = court("framed", "CHARGE_FRAMED", "2020-06-01")
"""Shows the court to be seized of the case."""
HIGH = court("above", "BAIL_GRANTED", "2020-06-01", agency=HIGH_COURT).voice._replace(court="PB-LHC", tier="HIGH")
CONVICT = CaseReference("PRISON_CONVICT", "LHR/4")
FIAS = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2020")


def said(by: Speaker, record_id: str = "note") -> RecordVersion:
    """A note by who is this to the case."""
    made: dict[Speaker, dict[str, Any]] = {
        Speaker.OWNER: {"agency": POLICE},
        Speaker.COURT: {"agency": SESSIONS, "case_references": in_court(fir())},
        Speaker.SUPERIOR: {"agency": HIGH_COURT, "case_references": ()},
        Speaker.OTHER_COURT: {"agency": SESSIONS, "case_references": ()},
        Speaker.PRISON: {"agency": PRISONS, "case_references": (fir(), CONVICT)},
        Speaker.PROTECTOR: {"agency": CHILD_PROTECTION},
        Speaker.REGISTRY: {"agency": "pk.nadra"},
        Speaker.PROSECUTION: {"agency": "pk.prosecution"},
        Speaker.BEFORE: {"agency": FIA},
        Speaker.STRANGER: {"agency": SINDH},
    }
    note = misused(record_id, **made[by])
    voices = {
        Speaker.COURT: FRAMED.voice,
        Speaker.SUPERIOR: HIGH,
        Speaker.OTHER_COURT: FRAMED.voice._replace(acts=()),
        Speaker.REGISTRY: note.voice._replace(kind="IDENTITY_REGISTRY"),
        Speaker.PROSECUTION: note.voice._replace(kind="PROSECUTION"),
        Speaker.BEFORE: SILENT,
    }
    return replace(note, voice=voices.get(by, note.voice))


def claimed(*records: RecordVersion) -> set[str]:
    return {name for name, each in derived(*records).items() if each.misuse_claimed}


@pytest.mark.parametrize("by", [each for each in Speaker if each is not Speaker.CUSTODIAN])
def test_every_speaker_as_the_reference_says(by: Speaker) -> None:
    decides = by is Speaker.BEFORE or reference.degree("MISUSED_IDENTITY", by) == "DECIDES"
    assert claimed(case_file(), FRAMED, party(), said(by)) == (set() if decides else {"note"})
    assert claimed(case_file(), FRAMED, party(), withdrawn(said(by))) == (set() if decides else {"note"})


def test_of_no_other_record_is_it_said() -> None:
    papers = [case_file(agency=SINDH, record_id="s-file"), party("s-party", agency=SINDH), FRAMED]
    assert claimed(case_file(), *papers, said(Speaker.STRANGER)) == {"note"}


def test_a_note_without_a_case_is_whoever_s_it_is_at_large() -> None:
    assert claimed(misused("loose", agency=POLICE, case_references=())) == {"loose"}
    assert claimed(replace(said(Speaker.REGISTRY), case_references=())) == set()


def test_who_owns_one_of_its_cases_has_a_say() -> None:
    nobodys = CaseReference("FIR", "BA/QUETTA/CITY/1/2020")
    assert claimed(case_file(), misused("note", agency=FIA, case_references=(fir(), nobodys))) == {"note"}
    file = case_file("fias", agency=FIA, case_references=(FIAS,))
    assert claimed(case_file(), file, misused("note", agency=FIA, case_references=(fir(), FIAS))) == set()
    one, other = Judged(Derived(misuse_claimed=True), None), Judged(Derived(), None)
    assert not strictest([one, other]).derived.misuse_claimed
    assert strictest([one, one]).derived.misuse_claimed


@of_rows("order", list(permutations(range(4))))
def test_the_order_of_papers_changes_nothing(order: Sequence[int]) -> None:
    papers = [case_file(), party(), said(Speaker.OWNER, "good"), said(Speaker.STRANGER, "bad")]
    assert claimed(*(papers[index] for index in order)) == {"bad"}


def test_a_case_without_a_file_is_its_register_s() -> None:
    assert claimed(said(Speaker.OWNER)) == set(), "the number alone says whose it is"
    nobodys = misused("note", agency=POLICE, case_references=(CaseReference("FIR", "BA/QUETTA/CITY/1/2020"),))
    assert claimed(nobodys) == {"note"}


def test_a_case_that_was_handed_over_has_another_owner() -> None:
    here, there = fir(), FIAS
    handed = replace(event("handed", "TRANSFER", "2020-07-01"), case_references=(here,))
    handed = replace(handed, body=changed_body(handed, to=FIA))
    taken = case_file("taken", agency=FIA, case_references=(there, here))
    note = misused("note", agency=FIA, case_references=(here,))
    assert claimed(case_file(), handed, note) == {"note"}
    assert claimed(case_file(), handed, taken, note) == set()


def test_words_of_before_make_no_claim_for_a_time() -> None:
    """What was judged when nobody knew whose word it is hides no note that counts by what is known now."""
    papers = [replace(case_file(), voice=case_file().voice._replace(before=True)), misused("note", agency=POLICE)]
    was = judged_before([member(each) for each in papers], {}, (), NEVER)
    now = [Judged(each, None) for each in derived(*papers).values()]
    assert [each.derived.misuse_claimed for each in together(was, now)] == [False, False]


@given(
    st.lists(st.sampled_from([Speaker.STRANGER, Speaker.PRISON, Speaker.PROTECTOR, Speaker.PROSECUTION]), min_size=1)
)
def test_strangers_together_are_no_more_than_one(by: list[Speaker]) -> None:
    notes = [said(each, f"note-{n}") for n, each in enumerate(by)]
    assert claimed(case_file(), FRAMED, *notes) == {each.record_id for each in notes}
