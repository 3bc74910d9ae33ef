"""Every closed word has its reading in both languages, and each stands in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rabta.access.v1.purpose_pb2 import CaseReferenceType
from rabta.linkage.v1.graph_pb2 import EdgeKind, NodeKind
from rabta.linkage.v1.link_pb2 import LinkScoring, LinkSign
from rabta.records.v1 import case_pb2, court_pb2, custody_pb2, listing_pb2
from rabta.records.v1.history_pb2 import Finality, Standing
from rabta.records.v1.record_pb2 import PartyRole, RecordStatus

from graph.model import EDGE_KINDS, NODE_KINDS
from services.access.purpose import PURPOSES as KNOWN_PURPOSES
from services.vocabulary import readings, record_readings
from services.vocabulary.readings import is_urdu, reading
from tests.arch.tree import shipped
from tests.rows import of_rows


def words_of(enum: Any) -> set[str]:
    prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", enum.DESCRIPTOR.name).upper() + "_"
    return {name.removeprefix(prefix) for name in enum.keys()} - {"UNSPECIFIED"}  # noqa: SIM118


TABLES: list[tuple[str, Mapping[str, tuple[str, str]], Iterable[str]]] = [
    ("purposes", readings.PURPOSES, KNOWN_PURPOSES),
    ("roles", readings.ROLES, words_of(PartyRole)),
    ("standings", readings.STANDINGS, words_of(Standing)),
    ("finalities", readings.FINALITIES, words_of(Finality)),
    ("statuses", readings.STATUSES, words_of(RecordStatus)),
    ("signs", readings.SIGNS, words_of(LinkSign)),
    ("scorings", readings.SCORINGS, words_of(LinkScoring)),
    ("nodes", readings.NODES, {*NODE_KINDS, *words_of(NodeKind)}),
    ("edges", readings.EDGES, {*EDGE_KINDS, *words_of(EdgeKind)}),
    ("events", record_readings.EVENTS, words_of(case_pb2.EventType)),
    ("custody", record_readings.CUSTODY, words_of(custody_pb2.CustodyType)),
    ("releases", record_readings.RELEASES, words_of(custody_pb2.ReleaseReason)),
    ("bail", record_readings.BAIL, words_of(custody_pb2.BailType)),
    ("lists", record_readings.LISTS, words_of(listing_pb2.ListType)),
    ("proclamations", record_readings.PROCLAMATIONS, words_of(listing_pb2.ProclamationType)),
    ("protections", record_readings.PROTECTIONS, words_of(listing_pb2.ProtectionType)),
    ("verdicts", record_readings.VERDICTS, words_of(listing_pb2.ClaimVerdict)),
    ("foreign", record_readings.FOREIGN, words_of(court_pb2.ForeignOutcome)),
]


@of_rows(("table", "known"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_every_word_is_read_in_both_languages(table: Mapping[str, tuple[str, str]], known: Iterable[str]) -> None:
    assert table.keys() == set(known)


@of_rows("table", [*(row[1] for row in TABLES), record_readings.REGISTERS])
def test_each_is_written_with_the_letters_of_its_language(table: Mapping[str, tuple[str, str]]) -> None:
    """In Urdu a section's number and letter, or a statute's name, stand between."""
    for english, urdu in table.values():
        assert re.fullmatch(r"[A-Za-z0-9 ,.:;()?'-]+", english)
        assert re.fullmatch("[\u0600-\u06ff0-9A-Z :()-]+", urdu)
        assert re.search("[\u0600-\u06ff]", urdu)


def test_registers_are_read_by_words_of_the_wire() -> None:
    """One that is not named is told by its own word."""
    assert record_readings.REGISTERS.keys() == words_of(CaseReferenceType)


def test_no_other_table_of_the_product_reads_a_role_or_a_purpose() -> None:
    urdu = {both[1] for table in (readings.PURPOSES, readings.STANDINGS) for both in table.values() if " " in both[1]}
    found = {source.path for source in shipped() for text in urdu if f'"{text}"' in source.text}
    assert found == {"services/vocabulary/readings.py"}
    roles = {'("complainant", "مستغیث")', '("victim", "متاثرہ")'}
    assert {s.path for s in shipped() for text in roles if text in s.text} == {"services/vocabulary/readings.py"}


def test_a_word_is_read_in_the_language_that_is_asked_for() -> None:
    assert [reading(readings.ROLES, "VICTIM", urdu=urdu) for urdu in (False, True)] == ["victim", "متاثرہ"]
    assert reading(readings.NODES, "SUBJECT", urdu=False) == "Person"


def test_a_word_of_a_later_version_is_its_own_name() -> None:
    assert reading(readings.ROLES, "NEW_ROLE", urdu=True) == "new role"
    assert (is_urdu("ur-PK"), is_urdu("UR"), is_urdu(""), is_urdu("urx")) == (True, True, False, False)
