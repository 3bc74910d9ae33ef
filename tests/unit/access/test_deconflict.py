"""Who may offer a desk, and which records keep everybody silent: each condition by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.decision import RecordClass
from services.access.deconflict import OPEN_BASES, SECRET, keeps_silent, may_consent
from services.access.purpose import INVESTIGATING, LEGAL_BASES, PURPOSES
from services.vocabulary.access import AgencyKind
from tests.fakes.records_node import caller
from tests.rows import of_rows

OFFICER = caller()
ORDINARY = RecordClass("pk.fia", "PARTY", "ACCUSED", "ACCUSATION")
BARRED: dict[str, Caller] = {
    **{f"kind {kind}": replace(OFFICER, agency_kind=kind) for kind in AgencyKind if kind not in INVESTIGATING},
    **{f"purpose {purpose}": replace(OFFICER, purpose=purpose) for purpose in PURPOSES if purpose != OFFICER.purpose},
    **{f"basis {basis}": replace(OFFICER, legal_basis=basis) for basis in LEGAL_BASES if basis not in OPEN_BASES},
    "a warrant besides": replace(OFFICER, second_basis="PECA_WARRANT"),
}
SILENT: dict[str, RecordClass] = {
    **{role: replace(ORDINARY, role=role) for role in ("VICTIM", "WITNESS", "COMPLAINANT")},
    **{f"age {age}": replace(ORDINARY, juvenile=age) for age in ("YES", "POSSIBLE", "DONE")},
    "sealed": replace(ORDINARY, sealed=True),
    "sealed by its own": replace(ORDINARY, own_sealed=True),
    "protected person": replace(ORDINARY, protected_person=True),
    "pseudonym": replace(ORDINARY, pseudonym=True),
    "financial intelligence": replace(ORDINARY, str_derived=True),
    "originator's": replace(ORDINARY, handling="ORCON"),
    "secret": replace(ORDINARY, clearance=SECRET),
}
TELLING: dict[str, RecordClass] = {
    "accused": ORDINARY,
    "suspect": replace(ORDINARY, role="SUSPECT", standing="ALLEGATION"),
    "age unknown": replace(ORDINARY, juvenile="UNKNOWN"),
    "named agencies": replace(ORDINARY, handling="H3"),
    "below secret": replace(ORDINARY, clearance=SECRET - 1),
    "untested": replace(ORDINARY, weak_grade=True, enquiry_only=True),
}


@pytest.mark.parametrize("kind", INVESTIGATING)
@pytest.mark.parametrize("basis", sorted(OPEN_BASES))
def test_who_investigates_a_registered_case_may_offer_their_desk(kind: str, basis: str) -> None:
    assert may_consent(replace(OFFICER, agency_kind=kind, legal_basis=basis))


@of_rows("case", BARRED)
def test_nobody_else_may(case: str) -> None:
    assert not may_consent(BARRED[case])


@of_rows("case", SILENT)
def test_what_protects_or_is_secret_keeps_silent(case: str) -> None:
    assert keeps_silent(SILENT[case])


@pytest.mark.parametrize("case", TELLING)
def test_what_is_known_to_its_accused_does_not(case: str) -> None:
    assert not keeps_silent(TELLING[case])
