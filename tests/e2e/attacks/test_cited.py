"""A number is no key: whoever knows one, or writes one on a file of their own, opens nobody's records with it."""

from __future__ import annotations

from dataclasses import replace

from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.values.records import CaseReference, InvestigationEvent, RecordVersion, Referral, Subject
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import (
    AUDITOR,
    COURT_CASE,
    FIA,
    JUDGE,
    PROTECTOR,
    PUNJAB,
    PUNJAB_CASE,
    SINDH,
    SINDH_INVESTIGATOR,
    SINDH_OTHER_CASE,
    UNHELD_CASE,
    Officer,
)
from tests.e2e.planted import NOBODY, TRAVELLER, WITNESS, ref
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.fakes.stated import About


def as_absent(world: World, officer: Officer, number: str) -> bool:
    """Whether history and search of the number are byte for byte those of nobody."""
    return all(
        answered(world, put(world, world.asking(officer, method, ask(number))))
        == answered(world, put(world, world.asking(officer, method, ask(NOBODY))))
        for method, ask in ((HISTORY, history_of), (SEARCH, search_of))
    )


def test_court_case_of_another(world: World) -> None:
    """Another judge's case, one in no register, a FIR: the witness is seen by the judge whom the court's file names."""
    assert as_absent(world, JUDGE.asking(case_key=UNHELD_CASE), WITNESS)
    assert as_absent(world, replace(JUDGE, id="lc-7002"), WITNESS)
    assert as_absent(world, JUDGE.asking(purpose="JUVENILE_JUSTICE", legal_basis="JJSA"), WITNESS)
    assert JUDGE.why.case_key == COURT_CASE
    assert not as_absent(world, JUDGE, WITNESS)


def test_case_file_that_mentions_anothers(world: World) -> None:
    """The officer's own file refers to Punjab's case: they get neither the journeys of whom that accuses, nor the case itself."""
    own = SINDH_INVESTIGATOR.asking(case_key=SINDH_OTHER_CASE)
    found = GetHistoryResponse.FromString(
        answered(world, put(world, world.asking(own, HISTORY, history_of(TRAVELLER))))
    )
    shown = {line.version.split("/")[3] for line in found.history.timeline}
    assert "pb-traveller" in shown
    assert "cu-traveller" not in shown
    theirs = SINDH_INVESTIGATOR.asking(case_key=PUNJAB_CASE)
    refused(world, put(world, world.asking(theirs, HISTORY, history_of(TRAVELLER))), "CASE_NOT_YOURS")


def test_review_that_is_none(world: World) -> None:
    """A private complaint is no review; a number that oversight opened no review under shows no contents."""
    complaint = AUDITOR.asking(case_type="COMPLAINT", case_key="LAHORE/3/2024")
    refused(world, put(world, world.asking(complaint, HISTORY, history_of(WITNESS))), "PURPOSE_UNFIT")
    assert as_absent(world, AUDITOR, WITNESS)


def test_referral_by_its_number(world: World) -> None:
    """The number stands on the record, and nobody referred her."""
    assert as_absent(world, PROTECTOR, WITNESS)


def referral(name: str, number: str, *cases: str, who: Subject, day: str) -> RecordVersion:
    """Punjab's police refer somebody to child protection."""
    body = Referral(PROTECTOR.agency, day)
    numbers = (CaseReference("REFERRAL", number), *(ref(case)[0] for case in cases))
    stated: About = {"agency": PUNJAB, "role": "VICTIM", "subject": who, "case_references": numbers, "valid_from": day}
    return make.version("REFERRAL", name, body, **stated)


def test_referral_by_who_owned_the_case_before(world: World) -> None:
    """Punjab handed the case over and refers its victim after that: the body sees nobody, as under no number at all.

    While the case is Punjab's, the same word shows her.
    """
    who, number = make.person(make.cnic(9611), name="Handed Over"), "PB/LAHORE/ICHHRA/9611/2021"
    handed = make.event("pb-handed-9611", "TRANSFER", "2021-02-01", agency=PUNJAB, case_references=ref(number))
    world.plant(
        [
            make.case_file("pb-file-9611", agency=PUNJAB, officers=("pp-1",), case_references=ref(number)),
            make.party("pb-victim-9611", role="VICTIM", agency=PUNJAB, subject=who, case_references=ref(number)),
            referral("pb-referral-9611", "PB/LAHORE/9611/2024", number, who=who, day="2024-02-01"),
        ]
    )
    body = PROTECTOR.asking(case_key="PB/LAHORE/9611/2024")
    assert not as_absent(world, body, make.cnic(9611))
    world.plant([replace(handed, body=InvestigationEvent("TRANSFER", "2021-02-01", to=FIA))])
    taken = ("FIR", "FIA/LAHORE/AHTC/9611/2021")
    world.plant(
        [make.case_file("fia-taken-9611", agency=FIA, officers=("fia-1",),
                        case_references=(CaseReference(*taken), *ref(number)))]
    )  # fmt: skip
    assert as_absent(world, body, make.cnic(9611))


def test_referral_that_reaches_for_another_case(world: World) -> None:
    """Sindh's victim bears Punjab's number too; Punjab's referral in its own case does not open Sindh's."""
    who, number, theirs = make.person(make.cnic(9612), name="Of Sindh"), "PB/LAHORE/ICHHRA/9612/2021", SINDH_OTHER_CASE
    world.plant(
        [
            make.case_file("pb-file-9612", agency=PUNJAB, officers=("pp-1",), case_references=ref(number)),
            referral("pb-referral-9612", "PB/LAHORE/9612/2024", number, who=who, day="2024-02-01"),
        ]
    )
    numbers = (*ref(theirs), *ref(number))
    world.plant([make.party("sd-victim-9612", role="VICTIM", agency=SINDH, subject=who, case_references=numbers)])
    assert as_absent(world, PROTECTOR.asking(case_key="PB/LAHORE/9612/2024"), make.cnic(9612))
