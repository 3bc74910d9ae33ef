"""The closed words are exactly those of the protocol and of the policies, and are plain text wherever they go."""

from __future__ import annotations

import json
import re
import sqlite3
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rabta.access.v1 import purpose_pb2, rule_pb2
from rabta.audit.v1 import entry_pb2
from rabta.linkage.v1 import feed_pb2
from rabta.membership.v1 import registry_pb2
from rabta.records.v1 import case_pb2, history_pb2, listing_pb2, record_pb2

from audit.entry import CASE_STATES, EntryKind
from services.access import purpose as words
from services.access.decision import RecordClass
from services.vocabulary import access, records, steps
from services.vocabulary.word import Word
from tests.rows import of_rows
from tests.shared import ROOT
from tests.unit.vocabulary.test_readings import words_of

ON_WIRE: list[tuple[type[Word], Any]] = [
    (records.RecordKind, record_pb2.RecordKind),
    (records.PartyRole, record_pb2.PartyRole),
    (records.RecordStatus, record_pb2.RecordStatus),
    (records.Standing, history_pb2.Standing),
    (records.ListType, listing_pb2.ListType),
    (records.HandlingCode, purpose_pb2.HandlingCode),
    (steps.EventType, case_pb2.EventType),
    (access.Permission, rule_pb2.Permission),
    (access.Purpose, purpose_pb2.Purpose),
    (access.LegalBasis, purpose_pb2.LegalBasis),
    (access.QueryClass, purpose_pb2.QueryClass),
    (access.AgencyKind, registry_pb2.AgencyKind),
    (access.FeedKind, feed_pb2.FeedKind),
    (access.AuthorityKind, feed_pb2.AuthorityKind),
    (access.CaseState, entry_pb2.CaseState),
]
EVERY: list[type[Word]] = [*(own for own, _ in ON_WIRE), records.Age, records.OtherKind, steps.OtherEvent]
POLICIES = "\n".join(path.read_text() for path in sorted((Path(ROOT) / "services/access/policies").glob("*.cedar")))
COMPARED = {
    "kind": {*records.RecordKind, *records.OtherKind},
    "role": set(records.PartyRole),
    "standing": set(records.Standing),
    "juvenile": set(records.Age),
    "handling": set(records.HandlingCode),
    "feed": set(access.FeedKind),
    "list_type": set(records.ListType),
    "agency_kind": set(access.AgencyKind),
    "legal_basis": set(access.LegalBasis),
    "second_basis": set(access.LegalBasis),
    "case_state": set(access.CaseState),
}
"""Attribute of the schema that policies compare -> its words."""
UNNAMED: dict[str, set[Word]] = {"Purpose": {access.Purpose.STATISTICS}, "Permission": {access.Permission.COPY_HOLD}}
"""Words that no policy names: statistics show no record, and no officer holds copies."""


@of_rows(("own", "wire"), ON_WIRE, ids=[own.__name__ for own, _ in ON_WIRE])
def test_words_are_those_of_the_protocol(own: type[Word], wire: Any) -> None:
    assert set(own) == words_of(wire)


@of_rows("own", EVERY, ids=[own.__name__ for own in EVERY])
def test_a_word_is_its_name_and_plain_text(own: type[Word]) -> None:
    """Stored, sent, hashed and compared as the text that it is; no word is empty."""
    for name, word in own.__members__.items():
        assert name == word == str(word) == f"{word}" != ""
        assert hash(word) == hash(name)
        texts: dict[str, int] = {name: 1}
        words: dict[str, int] = {word: 1}
        assert texts[word] == words[name] == 1
        assert json.dumps({word: word}) == json.dumps({name: name})
        assert sqlite3.connect(":memory:").execute("SELECT ?1, typeof(?1)", (word,)).fetchone() == (name, "text")


@pytest.mark.parametrize("attribute", sorted(COMPARED))
def test_policies_compare_with_closed_words_alone(attribute: str) -> None:
    one = re.findall(rf'\.{attribute} [!=]= "(\w+)"', POLICIES)
    many = re.findall(rf"\[([^\]]*)\]\.contains\(\w+\.{attribute}\)", POLICIES)
    found = {*one, *(word for each in many for word in re.findall(r'"(\w+)"', each))}
    assert found <= COMPARED[attribute]
    assert found or attribute in ("role", "agency_kind"), "policies name it, or a group of the schema does"


@pytest.mark.parametrize(("entity", "own"), [("Permission", access.Permission), ("Purpose", access.Purpose)])
def test_policies_name_every_entity_of_these_words_and_no_other(entity: str, own: type[Word]) -> None:
    assert set(re.findall(rf'Rabta::{entity}::"(\w+)"', POLICIES)) | UNNAMED.get(entity, set()) == set(own)


def test_the_log_keeps_the_states_of_a_case_and_numbers_its_kinds_as_the_wire_does() -> None:
    assert set(CASE_STATES) == set(access.CaseState)
    for enum, own in ((entry_pb2.EntryKind, EntryKind), (entry_pb2.CaseState, CASE_STATES)):
        assert [name.rpartition("_KIND_")[2].removeprefix("CASE_STATE_") for name in enum.keys()[1:]] == list(own)


def test_the_tables_of_access_are_of_these_words() -> None:
    assert words.PURPOSES.keys() == set(access.Purpose)
    assert words.LEGAL_BASES.keys() == set(access.LegalBasis)
    assert words.QUERY_CLASSES.keys() == set(access.QueryClass)
    assert {word for group in words.GROUPS.values() for word in group} <= {
        *records.RecordKind, *records.PartyRole, *access.AgencyKind
    }  # fmt: skip
    plain = RecordClass("pk.fia", "PARTY")
    assert (plain.juvenile, plain.handling) == (records.Age.NO, records.HandlingCode.OPEN)


def test_two_kinds_of_record_and_what_is_none_share_no_word() -> None:
    assert not set(records.RecordKind) & set(records.OtherKind)
    assert all(one is not other for one, other in combinations(EVERY, 2))
