"""What a stranger writes into a case changes nothing of what others' records in it are, but that an age is claimed."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.values.records import CaseReference, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    court,
    custody,
    event,
    fir,
    listing,
    order,
    party,
    person,
)
from tests.fakes.stated import OfCase, Written
from tests.unit.records.store.judging import derived

ENQUIRY = CaseReference("ENQUIRY", "FIA/LHR/1/2020")
MISSING = CaseReference("MISSING_CHILD", "LHR/9/2020")
OWN, OTHER = fir(), fir(77)
CHARGED = CaseReference("COURT_CASE", "LAHORE SESSIONS/512/2020")
CHILD, AGELESS = person(born="2010-01-01"), person(born="")


def held(number: CaseReference = OWN, agency: str = POLICE) -> list[RecordVersion]:
    """What an agency holds in a case, its own unless told: its file, an accused, a victim, a warrant; a court's charge."""
    of: Written = {"case_references": (number,), "agency": agency}
    return [
        case_file(**of),
        party("accused", **of),
        party("ageless", subject=AGELESS, **of),
        party("victim", role="VICTIM", **of),
        listing("warrant", type="WARRANT_NON_BAILABLE", **of),
        court("charge", "CHARGE_FRAMED", "2020-06-14", case_references=(number, CHARGED)),
    ]


def dated(record_id: str, act: str, closed: bool, **more: Unpack[OfCase]) -> RecordVersion:
    made = case_file(record_id, agency=SINDH, **more)
    return replace(made, body=changed_body(made, act_from=act, act_to=act, closed=closed))


def papers_of_a_stranger(number: CaseReference) -> st.SearchStrategy[RecordVersion]:
    """What another agency may write under a number."""
    one = (number,)
    numbers = st.sampled_from([one, (number, MISSING), (number, ENQUIRY), (MISSING, number), (number, OTHER)])
    return st.one_of(
        st.builds(
            lambda act, closed, cases: dated("s-file", act, closed, case_references=cases),
            st.sampled_from(["", "1999-01-01", "2019-01-01", "2024-01-01"]),
            st.booleans(),
            numbers,
        ),
        st.builds(
            lambda who, role, cases, since: party(
                "s-party", role=role, agency=SINDH, subject=who, case_references=cases, valid_from=since
            ),
            st.sampled_from([person(), CHILD, AGELESS]),
            st.sampled_from(["ACCUSED", "VICTIM", "WITNESS"]),
            numbers,
            st.sampled_from(["1995-01-01", "2021-01-01"]),
        ),
        st.builds(
            lambda kind: court("s-court", kind, "2021-01-01", agency=SINDH, case_references=one),
            st.sampled_from(["CONVICTION", "ACQUITTAL_265K", "DIVERTED", "QUASHED_561A", "ABATED", "COMPOUNDED_345"]),
        ),
        st.builds(
            lambda kind, who: event("s-event", kind, "2021-01-01", agency=SINDH, case_references=one, subject=who),
            st.sampled_from(["FIR", "ENQUIRY", "CANCELLATION_ORDERED", "RELEASE_169", "CHALLAN_FINAL", "TRANSFER"]),
            st.sampled_from([None, person()]),
        ),
        st.builds(
            lambda kind: custody(
                "s-custody", kind, "2021-01-01", agency=SINDH, case_references=one, reason="SENTENCE_SERVED"
            ),
            st.sampled_from(["RELEASE", "ARREST", "PROBATION"]),
        ),
        st.builds(
            lambda kind: order("s-order", kind, agency=SINDH, case_references=one, pseudonym="A"),
            st.sampled_from(["SEALED", "PSEUDONYM", "PROTECTED_PERSON"]),
        ),
        st.builds(
            lambda kind: listing("s-list", agency=SINDH, type=kind, case_references=one),
            st.sampled_from(["WATCH", "CHILD_ALERT"]),
        ),
    )


STRANGE = papers_of_a_stranger(OWN)


def seen(records: list[RecordVersion], ids: set[str]) -> dict[str, dict[str, object]]:
    return {name: each._asdict() for name, each in derived(*records).items() if name in ids}


@given(st.lists(STRANGE, min_size=1, max_size=3, unique_by=lambda each: each.record_id))
@budget(400)
def test_others_records_stay_what_they_are(strange: list[RecordVersion]) -> None:
    mine = held()
    ids = {each.record_id for each in mine}
    before, after = seen(mine, ids), seen([*mine, *strange], ids)
    for name, was in before.items():
        assert after[name] == was, name


@given(
    st.lists(STRANGE, min_size=1, max_size=3, unique_by=lambda each: each.record_id), st.randoms(use_true_random=False)
)
@budget(100)
def test_in_whatever_order(strange: list[RecordVersion], dice: Random) -> None:
    papers = [*held(), *strange]
    ids = {each.record_id for each in papers}
    shuffled = list(papers)
    dice.shuffle(shuffled)
    assert seen(papers, ids) == seen(shuffled, ids)


class TestDayOfTheAct:
    def test_a_strangers_file_makes_nobody_a_child(self) -> None:
        """The act moved to when they were fourteen would hide them, their case and its warrants from everybody."""
        found = derived(case_file(), party(), listing("warrant"), dated("old", "1999-01-01", False))
        assert {found[each].juvenile for each in ("file", "party", "warrant")} == {"NO"}

    def test_nor_an_old_paper_where_the_owner_dated_nothing(self) -> None:
        bare = case_file()
        bare = replace(bare, body=changed_body(bare, act_from="", act_to="", reported=""))
        old = party("old", agency=SINDH, subject=person("4444444444444"[:13]), valid_from="1999-01-01")
        assert derived(bare, party(), old)["party"].juvenile == derived(bare, party())["party"].juvenile

    def test_the_owners_file_does(self) -> None:
        young = case_file()
        young = replace(young, body=changed_body(young, act_from="1999-01-01", act_to="1999-01-01"))
        assert derived(young, party())["party"].juvenile == "YES"


class TestSearchForAChild:
    def report(self, agency: str = POLICE) -> list[RecordVersion]:
        return [
            case_file("report", case_references=(MISSING,), agency=agency),
            party("lost", role="VICTIM", case_references=(MISSING,)),
        ]

    def test_a_strangers_paper_makes_no_case_a_search(self) -> None:
        """Else whoever finds children would see the victims of any case under whose number they write another."""
        strange = party("strange", agency=SINDH, case_references=(fir(), MISSING))
        assert not derived(case_file(), party("victim", role="VICTIM"), strange)["victim"].missing_child

    def test_the_owners_does(self) -> None:
        own = party("own", case_references=(fir(), MISSING))
        assert derived(case_file(), party("victim", role="VICTIM"), own)["victim"].missing_child

    def test_a_stranger_ends_no_search(self) -> None:
        found = derived(*self.report(), dated("strange", "", True, case_references=(MISSING,)))
        assert found["lost"].missing_child

    @pytest.mark.parametrize("by", [POLICE, FIA])
    def test_who_holds_the_report_does(self, by: str) -> None:
        papers = self.report(agency=by)
        ended = replace(papers[0], body=changed_body(papers[0], closed=True))
        voice = ended.voice._replace(holders=(by,))
        assert not derived(replace(ended, voice=voice), papers[1])["lost"].missing_child


class TestEnquiry:
    def test_a_stranger_lifts_no_enquiry(self) -> None:
        papers = [
            case_file("e-file", agency=FIA, case_references=(ENQUIRY,)),
            party("asked", role="SUSPECT", agency=FIA, case_references=(ENQUIRY,)),
        ]
        strange = party("strange", agency=SINDH, case_references=(ENQUIRY, CaseReference("FIR", "SD/KARACHI/X/1/2020")))
        assert derived(*papers)["asked"].enquiry_only
        assert derived(*papers, strange)["asked"].enquiry_only

    def test_its_holder_does(self) -> None:
        number = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
        papers = [
            case_file("e-file", agency=FIA, case_references=(ENQUIRY, number)),
            party("asked", role="SUSPECT", agency=FIA, case_references=(ENQUIRY,)),
        ]
        assert not derived(*papers)["asked"].enquiry_only
