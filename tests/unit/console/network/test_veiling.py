"""Who is protected has neither name nor number on a chart, wherever it stands; without names nobody has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.console.network.content import Content, merged
from services.console.network.veiling import VEILED, Codes, protected, veiled
from services.values.network import Answer, Borne, Node, NodeKey, Path, Stub
from tests.unit.console.network.sample import (
    ACCOUNT,
    ACCUSED,
    ANSWERS,
    CNIC,
    CODES,
    NAMES,
    PEOPLE,
    PHONE,
    SAME_VICTIM,
    STUB,
    VICTIM,
    VICTIM_PHONE,
    VICTIM_SAYS,
    row,
)  # fmt: skip

ALL = merged(ANSWERS.values())


def test_the_protected_are_people_their_other_records_and_what_leads_to_them() -> None:
    assert protected(ALL.answer) == {VICTIM, SAME_VICTIM, VICTIM_PHONE, CNIC}


@pytest.mark.parametrize("role", ["VICTIM", "WITNESS", "COMPLAINANT"])
def test_each_protected_role_is(role: str) -> None:
    assert protected(Answer((replace(PEOPLE[0], role=role),))) == {ACCUSED}


def test_a_record_alone_is_no_other_person() -> None:
    """Zero is nobody's number: two records that no decision joins are not one person."""
    loose = Answer((replace(PEOPLE[1], person=0), replace(PEOPLE[0], person=0)))
    assert protected(loose) == {VICTIM}


def test_nothing_of_the_protected_is_left() -> None:
    found = veiled(ALL, CODES)
    assert all(each not in repr(found) for each in VICTIM_SAYS)
    assert NAMES[0] in repr(found)
    assert PHONE.id in repr(found)
    shown = [node for node in found.answer.nodes if node.label == VEILED[0]]
    assert [node.label_ur for node in shown] == [VEILED[1]] * 2
    assert {node.role for node in shown} == {"VICTIM", ""}
    assert len(found.answer.edges) == len(ALL.answer.edges)
    assert [edge.id for edge in found.answer.edges] == [edge.id for edge in ALL.answer.edges]


def test_paths_stubs_and_numbers_asked_about_are_veiled_too() -> None:
    answer = replace(
        ALL.answer, stubs=(replace(STUB, before=VICTIM), Stub(after=CNIC)), borne=(Borne(CNIC, (VICTIM,)),)
    )
    found = veiled(Content(answer, (Path((ACCUSED, VICTIM, CNIC), ("d1",)),)), CODES)
    assert all(each not in repr(found) for each in VICTIM_SAYS)
    assert found.paths[0].nodes == (ACCUSED, CODES.key(VICTIM), CODES.key(CNIC))


def test_without_names_nothing_names_anybody() -> None:
    found = veiled(ALL, CODES, names=False)
    ids = [node.key.id for node in ALL.answer.nodes if node.key]
    assert all(each not in repr(found.answer.nodes) + repr(found.paths) for each in (*NAMES, *ids))
    assert [edge.note for edge in found.answer.edges] == [""] * len(found.answer.edges)
    assert {node.key.kind for node in found.answer.nodes if node.key} == {"SUBJECT", "PHONE", "ACCOUNT"}


def test_a_chart_without_the_protected_is_left_as_it_is() -> None:
    plain = Content(Answer((PEOPLE[0],), (row("h", "ACCOUNT_HELD_BY", ACCOUNT, ACCUSED),)))
    assert veiled(plain, CODES) is plain


def test_codes_are_one_for_one_id_and_others_under_another_secret() -> None:
    assert CODES.key(CNIC) == CODES.key(CNIC) != CODES.key(replace(CNIC, kind="PHONE"))
    assert Codes(b"\1" * 32).key(CNIC) != CODES.key(CNIC)
    assert CODES.key(CNIC).kind == "DOCUMENT"
    assert veiled(Content(Answer((Node(key=NodeKey("PHONE", "\udcff"), role="VICTIM"),))), CODES).answer.nodes
