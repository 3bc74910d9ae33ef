"""One record, one agreement, and whether the node may hold it: a row for each condition, both ways."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from services.access.decision import RecordClass
from services.access.purpose import PURPOSES
from services.membership.rows import AgencyRow, AgreementRow
from services.vocabulary.records import HandlingCode, PartyRole, RecordKind
from tests.fakes.world.registries import member_row

GIVER, HOLDER, OTHER, HUB = "pk.fia", "pk.customs", "pk.punjab-police", "pk.hub"


def agency(name: str = HOLDER, kind: str = "CUSTOMS", clearance: int = 2) -> AgencyRow:
    return member_row(name, kind, clearance)


def agreement(**change: object) -> AgreementRow:
    """Lists and charges of suspects, accused and listed, open or H1."""
    row = AgreementRow(
        id="lists",
        giver=GIVER,
        holder=HOLDER,
        kinds=frozenset({"LIST_ENTRY", "CHARGE", "CASE_FILE", "STATEMENT", "MISUSED_IDENTITY"}),
        handling=frozenset({"OPEN", "H1"}),
        roles=frozenset({"SUSPECT", "ACCUSED", "LISTED"}),
        purposes=frozenset({"INVESTIGATE_CASE", "CHECKPOINT"}),
        statute="Customs Act 1969 s. 7",
        since="2026-01-01",
        until="2027-01-01",
        stale_after_h=24,
        onward=False,
    )
    return row._replace(**change)  # type: ignore[arg-type]  # fields of several types by name


EVERYTHING = agreement(
    id="everything",
    kinds=frozenset(RecordKind),
    handling=frozenset(HandlingCode),
    roles=frozenset({*PartyRole, "JUVENILE"}),
    purposes=frozenset(PURPOSES),
)
"""The most that an agreement can say."""
ACCUSED = RecordClass(GIVER, "CHARGE", "ACCUSED", "ACCUSATION")


@dataclass(frozen=True)
class Case:
    """``given`` or not: a record of this class, by these agreements, to this holder, for this purpose."""

    given: bool
    what: dict[str, object] = field(default_factory=dict)
    by: AgreementRow = field(default_factory=agreement)
    holder: AgencyRow = field(default_factory=agency)
    purpose: str = ""
    released: bool = False

    @property
    def klass(self) -> RecordClass:
        return dataclasses.replace(ACCUSED, **self.what)  # type: ignore[arg-type]  # fields of several types by name


def _entry(**more: object) -> dict[str, object]:
    """What a post acts on."""
    return {"kind": "LIST_ENTRY", "role": "LISTED", "standing": "", "list_type": "ECL", **more}


def _terms(code: str, *names: str) -> dict[str, object]:
    return {"handling": code, "releasable_to": frozenset(names)}


def _order(order: str, *names: str) -> dict[str, object]:
    return {order: True, "spared": frozenset(names)}


CASES = (
    Case(True),
    Case(True, {"kind": "CASE_FILE", "role": "", "standing": ""}),
    Case(True, {"handling": "H1"}),
    Case(True, {"juvenile": "UNKNOWN"}),
    Case(True, {"danger": True, "has_authority": True}),
    Case(True, purpose="CHECKPOINT"),
    Case(True, {"owner": HOLDER, "str_derived": True, "juvenile": "DONE", "handling": "ORCON"}),
    Case(True, {"owner": HOLDER}, purpose="STATISTICS"),
    Case(False, {"owner": HOLDER, "expunged": True}),
    Case(False, {"expunged": True}, EVERYTHING),
    Case(False, {"owner": OTHER}, EVERYTHING),
    Case(False, {}, EVERYTHING, agency(OTHER, "POLICE")),
    Case(False, {"kind": "BAIL"}),
    Case(False, {"kind": "AUDIT_ENTRY"}, EVERYTHING),
    Case(True, {"kind": "BORDER_CROSSING"}, EVERYTHING),
    Case(False, {"kind": "PROTECTION_ORDER", "role": ""}, EVERYTHING),
    Case(False, {"kind": "REFERRAL", "role": ""}, EVERYTHING),
    Case(False, {"kind": "CLAIM_ANSWER", "role": ""}, EVERYTHING),
    Case(False, {"kind": "REVIEW", "role": ""}, EVERYTHING),
    Case(False, {"role": "VICTIM"}),
    Case(True, {"role": "VICTIM"}, EVERYTHING),
    Case(False, {"role": "WITNESS"}),
    Case(False, {"role": "COMPLAINANT"}),
    Case(False, {"role": "VICTIM"}, agreement(roles=frozenset({"ACCUSED", "JUVENILE"}))),
    Case(False, {"juvenile": "YES"}),
    Case(False, {"juvenile": "POSSIBLE"}),
    Case(False, {"juvenile": "YES"}, agreement(roles=frozenset({"JUVENILE"}))),
    Case(False, {"juvenile": "YES", "handling": "H2"}, agreement(roles=frozenset({"ACCUSED", "JUVENILE"}))),
    Case(True, {"juvenile": "YES"}, agreement(roles=frozenset({"ACCUSED", "JUVENILE"}))),
    Case(False, {"juvenile": "DONE"}, EVERYTHING),
    Case(False, {"handling": "H2"}),
    Case(True, {"handling": "H2"}, EVERYTHING),
    Case(False, _terms("H3", HOLDER)),
    Case(False, _terms("H3", OTHER), EVERYTHING),
    Case(True, _terms("H3", HOLDER), EVERYTHING),
    Case(False, _terms("ORCON"), EVERYTHING),
    Case(True, _terms("H3"), EVERYTHING, released=True),
    Case(False, _terms("H3"), released=True),
    Case(False, _terms("ORCON"), EVERYTHING, released=True),
    Case(False, _terms("H3") | {"juvenile": "DONE"}, EVERYTHING, released=True),
    Case(False, _terms("H3") | {"sealed": True}, EVERYTHING, released=True),
    Case(False, _terms("H3") | {"clearance": 3}, EVERYTHING, released=True),
    Case(False, _terms("H3") | {"protected_person": True}, EVERYTHING, released=True),
    Case(True, _terms("ORCON", HOLDER), EVERYTHING),
    Case(False, _order("sealed", OTHER), EVERYTHING),
    Case(True, _order("sealed", HOLDER)),
    Case(False, _order("sealed", f"{HOLDER}/cus-7"), EVERYTHING),
    Case(False, _order("own_sealed"), EVERYTHING),
    Case(True, _order("own_sealed", HOLDER)),
    Case(False, _order("pseudonym"), EVERYTHING),
    Case(True, _order("pseudonym", HOLDER)),
    Case(False, {"protected_person": True}, EVERYTHING),
    Case(False, {"protected_person": True, "interim": True, "spared": frozenset({HOLDER})}, EVERYTHING),
    Case(False, {"kind": "STATEMENT", "role": "WITNESS"}, EVERYTHING),
    Case(True, {"kind": "STATEMENT"}),
    Case(True, {"contradicted": True}),
    Case(False, {"stranger_to": "pk.fia"}, EVERYTHING),
    Case(False, {"misuse_claimed": True}, EVERYTHING),
    Case(False, {"favourable": True}, EVERYTHING),
    Case(False, {"enquiry_only": True}, EVERYTHING),
    Case(False, {"weak_grade": True}, EVERYTHING),
    Case(False, {"str_derived": True}, EVERYTHING),
    Case(False, {"str_derived": True, "releasable_to": frozenset({HOLDER})}, EVERYTHING),
    Case(False, {"feed": "TRAVEL"}, EVERYTHING),
    Case(False, {"clearance": 3}),
    Case(True, {"clearance": 2}),
    Case(True, {"clearance": 3}, holder=agency(clearance=3)),
    Case(False, {}, EVERYTHING, agency(kind="IDENTITY_REGISTRY")),
    Case(True, {"kind": "MISUSED_IDENTITY"}, EVERYTHING, agency(kind="IDENTITY_REGISTRY")),
    Case(True, {"kind": "BORDER_CROSSING"}, EVERYTHING, agency(kind="IDENTITY_REGISTRY")),
    Case(False, purpose="ANALYSE_NETWORK"),
    Case(True, _entry(juvenile="YES")),
    Case(True, _entry(juvenile="POSSIBLE"), purpose="CHECKPOINT"),
    Case(False, _entry(juvenile="YES"), purpose="INVESTIGATE_CASE"),
    Case(False, _entry(juvenile="YES"), agreement(purposes=frozenset({"INVESTIGATE_CASE"}))),
    Case(False, _entry(juvenile="YES"), holder=agency(kind="FIA")),
    Case(False, _entry(juvenile="DONE")),
    Case(True, _entry(protected_person=True, interim=True, has_authority=True)),
    Case(True, _entry(kind="PROCLAMATION", protected_person=True, interim=True), EVERYTHING),
    Case(False, _entry(protected_person=True, interim=True), EVERYTHING),
    Case(False, _entry(protected_person=True, has_authority=True), EVERYTHING),
    Case(False, _entry(protected_person=True, interim=True, has_authority=True, list_type="WATCH"), EVERYTHING),
)
