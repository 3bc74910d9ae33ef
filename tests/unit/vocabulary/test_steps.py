"""Steps of a case are the words of the wire, in the order of procedure, and each is somebody's."""

from __future__ import annotations

from rabta.records.v1.case_pb2 import EventType

from services.vocabulary.steps import OF_COURT, OF_INVESTIGATION, OF_OTHER_BODIES, PROCEDURE
from tests.unit.vocabulary.test_readings import words_of

OF_BOTH = {"TRANSFER", "SECTION_ADDED", "SECTION_DELETED"}
"""Steps that police and courts both take."""


def test_each_step_of_the_wire_has_its_place_but_the_finding_of_an_age() -> None:
    """An age is no step of the case; two steps are read off bodies that name none."""
    assert len(PROCEDURE) == len(set(PROCEDURE))
    assert set(PROCEDURE) == (words_of(EventType) - {"AGE_DETERMINED"}) | OF_OTHER_BODIES
    assert {"COMPLAINT", "CERTIFICATE"} == OF_OTHER_BODIES


def test_each_step_is_of_the_investigation_or_a_courts() -> None:
    assert OF_COURT & OF_INVESTIGATION == OF_BOTH
    assert words_of(EventType) == OF_COURT | OF_INVESTIGATION


def test_what_the_magistrate_decides_is_no_step_of_police() -> None:
    assert not OF_INVESTIGATION & {"CANCELLATION_REFUSED", "CANCELLATION_ORDERED", "COGNIZANCE", "CHARGE_FRAMED"}
    assert {"NOT_SENT_UP", "CHALLAN_FINAL", "FIR", "ENQUIRY", "RELEASE_169", "UNTRACED_REPORT"} <= OF_INVESTIGATION
