"""The closed vocabulary: the same words as on the wire and in the document, and policies named by their rows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from cedarpy import policies_to_json_str
from rabta.access.v1 import purpose_pb2, rule_pb2
from rabta.membership.v1 import registry_pb2
from rabta.records.v1 import listing_pb2, record_pb2
from rabta.signing.v1 import reason_pb2

from services.access import purpose as words
from services.access.reference import PERMISSIONS
from services.access.ruleset import policy_text
from tests.shared import ROOT

STATIC = json.loads(policies_to_json_str(policy_text()))["staticPolicies"].values()
DOCUMENT = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")


def names(enum: Any, prefix: str) -> set[str]:
    return {name.removeprefix(prefix) for name in enum.keys()} - {"UNSPECIFIED"}  # noqa: SIM118


@pytest.mark.parametrize(
    ("enum", "prefix", "known"),
    [
        (purpose_pb2.Purpose, "PURPOSE_", words.PURPOSES),
        (purpose_pb2.QueryClass, "QUERY_CLASS_", words.QUERY_CLASSES),
        (purpose_pb2.LegalBasis, "LEGAL_BASIS_", words.LEGAL_BASES),
        (purpose_pb2.Role, "ROLE_", words.ROLES),
        (purpose_pb2.HandlingCode, "HANDLING_CODE_", words.HANDLING),
        (purpose_pb2.CaseReferenceType, "CASE_REFERENCE_TYPE_", words.REFERENCES),
        (registry_pb2.AgencyKind, "AGENCY_KIND_", words.AGENCY_KINDS),
        (record_pb2.RecordKind, "RECORD_KIND_", words.RECORD_KINDS),
        (record_pb2.PartyRole, "PARTY_ROLE_", words.RECORD_ROLES - {""}),
        (listing_pb2.ListType, "LIST_TYPE_", words.LIST_TYPES - {""}),
        (rule_pb2.Permission, "PERMISSION_", PERMISSIONS),
    ],
)
def test_words_are_those_of_the_wire(enum: object, prefix: str, known: set[str]) -> None:
    assert names(enum, prefix) == set(known)


def test_every_purpose_can_be_used() -> None:
    for name, purpose in words.PURPOSES.items():
        assert purpose.classes <= words.QUERY_CLASSES.keys()
        assert purpose.references <= words.REFERENCES
        assert purpose.roles <= words.ROLES
        assert words.bases_of(name)


def test_every_basis_serves_something_that_there_is() -> None:
    for basis in words.LEGAL_BASES.values():
        assert basis.purposes | basis.second_for
        assert basis.purposes <= words.PURPOSES.keys()
        assert basis.second_for <= words.QUERY_CLASSES.keys()
        assert re.fullmatch(r"(?:V2?|K|check)(?:; (?:V2?|K))?", basis.mark)


def test_money_and_calls_need_one_of_four_warrants() -> None:
    assert words.seconds_of("COMMS_MONEY") == {"PECA_WARRANT", "IFTA_WARRANT", "AMLA", "COURT_ORDER"}
    assert words.seconds_of("HISTORY") == {""}


def test_no_kind_but_the_log_and_the_graph_is_hidden_from_upkeep() -> None:
    assert words.KINDS - words.QUERY_CLASSES["UPKEEP"] == {"LINK", "AUDIT_ENTRY"}
    assert set().union(*words.QUERY_CLASSES.values()) == words.KINDS


def test_policies_are_named_by_their_rows() -> None:
    ids = {policy["annotations"]["id"] for policy in STATIC}
    rows = {int(name[1:3]) for name in ids if re.match(r"r\d\d[ab]?-", name)}
    assert rows == {*range(1, 38), 39, 40}
    assert {name for name in ids if not re.match(r"r\d\d[ab]?-[a-z-]+$", name)} == {
        "scope-kind",
        "note-travels",
        "second-person-invalid",
        "second-person-family",
        *(name for name in ids if name.startswith("ask-")),
    }


def test_refusals_are_of_the_closed_list() -> None:
    reasons = {policy["annotations"].get("reason") for policy in STATIC} - {None}
    assert reasons <= names(reason_pb2.Reason, "REASON_")
    for policy in STATIC:
        assert ("reason" in policy["annotations"]) <= (policy["effect"] == "forbid")


def test_whoever_may_have_a_level_may_have_those_below() -> None:
    """Grants speak of a level and those below it, caps of a level and those above it: nothing else."""
    for policy in STATIC:
        scope = policy["action"].get("entity", {}).get("id", "")
        if policy["effect"] == "permit":
            assert scope in {"ask", "name", "hit", "upToCaution", "upToDisclose"}
        else:
            assert scope in {"", "beyondHit", "upToDisclose"}


def spelt(found: frozenset[str], otherwise: str = "-") -> str:
    return " ".join(sorted(word.lower() for word in found - {""})) or otherwise


def shown(kinds: frozenset[str]) -> str:
    """Kinds of record as the document groups them."""
    left = [word.lower() for word in sorted(words.CASE_RECORD - kinds)]
    if kinds >= words.RECORD_KINDS:
        heads, rest = ["every kind of record"], kinds - words.RECORD_KINDS
    elif kinds >= words.CASE_RECORD:
        heads, rest = ["case records"], kinds - words.CASE_RECORD
    elif len(left) < 4:
        heads, rest = ["case records without " + " ".join(left)], kinds - words.CASE_RECORD
    else:
        heads, rest = [], kinds
    return ", ".join([*heads, *(kind.lower() for kind in sorted(rest))]) or "no record"


def test_the_document_shows_every_purpose() -> None:
    for name, purpose in words.PURPOSES.items():
        cells = (spelt(purpose.classes), spelt(purpose.references), spelt(purpose.roles))
        case = "own" if purpose.own_case else "any"
        assert f"| `{name.lower()}` | {' | '.join(cells)} | {case} |" in DOCUMENT


def test_the_document_shows_every_query_class() -> None:
    for name, kinds in words.QUERY_CLASSES.items():
        assert f"| `{name.lower()}` | {shown(kinds)} | {spelt(words.seconds_of(name))} |" in DOCUMENT


def test_the_document_shows_every_basis_with_its_mark() -> None:
    for name, basis in words.LEGAL_BASES.items():
        most = words.PURPOSES.keys() - basis.purposes == {"STATISTICS"}
        serves = "all but statistics" if most else spelt(basis.purposes)
        cells = (basis.statute, serves, spelt(basis.second_for), basis.limit or "-", basis.mark)
        assert f"| `{name.lower()}` | {' | '.join(cells)} |" in DOCUMENT


def test_the_document_shows_every_row() -> None:
    rows = {policy["annotations"]["id"][1:3] for policy in STATIC if policy["annotations"]["id"][0] == "r"}
    assert all(re.search(rf"^\| {int(row)} \|", DOCUMENT, re.MULTILINE) for row in rows - {"st"})


def test_the_document_names_every_policy_cause() -> None:
    for policy in STATIC:
        cause = policy["annotations"].get("cause")
        assert cause is None or f"`{cause}`" in DOCUMENT
