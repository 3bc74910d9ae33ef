"""Who refers, and who has somebody in custody, goes by the part in that very case: of its owner of now, of a prison that
has not let them go."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

import pytest

from services.values.records import CaseReference, CustodyEvent, InvestigationEvent, RecordVersion, Referral
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    custody,
    fir,
    version,
)
from tests.fakes.records_node import Node
from tests.fakes.stated import About
from tests.integration.records.test_in_cited_case import (
    CHILD,
    HIGH,
    HIGHS,
    SEEN,
    VICTIM,
    court_file,
    protector,
    put,
    seen,
    supervisor,
)

THEIRS = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2021")
KARACHI = CaseReference("FIR", "SD/KARACHI/CLIFTON/27/2016")


class TestReferral:
    NUMBER, FIAS = CaseReference("REFERRAL", "LHR/5/2024"), CaseReference("REFERRAL", "FIA/5/2024")
    HANDED = version("INVESTIGATION_EVENT", "handed", InvestigationEvent("TRANSFER", "2021-02-01", to=FIA))
    TAKEN = case_file("taken", agency=FIA, officers=("fia-1",), case_references=(THEIRS, fir()))

    def referral(self, *numbers: CaseReference, **more: Unpack[About]) -> RecordVersion:
        stated: About = {"agency": POLICE, "role": "VICTIM", "subject": VICTIM, "case_references": numbers, **more}
        return version("REFERRAL", "referral", Referral(CHILD, "2024-02-01"), **stated)

    @pytest.mark.parametrize(("day", "opened"), [("2021-01-31", {"victim"}), ("2021-06-01", set[str]())])
    def test_a_former_owner_refers_nobody_and_what_it_decided_stands(
        self, node: Node, day: str, opened: set[str]
    ) -> None:
        put(node, case_file(), SEEN, self.referral(self.NUMBER, fir(), valid_from=day))
        assert seen(node, protector(self.NUMBER.key)) == {"victim"}
        put(node, self.HANDED, self.TAKEN)
        assert seen(node, protector(self.NUMBER.key)) == opened

    def test_who_took_the_case_refers_under_either_number(self, node: Node) -> None:
        word = self.referral(self.FIAS, fir(), agency=FIA, valid_from="2021-06-01")
        put(node, case_file(), SEEN, word)
        assert seen(node, protector(self.FIAS.key)) == set()
        put(node, self.HANDED, self.TAKEN)
        assert seen(node, protector(self.FIAS.key)) == {"victim"}

    def test_a_record_of_another_case_that_names_the_number_is_not_opened(self, node: Node) -> None:
        """Each case apart: the body was referred to in one, and the record's own case is another's."""
        theirs = replace(SEEN, record_id="theirs", agency=SINDH, case_references=(KARACHI, fir()))
        put(node, case_file(), SEEN, theirs, self.referral(self.NUMBER, fir()))
        assert seen(node, protector(self.NUMBER.key)) == {"victim"}

    def test_the_number_of_an_enquiry_refers_nobody_of_the_case_that_it_led_to(self, node: Node) -> None:
        """The case is its FIR's holder's, who names the enquiry as the enquiry's holder names the FIR."""
        enquiry = CaseReference("ENQUIRY", "FIA/LAHORE/3/2020")
        put(
            node,
            case_file(case_references=(fir(), enquiry)),
            case_file("fias", agency=FIA, officers=("fia-1",), case_references=(enquiry, fir())),
            replace(SEEN, case_references=(fir(), enquiry)),
            self.referral(self.FIAS, enquiry, agency=FIA),
        )
        assert seen(node, protector(self.FIAS.key)) == set()

    def test_of_two_whose_numbers_are_one_case_each_refers_under_its_own(self, node: Node) -> None:
        put(
            node,
            case_file(case_references=(fir(), KARACHI)),
            case_file("sindhs", agency=SINDH, case_references=(KARACHI, fir())),
            SEEN,
            replace(SEEN, record_id="theirs", agency=SINDH, case_references=(KARACHI,)),
            self.referral(self.NUMBER, fir()),
        )
        assert seen(node, protector(self.NUMBER.key)) == {"victim"}


class TestCustody:
    NUMBER, JAIL = CaseReference("ORDER", "LHC/12/2024"), CaseReference("PRISON_CONVICT", "CAMP JAIL/9")
    IN = custody("in", "ADMISSION", "2021-01-02", agency=PRISONS, case_references=(JAIL, NUMBER))

    def sentenced(self, node: Node) -> None:
        step = custody("sentence", "PROBATION", "2021-01-01", agency=HIGH, case_references=(HIGHS, self.NUMBER))
        put(node, case_file(), court_file(HIGH, HIGHS), step)

    @pytest.mark.parametrize("end", ["RELEASE", "ESCAPE", "DEATH"])
    @pytest.mark.parametrize("under", ["its own number", "both"])
    def test_a_prison_that_let_them_go_reads_no_more_than_anybody(self, node: Node, end: str, under: str) -> None:
        self.sentenced(node)
        who = supervisor(PRISONS, "jailer-1", kind="PRISON")
        put(node, self.IN)
        assert seen(node, who, CNIC) == {"sentence", "in"}
        numbers = (self.JAIL,) if under == "its own number" else (self.JAIL, self.NUMBER)
        reason = "SENTENCE_SERVED" if end == "RELEASE" else ""
        out = custody("out", end, "2022-01-02", reason=reason, agency=PRISONS, case_references=numbers)
        put(node, out)
        assert "sentence" not in seen(node, who, CNIC)
        put(node, custody("again", "ADMISSION", "2023-01-02", agency=PRISONS, case_references=(self.JAIL, self.NUMBER)))
        assert "sentence" in seen(node, who, CNIC)

    def test_a_paper_that_admits_nobody_is_no_custody(self, node: Node) -> None:
        self.sentenced(node)
        put(node, replace(self.IN, body=CustodyEvent("TRANSFER", "2021-01-02", "Ichhra")))
        assert "sentence" not in seen(node, supervisor(PRISONS, "jailer-1", kind="PRISON"), CNIC)
