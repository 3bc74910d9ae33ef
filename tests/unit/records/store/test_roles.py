"""Whom a case's owner or court calls its victim is accused by nobody else there: row by row of the table, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority import reference
from services.records.authority.speaker import Speaker
from services.values.records import SILENT, CaseReference, Proclamation, RecordVersion
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    crossing,
    event,
    fir,
    in_court,
    listing,
    party,
    person,
    withdrawn,
)
from tests.fakes.stated import OfCase
from tests.rows import of_rows
from tests.unit.records.store.judging import derived

OWNERS, COURTS = {"agency": POLICE}, {"agency": SESSIONS, "case_references": in_court(fir())}
SPEAKERS: dict[Speaker, dict[str, Any]] = {
    Speaker.OWNER: OWNERS,
    Speaker.COURT: COURTS,
    Speaker.STRANGER: {"agency": SINDH},
    Speaker.PRISON: {"agency": PRISONS, "case_references": (fir(), CaseReference("PRISON_CONVICT", "LHR/4"))},
    Speaker.PROTECTOR: {"agency": CHILD_PROTECTION},
}
"""Who speaks in the case, and how."""
ROLES = ("VICTIM", "WITNESS", "COMPLAINANT")
FRAMED = court("framed", "CHARGE_FRAMED", "2020-06-01", subject=person(cnic(9), name="Another Man"))
"""Shows the court to be seized of the case."""


def said(record_id: str, by: Speaker, role: str, **more: Any) -> RecordVersion:
    how = SPEAKERS[by] | more
    made = party(record_id, role=role, **how)
    if by is Speaker.COURT:
        made = replace(made, voice=FRAMED.voice)
    return made


def capped(*records: RecordVersion) -> set[str]:
    return {name for name, each in derived(case_file(), FRAMED, *records).items() if each.contradicted}


@of_rows(("protects", "accuses", "role"), list(product(SPEAKERS, SPEAKERS, ROLES)))
def test_every_speaker_against_every_other(protects: Speaker, accuses: Speaker, role: str) -> None:
    """A protected role works as far as the reference model lets it, and not on who may say whom the case accuses."""
    near = {"own": False, "same_case": True, "same_number": True}
    works = reference.works("PROTECTED_ROLE", protects, **near)
    decides = reference.works("ACCUSATION", accuses, **near)
    found = capped(said("good", protects, role), said("bad", accuses, "ACCUSED"))
    assert found == ({"bad"} if works and not decides else set())


@of_rows("order", list(permutations(range(4))))
def test_the_order_of_papers_changes_nothing(order: Sequence[int]) -> None:
    papers = [
        said("good", Speaker.OWNER, "VICTIM"),
        said("bad", Speaker.STRANGER, "ACCUSED"),
        listing("list", agency=FIA),
        said("other", Speaker.STRANGER, "ACCUSED", subject=person(cnic(3), name="Somebody Else")),
    ]
    assert capped(*(papers[index] for index in order)) == {"bad"}


def test_in_that_case_alone_and_about_that_person() -> None:
    good, elsewhere = said("good", Speaker.OWNER, "WITNESS"), party("bad", agency=SINDH, case_references=(fir(77),))
    namesake = said("namesake", Speaker.STRANGER, "ACCUSED", subject=person(cnic(5)))
    nameless = said("nameless", Speaker.STRANGER, "ACCUSED", subject=person(number=""))
    assert capped(good, elsewhere, namesake, nameless) == set(), "a name takes no role along"


def test_what_accuses_nobody_stays() -> None:
    good = said("good", Speaker.OWNER, "VICTIM")
    papers = [
        crossing(case_references=(fir(),)),
        listing("alert", agency=FIA, type="CHILD_ALERT"),
        listing("lost", agency=FIA, type="LOST_DOCUMENT"),
        said("also", Speaker.STRANGER, "WITNESS"),
        event("step", "CHALLAN_FINAL", "2020-05-20", agency=SINDH),
    ]
    assert capped(good, *papers) == set()
    assert capped(good, listing("wanted", agency=FIA)) == set(), "with authority: no accusation"
    assert capped(good, listing("bare", agency=FIA, authority="")) == {"bare"}


@pytest.mark.parametrize("kind", ["party", "proclamation"])
def test_whoever_lists_the_victim_accuses_too_but_by_what_somebody_is_sought_for(kind: str) -> None:
    """Such a record stands on the offender's side of the person; a proclamation accuses nobody by itself."""
    good = said("good", Speaker.OWNER, "VICTIM")
    bad = said("bad", Speaker.STRANGER, "LISTED")
    if kind == "proclamation":
        bad = replace(bad, kind="PROCLAMATION", body=Proclamation("P87", "2020-06-01", "Sessions"))
    assert capped(good, bad) == ({"bad"} if kind == "party" else set())


def test_a_word_that_is_taken_back_protects_no_more() -> None:
    assert capped(withdrawn(said("good", Speaker.OWNER, "VICTIM")), said("bad", Speaker.STRANGER, "ACCUSED")) == set()


def test_where_nobody_owns_the_case_nobody_says_so() -> None:
    nobodys: OfCase = {"case_references": (CaseReference("FIR", "BA/QUETTA/CITY/1/2020"),)}
    good, bad = party("good", role="VICTIM", **nobodys), party("bad", agency=SINDH, **nobodys)
    assert {name for name, each in derived(good, bad).items() if each.contradicted} == set()


def test_a_paper_of_before_is_a_claim_and_is_judged_by_the_owner_s_word() -> None:
    before = replace(said("bad", Speaker.STRANGER, "ACCUSED"), voice=SILENT)
    assert capped(said("good", Speaker.OWNER, "VICTIM"), before) == {"bad"}
    assert (
        capped(replace(said("good", Speaker.STRANGER, "VICTIM"), voice=SILENT), said("bad", Speaker.PRISON, "ACCUSED"))
        == set()
    )


@given(st.lists(st.sampled_from(list(SPEAKERS)), min_size=1, max_size=4), st.sampled_from(ROLES))
def test_strangers_together_are_no_more_than_one(by: list[Speaker], role: str) -> None:
    """However many agencies call somebody a victim of a case that is none of theirs, nobody's accusation falls."""
    strangers = [each for each in by if each not in (Speaker.OWNER, Speaker.COURT)]
    papers = [said(f"good-{n}", each, role) for n, each in enumerate(strangers)]
    assert capped(*papers, said("bad", Speaker.STRANGER, "ACCUSED"), said("own", Speaker.OWNER, "ACCUSED")) == set()


ACCUSING = said("plant", Speaker.STRANGER, "ACCUSED")


@pytest.mark.parametrize(
    ("by", "adopted"),
    [(Speaker.OWNER, True), (Speaker.COURT, True), (Speaker.STRANGER, False), (Speaker.PROTECTOR, False)],
)
@pytest.mark.parametrize("named", [ACCUSING.name, f"{ACCUSING.record_name}/versions/2"], ids=["this", "another"])
def test_the_owner_or_court_adopts_a_version_of_a_strangers_accusation(by: Speaker, adopted: bool, named: str) -> None:
    files = [case_file("own-file"), said_in_a_file(by, named)]
    everybody = [*files, FRAMED, ACCUSING]
    is_theirs = adopted and named == ACCUSING.name
    assert derived(*everybody)["plant"].stranger_to == ("" if is_theirs else POLICE)
    assert derived(files[0], withdrawn(files[1]), FRAMED, ACCUSING)["plant"].stranger_to == POLICE


def test_an_accusation_of_the_cases_victim_is_adopted_by_nobody() -> None:
    everybody = [said_in_a_file(Speaker.OWNER, ACCUSING.name), said("word", Speaker.OWNER, "VICTIM"), ACCUSING]
    plant = derived(*everybody)["plant"]
    assert (plant.stranger_to, plant.contradicted) == (POLICE, True)


def said_in_a_file(by: Speaker, name: str) -> RecordVersion:
    """A case file by somebody that adopts a version."""
    file = case_file("adopting", **SPEAKERS[by])
    file = replace(file, body=changed_body(file, adopts=(name,)))
    return replace(file, voice=FRAMED.voice) if by is Speaker.COURT else file
