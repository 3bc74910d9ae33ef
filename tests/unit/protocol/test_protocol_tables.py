"""The checked tables of ``docs/protocol.md`` say what the code says."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from rabta.access.v1.purpose_pb2 import CaseReferenceType
from rabta.audit.v1.entry_pb2 import OpenEntry
from rabta.exchange.v1.order_pb2 import ErasureReceipt
from rabta.records.v1.case_pb2 import EventType
from rabta.records.v1.record_pb2 import RecordKind
from rabta.records.v1.subject_pb2 import IdentifierType
from rabta.signing.v1.header_pb2 import SigHeader
from rabta.signing.v1.page_pb2 import PageHeader
from rabta.signing.v1.reason_pb2 import Reason
from rabta.signing.v1.refusals_pb2 import RefusalDay

from audit.limits import LimitSettings
from audit.quorum import STALE_MS
from audit.refusal import Refusal
from audit.replies import MAX_ENTRIES, MAX_RECEIPTS
from audit.retention import statement
from services.access import approver, assertion, claims, page_tokens, token
from services.access.jws import MAX_BYTES, RULES
from services.edge import body, check_request, registry_rpc, serve, unlogged
from services.edge.door import Bounds
from services.edge.status import CODES
from services.issuer import errors as issuer_errors
from services.issuer.settings import IssuerSettings
from services.membership import rules
from services.node.settings import NodeSettings
from services.records.app import describing, search_person
from services.signing import cohort, evidence, header, pae, refusals
from services.signing import page as pages
from services.values import case_references, identifiers
from services.values.records import CaseReference
from services.values.validation import validate
from services.values.validation.field_rules import BODIES
from services.vocabulary.steps import OF_COURT, OF_INVESTIGATION
from tests.unit.protocol.document import PAGE, page, table
from tests.unit.protocol.messages import methods

TEXT = page()
NO_CAUSES = {Refusal.REPLAYED, Refusal.EXPIRED, Refusal.RATE_LIMITED, Refusal.WITNESS_STALE}


def column(name: str, place: int = 0) -> list[str]:
    return [row[place] for row in table(TEXT, name)]


def test_metadata_keys_and_sizes() -> None:
    assert {row[0]: int(row[3]) for row in table(TEXT, "metadata")} == dict(check_request.SIZES)


def test_signature_types() -> None:
    handed_over = (pae.HANDOVER, pae.HANDOVER_ANSWER)
    of_nodes = (pae.HEADER, pae.COHORT, pae.PAGE, pae.REGISTRY, pae.ENROLMENT, pae.ROSTER, pae.REFUSALS)
    known = [kind.decode() for kind in (*of_nodes, pae.ERASURE_RECEIPT, pae.PAPERS, pae.CHART, *handed_over)]
    destroyed = column("types", 1)[-1]
    assert column("types", 1) == [*known, destroyed]
    assert destroyed.encode() in statement("o", "pk.fia", "2026-03")


@pytest.mark.parametrize(
    ("name", "message", "place"),
    [
        ("header", SigHeader, 1),
        ("page", PageHeader, 1),
        ("refusals", RefusalDay, 1),
        ("receipt", ErasureReceipt, 1),
        ("entry", OpenEntry, 1),
    ],
)
def test_fields_by_number(name: str, message: Any, place: int) -> None:
    found = [(int(row[0]), row[place]) for row in table(TEXT, name)]
    assert found == [(field.number, field.name) for field in message.DESCRIPTOR.fields]


def test_the_fields_of_a_header_have_the_types_of_the_message() -> None:
    kinds = {4: "uint64", 3: "int64", 9: "string", 12: "bytes", 13: "uint32", 14: "enum", 8: "bool"}
    assert column("header", 2) == [kinds[field.type] for field in SigHeader.DESCRIPTOR.fields]


def members(name: str) -> set[str]:
    return {one.strip() for cell in column(name) for one in cell.split(",")}


def test_claims() -> None:
    assert members("token") == token.FORMS.keys()
    assert members("assertion") == assertion.FORMS.keys()
    assert members("approver") == approver.FORMS.keys() - claims.OFFICER_FORMS.keys()


def test_rules_of_tokens() -> None:
    assert dict(table(TEXT, "token-rules")) == dict(RULES)


def test_refusals_of_the_issuer() -> None:
    known = {(kind.error, str(kind.status)) for kind in issuer_errors.Declined.__subclasses__()}
    assert {(row[0], row[1]) for row in table(TEXT, "issuer")} == known
    assert sorted(column("issuer", 2)) == sorted(issuer_errors.REASONS.values())


def test_reasons_and_their_status() -> None:
    assert {row[0]: row[1] for row in table(TEXT, "reasons")} == {name: code.name for name, code in CODES.items()}
    assert {f"REASON_{name}" for name in column("reasons")} == set(Reason.keys()) - {"REASON_UNSPECIFIED"}


def test_reasons_that_leave_no_entry() -> None:
    without = {row[0] for row in table(TEXT, "reasons") if row[2] == "no"}
    assert without == header.WITHOUT_ENTRY | {"UNAUTHENTICATED"}


def test_causes() -> None:
    assert set(column("causes")) == {cause.value for cause in set(Refusal) - NO_CAUSES - set(unlogged.LIMITED_FOR_MS)}
    assert set(unlogged.WITH_LEAF) == {Refusal.RATE_LIMITED, Refusal.WITNESS_STALE}


def test_methods_and_their_rules() -> None:
    assert table(TEXT, "methods") == methods()


def _needed(body: type) -> str:
    bare = body()
    return " ".join(name for name, rule in BODIES[body] if (rule(getattr(bare, name)) or ("",))[0] == "required")


def test_kinds_and_what_they_need() -> None:
    known = {kind.removeprefix("RECORD_KIND_"): number for kind, number in RecordKind.items() if number}
    bodies = {
        "".join(f"_{c}" if c.isupper() else c for c in body.__name__).lstrip("_").upper(): body for body in BODIES
    }
    assert column("kinds") == list(known)
    for kind, person, case, needs in table(TEXT, "kinds"):
        assert (person == "yes", case == "yes") == (kind in validate.ABOUT_PERSON, kind in validate.IN_CASE), kind
        assert needs == _needed(bodies[kind]), kind


def test_steps_of_each_office() -> None:
    names = [name.removeprefix("EVENT_TYPE_") for name in EventType.keys()]  # noqa: SIM118
    found = {row[0]: row[1].split() for row in table(TEXT, "events")}
    assert found["INVESTIGATION_EVENT"] == [name for name in names if name in OF_INVESTIGATION]
    assert found["COURT_EVENT"] == [name for name in names if name in OF_COURT]


def _rows(name: str) -> list[list[str]]:
    """Cells, an escaped bar taken for the bar it stands for."""
    joined = TEXT.replace("\\|", "\x00")
    return [[cell.replace("\x00", "|") for cell in row] for row in table(joined, name)]


def test_identifiers() -> None:
    rows = _rows("identifiers")
    names = [name.removeprefix("IDENTIFIER_TYPE_") for name in IdentifierType.keys()][1:]  # noqa: SIM118
    assert [row[0] for row in rows] == names
    for kind, _, example, typed in rows:
        country = "PK" if kind == "PASSPORT" else ""
        assert identifiers.parse(kind, typed, country).value == example, kind
        assert identifiers.parse(kind, example, country).value == example, kind


def test_references() -> None:
    for kind, key in table(TEXT, "references"):
        assert f"CASE_REFERENCE_TYPE_{kind}" in CaseReferenceType.keys()  # noqa: SIM118
        assert case_references.is_canonical(CaseReference(kind, key))


def test_forms_of_names() -> None:
    label = rules.LABEL.pattern
    assert pages.FEED_NAME.pattern == label
    assert column("forms", 1) == [
        rules.AGENCY_ID.pattern, label, label, rules.JURISDICTION.pattern, rules.PHONE.pattern, rules.EMAIL.pattern
    ]  # fmt: skip


def test_limits() -> None:
    listen = {field.name: field.default for field in dataclasses.fields(serve.Listen)}
    counted = LimitSettings()
    said = {name: int(value) for name, value in table(TEXT, "limits")}
    assert said == {
        "header, bytes": header.MAX_HEADER,
        "life of a header, ms": header.MAX_LIFE_MS,
        "skew of clocks, ms": header.SKEW_MS,
        "answers in a cohort": cohort.MAX_COHORT,
        "access token or approver token, bytes": MAX_BYTES,
        "life of an access token, s": token.LONGEST_S,
        "life of an approver token, s": approver.LONGEST_S,
        "life of an assertion, s": assertion.LONGEST_S,
        "request message, bytes": body.MESSAGE_LIMIT,
        "answer message, bytes": serve.SEND_LIMIT,
        "metadata, bytes": 24 * 1024,
        "streams of a connection": listen["streams"],
        "life of a connection, s": listen["age_s"],
        "wait for the body, s": body.BODY_WAIT_S,
        "time until a connection's first authenticated call, s": Bounds().stranger_s,
        "bytes until then": Bounds().stranger_bytes,
        "wait for SETTINGS to be acknowledged, s": serve.SETTINGS_MS // 1000,
        "connections of a certificate to one process": Bounds().certificate,
        "longest deadline, s": body.LONGEST_S,
        "versions in a page": pages.MAX_VERSIONS,
        "bytes in a page": pages.MAX_BYTES,
        "versions of GetRegistry": registry_rpc.MAX_STEPS,
        "indexes of GetReceipts": MAX_RECEIPTS,
        "entries of GetEntries": MAX_ENTRIES,
        "counts in an issuer's statement": refusals.MAX_COUNTS,
        "bytes of an issuer's statement": refusals.MAX_BYTES,
        "page size of Search, ListVersions, GetPage and ListNotices": page_tokens.MAX_PAGE_SIZE,
        "page size where not stated": page_tokens.DEFAULT,
        "page size of SearchPerson": search_person.MAX_PAGE_SIZE,
        "candidates of a description, over all pages": search_person.MAX_CANDIDATES,
        "names, and numbers, of a description": describing.MAX_GIVEN,
        "evidence bundle, bytes": evidence.MAX_BYTES,
        "names of a subject": validate._MAX_NAMES,
        "identifiers of a subject": validate._MAX_IDENTIFIERS,
        "case references of a version": validate._MAX_REFERENCES,
        "distinct numbers, officer and hour": counted.officer_per_hour,
        "distinct numbers, officer and day": counted.officer_per_day,
        "distinct numbers, agency and hour": counted.agency_per_hour,
        "calls, officer and hour": counted.officer_calls_per_hour,
        "calls, system without officer, and hour": counted.system_calls_per_hour,
        "calls, agency and hour": counted.agency_calls_per_hour,
        "calls, system that pulls copies, and hour": counted.exchange_calls_per_hour,
        "entries, agency and day": counted.agency_entries_per_day,
        "bytes of entries, agency and day": counted.agency_bytes_per_day,
        "entries of the exchange, agency and day": counted.exchange_entries_per_day,
        "bytes of entries of the exchange, agency and day": counted.exchange_bytes_per_day,
        "witnesses stale after, ms": STALE_MS,
    }


OPERATIONS = (PAGE.parent / "operations.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "settings"), [("node-settings", NodeSettings), ("issuer-settings", IssuerSettings)])
def test_settings_and_their_defaults(name: str, settings: type[NodeSettings] | type[IssuerSettings]) -> None:
    known = {field.name: str(field.default) for field in dataclasses.fields(settings) if field.name != "folder"}
    assert {row[0]: row[1] for row in table(OPERATIONS, name)} == known
