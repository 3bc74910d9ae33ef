"""A record as rows of the graph: kinds, ids, classes, and who is drawn as arrested together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EDGE_KINDS
from services.linkage.facts import CrossingFacts
from services.linkage.projection import project
from services.linkage.projection.project import MAX_GROUP, Member, pairs
from tests.fakes.record_changes import CASE, facts
from tests.rows import of_rows

A = facts("a")


def test_an_accused_has_an_edge_for_everything_they_are_named_with() -> None:
    found = {(edge.kind, edge.start, edge.end, edge.note) for edge in project.subject_edges(A, 7)}
    assert found == {
        ("PARTY_TO", A.record, CASE, "ACCUSED"),
        ("IDENTIFIED_BY", A.record, "CNIC:3520212345671", ""),
        ("PHONE_USED_BY", "+923001234567", A.record, "stated by pk.punjab-police"),
        ("LIVES_AT", A.record, "DISTRICT:PK-PB-LHR", ""),
    }


def test_rows_carry_what_stands_behind_them() -> None:
    node = project.subject_node(A, 7)
    assert (node.id, node.klass, node.label, node.owner, node.source) == (A.record, 7, "Man a", A.agency, A.version)
    assert (node.role, node.grade, node.note) == ("ACCUSED", "B2", '{"father": "Father", "kind": "PARTY"}')
    edges = project.subject_edges(A, 7)
    assert {(e.klass, e.owner, e.source, e.grade, e.handling, e.known_ms) for e in edges} == {
        (7, A.agency, A.version, "B2", "OPEN", 1000)
    }
    assert len({edge.id for edge in edges}) == len(edges)


def test_accounts_and_journeys() -> None:
    crossing = CrossingFacts("EXIT", 86_400_000, "1970-01-02", "Torkham", "PK-1")
    found = project.subject_edges(replace(A, kind="BORDER_CROSSING", accounts=("IBAN:PK1",), crossing=crossing), 1)
    kinds = {edge.kind: edge for edge in found}
    assert (kinds["ACCOUNT_USED_BY"].start, kinds["ACCOUNT_USED_BY"].end) == ("IBAN:PK1", A.record)
    moved = kinds["TRAVELLED"]
    assert (moved.end, moved.note, moved.at_ms) == ("CROSSING:TORKHAM:PK-1:1970-01-02", "EXIT", 86_400_000)
    walked = project.subject_edges(replace(A, crossing=replace(crossing, carrier="")), 1)
    assert "CROSSING:TORKHAM:ON-FOOT:1970-01-02" in {edge.end for edge in walked}


def test_handsets_and_vehicles_are_used_by_them_as_their_agency_says() -> None:
    who = replace(A, devices=("IMEI:490154203237518", "IMSI:410011234567890"), vehicles=("LEA1234",))
    found = [edge for edge in project.subject_edges(who, 7) if edge.kind in ("DEVICE_USED_BY", "VEHICLE_USED_BY")]
    said = "stated by pk.punjab-police"
    assert [(edge.kind, edge.start, edge.end, edge.note, edge.klass) for edge in found] == [
        ("DEVICE_USED_BY", "IMEI:490154203237518", A.record, said, 7),
        ("DEVICE_USED_BY", "IMSI:410011234567890", A.record, said, 7),
        ("VEHICLE_USED_BY", "LEA1234", A.record, said, 7),
    ]
    assert [(node.kind, node.klass, node.source) for node in project.shared_ends(found)] == [
        ("DEVICE", 0, ""),
        ("DEVICE", 0, ""),
        ("VEHICLE", 0, ""),
    ]


def test_a_number_of_nobody_known_is_tied_to_its_case_and_arrests_nobody() -> None:
    nobody = replace(A, role="LISTED", label="", label_ur="", father="", documents=(), district="", address="")
    assert project.is_subject(nobody)
    ties = [(edge.kind, edge.start, edge.end, edge.note) for edge in project.subject_edges(nobody, 7)]
    assert ties == [
        ("PARTY_TO", A.record, CASE, "LISTED"),
        ("PHONE_USED_BY", "+923001234567", A.record, "stated by pk.punjab-police"),
    ]
    assert project.members_of(nobody, 7) == []


def test_a_number_of_a_person_is_no_case() -> None:
    assert "PARTY_TO" not in {e.kind for e in project.subject_edges(replace(A, cases=("CRO:7", "FINGERPRINT:8")), 1)}


@of_rows(
    ("changes", "stands"),
    [
        ({}, True),
        ({"status": "CORRECTED"}, True),
        ({"status": "WITHDRAWN"}, False),
        ({"status": "EXPUNGED"}, False),
        ({"about_person": False}, False),
        ({"kind": "CHARGE"}, False),
        ({"kind": "STATEMENT"}, False),
        ({"kind": "MISUSED_IDENTITY", "role": "LISTED"}, False),
        ({"kind": "CUSTODY_EVENT", "custody": "ADMISSION"}, True),
        ({"kind": "CUSTODY_EVENT", "custody": "RELEASE"}, False),
        ({"kind": "FOREIGN_RECORD"}, True),
        ({"role": "VICTIM"}, True),
    ],
)
def test_which_records_stand_as_a_subject(changes: dict[str, Any], stands: bool) -> None:
    assert project.is_subject(replace(A, **changes)) is stands


def test_a_case_file_joins_its_numbers() -> None:
    file = replace(A, kind="CASE_FILE", cases=(CASE, "COURT_CASE:LHC/1/2024", "CHALLAN:4"))
    found = project.case_edges(file, 3)
    assert [(edge.start, edge.end) for edge in found] == [(CASE, "COURT_CASE:LHC/1/2024"), (CASE, "CHALLAN:4")]
    assert [edge.id for edge in found] == [project.refers_id(A.record, edge.start, edge.end) for edge in found]
    assert project.case_edges(replace(file, status="WITHDRAWN"), 3) == []
    assert project.case_edges(A, 3) == []


@pytest.mark.parametrize(("role", "number"), [("ACCUSED", 1), ("SUSPECT", 1), ("VICTIM", 0), ("WITNESS", 0), ("", 0)])
def test_only_the_accused_are_arrested_together(role: str, number: int) -> None:
    assert len(project.members_of(replace(A, role=role, cases=(CASE, "COURT_CASE:LHC/1/2024")), 1)) == number


def member(subject: int, klass: int) -> Member:
    return Member(CASE, f"s{subject:03}", klass, f"v{subject}", subject)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 3)), unique_by=lambda one: one[0], max_size=60))
def test_what_is_hidden_changes_no_pair_that_is_seen(them: list[tuple[int, int]]) -> None:
    members = [member(*one) for one in them]
    for shown in ({1}, {2}, {1, 2}, {1, 2, 3}):
        seen = {(a, b) for a, b in pairs(members) if {a.klass, b.klass} <= shown}
        assert seen == set(pairs([one for one in members if one.klass in shown]))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 2)), unique_by=lambda one: one[0], max_size=20))
def test_a_small_group_is_joined_each_to_each(them: list[tuple[int, int]]) -> None:
    found = pairs([member(*one) for one in them])
    assert len(found) == len(set(found)) == len(them) * (len(them) - 1) // 2
    assert all(one.subject < other.subject for one, other in found)


def test_a_large_group_is_joined_by_its_case_alone() -> None:
    assert pairs([member(n, 1) for n in range(MAX_GROUP + 1)]) == []
    assert len(pairs([member(n, 1) for n in range(MAX_GROUP)])) == MAX_GROUP * (MAX_GROUP - 1) // 2


def test_a_derived_edge_names_both_sources_and_is_known_when_the_later_is() -> None:
    edge = project.co_arrested(member(1, 1), member(2, 2), 9)
    assert (edge.start, edge.end, edge.klass, edge.note) == ("s001", "s002", 9, CASE)
    assert (edge.source, edge.known_ms) == ("v1 v2", 2)


def test_ends_are_bare_numbers() -> None:
    nodes = project.shared_ends(project.subject_edges(A, 7))
    assert {node.kind for node in nodes} == {"CASE", "DOCUMENT", "PHONE", "PLACE"}
    assert {(node.klass, node.label, node.source) for node in nodes} == {(0, "", "")}
    assert all(EDGE_KINDS[edge.kind] for edge in project.subject_edges(A, 7))
