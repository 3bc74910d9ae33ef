"""Rows 30, 31, 32 and 34 of the review: who may ask by which law, and how well that law is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.decision import Level, RecordClass
from services.access.engine import CedarEngine, PolicyEngine
from services.access.purpose import AGENCY_KINDS, IFTA_APPLICANTS, INVESTIGATING, LEGAL_BASES
from services.access.reference import PERMISSIONS, ReferenceEngine
from services.vocabulary.access import Permission
from tests.unit.access.table import NOW_MS, OTHER, call

ENGINES: tuple[PolicyEngine, ...] = (CedarEngine.load(), ReferenceEngine())
KINDS = sorted(AGENCY_KINDS)


@pytest.mark.parametrize("engine", ENGINES, ids=["cedar", "model"])
class TestEngines:
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_warrant_is_for_those_whom_the_act_lists(self, engine: PolicyEngine, kind: str) -> None:
        """The warrant as second basis of a question about money and calls."""
        caller, case, _, _ = call("POLICE INVESTIGATE_CASE COMMS_MONEY", "besides=IFTA_WARRANT")
        found = engine.admit(replace(caller, agency_kind=kind), case, Permission.GRAPH_READ, NOW_MS, False, False)
        assert found.refusal == ("" if kind in IFTA_APPLICANTS else "PURPOSE_UNFIT")

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize(
        ("purpose", "query_class", "record", "words", "level"),
        [
            ("INVESTIGATE_CASE", "HISTORY", RecordClass(OTHER, "PARTY", "ACCUSED"), "", Level.DISCLOSED),
            ("PRELIMINARY_ENQUIRY", "HISTORY", RecordClass(OTHER, "PARTY", "ACCUSED"), "", Level.HIT),
            ("INVESTIGATE_CASE", "NETWORK", RecordClass(OTHER, "BORDER_CROSSING"), "accused", Level.DISCLOSED),
            (
                "JUVENILE_JUSTICE",
                "HISTORY",
                RecordClass(OTHER, "PARTY", "ACCUSED", juvenile="YES"),
                "second assigned cited",
                Level.DISCLOSED,
            ),
        ],
        ids=["row 6", "row 7", "row 15", "row 20"],
    )
    def test_whoever_investigates_by_statute_has_the_rows_of_investigators(
        self,
        engine: PolicyEngine,
        kind: str,
        purpose: str,
        query_class: str,
        record: RecordClass,
        words: str,
        level: Level,
    ) -> None:
        caller, case, relation, _ = call(f"POLICE {purpose} {query_class}", words)
        found = engine.decide(replace(caller, agency_kind=kind), case, record, relation, NOW_MS, False).level
        trying = purpose == "JUVENILE_JUSTICE" and kind in ("COURT", "PROBATION")
        assert (found == level) == (kind in INVESTIGATING or trying)


def test_each_statute_that_makes_an_investigator_is_marked_and_dated() -> None:
    assert set(INVESTIGATING) == {"POLICE", "FIA", "NARCOTICS", "CYBERCRIME", "CUSTOMS"}
    assert all(statute and mark in {"V", "V2", "K"} and day for statute, mark, day in INVESTIGATING.values())


def test_the_financial_unit_is_no_applicant() -> None:
    """s. 3(a): ISI, the services' agencies, IB and Police."""
    for engine in ENGINES:
        caller, case, _, _ = call("FMU ANALYSE_NETWORK COMMS_MONEY", "role=FMU_ANALYST basis=AMLA besides=IFTA_WARRANT")
        assert engine.admit(caller, case, Permission.GRAPH_READ, NOW_MS, False, False).refusal == "PURPOSE_UNFIT"


def test_the_register_of_sex_offenders_is_upkeep_and_trial_alone() -> None:
    basis = LEGAL_BASES["ANTI_RAPE"]
    assert basis.purposes == {"RECORD_UPKEEP", "TRIAL"}
    assert not basis.second_for
    assert not [name for name in PERMISSIONS if "PUSH" in name or "REGISTER" in name]
    for engine in ENGINES:
        for purpose, query_class in (("FOREIGN_ASSISTANCE", "RELEASE"), ("INVESTIGATE_CASE", "RELEASE")):
            caller, case, _, _ = call(f"CENTRAL_AUTHORITY {purpose} {query_class}", "basis=ANTI_RAPE")
            assert engine.admit(caller, case, Permission.RECORD_READ, NOW_MS, False, False).refusal == "PURPOSE_UNFIT"


def test_the_witness_acts_that_were_not_read_are_marked() -> None:
    basis = LEGAL_BASES["VICTIM_WITNESS"]
    assert "the capital's is a Bill" in basis.statute
    assert basis.mark.endswith("K")
