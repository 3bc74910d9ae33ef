"""Which words are claims with whom, which are notices, and which oversight alone hears of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.authority.speaker import case_authority
from services.records.protection.claims_raised import Papers, raised
from services.records.protection.parts import identity_of
from services.values.records import CaseReference, Extract, ProtectionOrder, RecordVersion
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    court,
    event,
    misused,
    order,
    party,
    person,
    version,
    withdrawn,
)
from tests.rows import of_rows
from tests.unit.records.store.judging import member

CHILD, UNKNOWN = person(born="2010-01-01"), person(born="")
FILE, ACCUSED = case_file(), party()
REFERRAL = CaseReference("REFERRAL", "CP/LAHORE/4/2024")
OTHER_MAN = person("3520299999991")


def told(*papers: RecordVersion, new: tuple[str, ...] = ("w",)) -> list[tuple[str, str, str, bool]]:
    """Fact, whose word, with whose record (empty: oversight alone), whether it holds; ``new``: ids just written."""
    fresh = frozenset(index for index, one in enumerate(papers) if one.record_id in new)
    found = raised(Papers(papers, fresh, case_authority(papers), [identity_of(member(each)) for each in papers]))
    return [
        (
            one.fact,
            papers[one.source].agency,
            papers[one.target].record_id if one.owner and one.target is not None else "",
            one.holds,
        )
        for one in found
    ]


def copied(kind: str) -> RecordVersion:
    """A court's paper as police copy it."""
    paper = court("w", kind, "2021-01-01", agency=FIA)
    return replace(paper, body=changed_body(paper, extract=Extract("Sessions Court", "CC 1", "2026-05-01", bytes(32))))


STRANGERS = {
    "victim": (party("w", role="VICTIM", agency=FIA), [("PROTECTED_ROLE", "party")]),
    "witness": (party("w", role="WITNESS", agency=FIA), [("PROTECTED_ROLE", "party")]),
    "child": (party("w", role="VICTIM", agency=FIA, subject=CHILD), [("PROTECTED_ROLE", "party"), ("AGE", "party")]),
    "says that they are a child": (
        party("w", role="WITNESS", agency=FIA, subject=replace(UNKNOWN, age_claimed=True)),
        [("PROTECTED_ROLE", "party"), ("AGE", "party")],
    ),
    "no birth": (party("w", role="WITNESS", agency=FIA, subject=UNKNOWN), [("PROTECTED_ROLE", "party")]),
    "acquitted": (court("w", "ACQUITTAL_265K", "2021-01-01", agency=FIA), [("FAVOURABLE_END", "party")]),
    "discharged": (court("w", "DISCHARGE", "2021-01-01", agency=FIA), [("FAVOURABLE_END", "party")]),
    "diverted": (court("w", "DIVERTED", "2021-01-01", agency=FIA), [("DIVERSION", "party")]),
    "stopped": (court("w", "STOPPED_249", "2021-01-01", agency=FIA), [("OPEN_END", "party")]),
    "convicted": (court("w", "CONVICTION", "2021-01-01", agency=FIA), []),
    "not sent up": (event("w", "NOT_SENT_UP", "2020-06-01", agency=FIA, subject=person()), [("OPEN_END", "party")]),
    "challan": (event("w", "CHALLAN_FINAL", "2020-06-01", agency=FIA), [("POLICE_STEP", "file")]),
    "another's file": (case_file("w", agency=FIA), [("POLICE_STEP", "file")]),
    "accused": (party("w", agency=FIA, subject=OTHER_MAN), [("ACCUSED", "file")]),
    "suspect": (party("w", role="SUSPECT", agency=FIA), [("ACCUSED", "file")]),
    "misused": (misused("w", agency=FIA), [("MISUSED_IDENTITY", "party")]),
    "its own": (party("w", role="VICTIM"), []),
    "taken back": (withdrawn(party("w", role="VICTIM", agency=FIA)), []),
}


@of_rows("name", STRANGERS)
def test_a_strangers_word_is_a_claim_with_whose_record_it_would_change(name: str) -> None:
    word, expected = STRANGERS[name]
    assert told(FILE, ACCUSED, word) == [(fact, FIA, record, False) for fact, record in expected]
    assert told(FILE, ACCUSED, word, new=()) == [], "what was written before has been told"


def test_a_courts_word_is_a_notice_or_nothing() -> None:
    """An end in favour holds and is told; a stop without judgment holds and asks nothing of anybody."""
    end = court("w", "ACQUITTAL_265K", "2021-01-01")
    assert told(FILE, ACCUSED, end) == [("FAVOURABLE_END", SESSIONS, "party", True)]
    assert told(FILE, ACCUSED, court("w", "STOPPED_249", "2021-01-01")) == []


@pytest.mark.parametrize("kind", ["PROSECUTION", "PRISON", "CHILD_PROTECTION"])
def test_who_plants_a_record_in_a_case_that_is_not_theirs_learns_of_no_victim_and_no_child(kind: str) -> None:
    """Neither a prosecution of other courts has a part, nor a body that does not have this person in its custody."""
    plant = party("plant", agency=FIA)
    own = CaseReference("PRISON_CONVICT" if kind == "PRISON" else "REFERRAL", "LAHORE/9")
    voice = plant.voice._replace(kind=kind, holders=(*plant.voice.holders, FIA))
    plant = replace(plant, case_references=(*plant.case_references, own), voice=voice)
    child = party("w", role="VICTIM", agency=SINDH, subject=CHILD)
    assert told(FILE, ACCUSED, plant, child) == [
        ("PROTECTED_ROLE", SINDH, "party", False),
        ("PROTECTED_ROLE", SINDH, "", False),
        ("AGE", SINDH, "party", False),
    ]
    pleading = replace(plant, voice=plant.voice._replace(kind="PROSECUTION", pleads=("PB-LHR-DSJ",)))
    found = told(FILE, court("order", "CHARGE_FRAMED", "2020-12-01"), ACCUSED, pleading, child)
    assert ("AGE", SINDH, "plant", False) in found, "who pleads before the court of the case is told"


def test_each_fact_is_raised_once_with_an_owner() -> None:
    words = [party(name, role="VICTIM", agency=agency) for name, agency in (("w", FIA), ("x", SINDH), ("y", FIA))]
    papers = (FILE, ACCUSED, party("second"), *words)
    assert told(*papers, new=("w", "x", "y")) == [("PROTECTED_ROLE", FIA, "party", False)]


def test_a_record_that_comes_after_the_word_hears_of_age_alone() -> None:
    young = party("old", role="VICTIM", agency=FIA, subject=CHILD)
    assert told(FILE, young, party("w")) == [("AGE", FIA, "w", False)]
    assert told(FILE, party("old", role="WITNESS", agency=FIA), party("w")) == []


ORDERS = {
    "of a court": (order("w", "SEALED"), [("SEALED", "party", True)]),
    "on paper": (order("w", "SEALED", agency=FIA), [("ORDER_ON_PAPER", "", False)]),
    "lifted": (order("w", "SEALED", agency=FIA, lifted="2023-01-01"), []),
    "of a court, lifted": (order("w", "SEALED", lifted="2023-01-01"), []),
    "of a body that protects": (
        order("w", "PROTECTED_PERSON", agency=CHILD_PROTECTION, case_references=(*FILE.case_references, REFERRAL)),
        [("PROTECTED_PERSON", "", False)],
    ),
    "sealed by a body that protects": (
        order("w", "SEALED", agency=CHILD_PROTECTION, case_references=(*FILE.case_references, REFERRAL)),
        [("ORDER_ON_PAPER", "", False)],
    ),
    "protected by police": (order("w", "PROTECTED_PERSON", agency=FIA), [("ORDER_ON_PAPER", "", False)]),
}


@pytest.mark.parametrize("name", ORDERS)
def test_of_an_order_that_no_court_wrote_oversight_alone_hears(name: str) -> None:
    word, expected = ORDERS[name]
    assert [(fact, to, holds) for fact, _, to, holds in told(FILE, ACCUSED, word)] == expected
    assert told(FILE, ACCUSED, word, new=("party",)) == [], "once, when it is written"


def test_of_a_copy_of_a_courts_paper_oversight_hears_beside_the_owner() -> None:
    assert told(FILE, ACCUSED, copied("ACQUITTAL_265K")) == [
        ("FAVOURABLE_END", FIA, "party", False),
        ("EXTRACT", FIA, "", False),
    ]
    body = ProtectionOrder("SEALED", "2022-01-01", extract=Extract("Sessions", "CC 1", "2026-05-01", bytes(32)))
    sealed = version("PROTECTION_ORDER", "w", body, agency=FIA, subject=person(), role="ACCUSED")
    assert [fact for fact, *_ in told(FILE, ACCUSED, sealed)] == ["ORDER_ON_PAPER"], "of an order once"


class TestOfWhenTheActWas:
    """Where nobody owns the case, another's file that dates the act to when they were a child."""

    NOWHERE = (CaseReference("MOVEMENT", "X/1"),)
    MAN = person(born="2001-01-01")

    def file(self, act: str, record_id: str = "w", agency: str = FIA) -> RecordVersion:
        made = case_file(record_id, agency=agency, case_references=self.NOWHERE)
        return replace(made, body=changed_body(made, act_from=act, act_to=act))

    def man(self, agency: str = SINDH, role: str = "ACCUSED") -> RecordVersion:
        return party(agency=agency, subject=self.MAN, case_references=self.NOWHERE, role=role)

    def ages(self, *papers: RecordVersion, new: tuple[str, ...] = ("w",)) -> list[str]:
        return [to for fact, _, to, holds in told(*papers, new=new) if fact == "AGE" and not holds]

    def test_is_a_claim_on_those_who_do_not_date_it_before_oversight(self) -> None:
        """Nobody has a part in a case that nobody owns (AUTHORITY 6, claims)."""
        assert self.ages(self.man(), self.file("2018-01-01")) == [""]
        assert self.ages(self.man(), self.file("2018-01-01"), new=("party",)) == [""]

    @pytest.mark.parametrize("act", ["2021-01-01", ""], ids=["of age by that day", "no day"])
    def test_is_none_where_the_day_makes_no_child(self, act: str) -> None:
        assert self.ages(self.man(), self.file(act)) == []

    def test_is_none_with_who_dates_it_with_itself_or_with_a_witness(self) -> None:
        own = self.file("2020-05-01", "own", SINDH)
        assert self.ages(self.man(), own, self.file("2018-01-01")) == []
        assert self.ages(self.man(FIA), self.file("2018-01-01")) == []
        assert self.ages(self.man(role="WITNESS"), self.file("2018-01-01")) == []

    def test_is_told_when_either_is_written_and_never_again(self) -> None:
        assert self.ages(self.man(), self.file("2018-01-01"), new=()) == []
        assert self.ages(self.man(), self.file("2018-01-01"), party("z", agency=FIA), new=("z",)) == []
