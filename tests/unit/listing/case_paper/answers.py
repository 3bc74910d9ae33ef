"""Answers about invented accused of one case, as a court's own question for a trial brings them."""

from __future__ import annotations

from dataclasses import replace

from services.access.details import Details
from services.listing.antecedents.answer import Answer, Signed
from services.values.records import Banner, Identifier, RecordVersion
from services.values.records import VersionProof as Proof
from tests.unit.listing.antecedents.papers import final, history, signed
from tests.unit.records.papers import (
    CNIC,
    COURT,
    COURT_A,
    HIGH_COURT,
    KINDS,
    OTHER_CNIC,
    PPC,
    case_file,
    custody,
    order,
    party,
    record,
    step,
    subject,
)

WHY = Details("TRIAL", "TRIAL_ANTECEDENTS", "", "HISTORY", COURT_A.type, COURT_A.key)
CP, NADRA = "pk.child-protection", "pk.nadra"
MEMBERS = {**KINDS, COURT: "COURT", HIGH_COURT: "COURT", CP: "CHILD_PROTECTION", NADRA: "IDENTITY_REGISTRY"}
CO_ACCUSED = subject("Imran Khan", "Yusuf Khan", numbers=(OTHER_CNIC,))
PROOF = Proof(b"g" * 32, 3, b"s" * 16, ())


def answer(*papers: RecordVersion, about: Identifier = CNIC, **changes: object) -> Answer:
    """What the court was told of one number."""
    told = history(*papers)
    proven = tuple(Signed(each, PROOF.page_sha256, PROOF.index) for each in signed(told))
    digest = about.value.encode().ljust(32, b".")
    made = Answer(about, "lc-7001", COURT, 1_770_000_000_000, WHY, digest, told, proven, MEMBERS)
    return replace(made, **changes)  # type: ignore[arg-type]  # each is of its own field


def tried() -> list[RecordVersion]:
    """A case before its court, of which nobody has decided."""
    return [
        record(case_file(summary="She was found at the Gulberg shelter."), role="", record_id="fir"),
        record(party(PPC), record_id="named"),
        record(custody("ARREST", "2024-03-06"), record_id="taken"),
        record(step("CHALLAN_FINAL", "2024-05-01"), role="", record_id="challan"),
        record(order("CHARGE_FRAMED", "2024-06-01"), record_id="charge"),
    ]


def of_other() -> list[RecordVersion]:
    """The same case about who else it accuses."""
    return [
        record(case_file(summary="She was found at the Gulberg shelter."), role="", record_id="fir"),
        record(party(PPC), of=CO_ACCUSED, record_id="named-2"),
        record(order("CHARGE_FRAMED", "2024-06-01"), of=CO_ACCUSED, record_id="charge-2"),
    ]


TRIED, OTHER = answer(*tried()), answer(*of_other(), about=OTHER_CNIC)
CONVICTED = answer(*final())
DOUBTED = replace(
    TRIED,
    history=replace(
        TRIED.history,
        banners=(
            Banner("number-of-many", "Many bear this number.", "یہ نمبر کئی افراد کا ہے۔"),
            Banner("review-first", "Ask the prosecution desk, reference R-1.", "پہلے پوچھیں R-1"),
        ),
    ),
)
