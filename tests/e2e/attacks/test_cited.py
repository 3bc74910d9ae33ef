"""A number is no key: whoever knows one, or writes one on a file of their own, opens nobody's records with it."""

from __future__ import annotations

from dataclasses import replace

from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import (
    AUDITOR,
    COURT_CASE,
    JUDGE,
    PROTECTOR,
    PUNJAB_CASE,
    SINDH_INVESTIGATOR,
    SINDH_OTHER_CASE,
    UNHELD_CASE,
    Officer,
)
from tests.e2e.planted import NOBODY, TRAVELLER, WITNESS
from tests.e2e.world import World


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
