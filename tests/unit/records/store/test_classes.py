"""A class has one text, one id, and comes back as it was; what a version says of itself is read off it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.class_text import read_class
from services.access.decision import BESIDE, RecordClass
from services.records.protection.classes import NOTHING, Derived, Own, class_row, own_of, own_of_class, shields
from tests.fakes.record_maker import expunged, listing, order, party, person

OWNS = st.builds(
    Own,
    owner=st.sampled_from(["pk.fia", "pk.punjab-police"]),
    kind=st.sampled_from(["PARTY", "LIST_ENTRY"]),
    role=st.sampled_from(["", "ACCUSED", "VICTIM"]),
    weak_grade=st.booleans(),
    handling=st.sampled_from(["OPEN", "H3", "ORCON"]),
    releasable_to=st.frozensets(st.sampled_from(["pk.fia", "pk.customs"])),
    clearance=st.integers(0, 3),
    str_derived=st.booleans(),
    list_type=st.sampled_from(["", "ECL"]),
    has_authority=st.booleans(),
    danger=st.booleans(),
    expunged=st.booleans(),
)
DERIVED = st.builds(
    Derived,
    standing=st.sampled_from(["", "FINDING"]),
    juvenile=st.sampled_from(["NO", "YES", "DONE"]),
    sealed=st.booleans(),
    protected_person=st.booleans(),
    pseudonym=st.booleans(),
    spared=st.frozensets(st.sampled_from(["pk.fia", "pk.fia/fia-1"])),
    favourable=st.booleans(),
    enquiry_only=st.booleans(),
    missing_child=st.booleans(),
)


@given(OWNS, DERIVED)
def test_a_class_comes_back_from_its_text(own: Own, derived: Derived) -> None:
    row = class_row(own, derived)
    assert read_class(row.attributes) == row.klass
    assert own_of_class(row.klass) == own
    assert 0 <= row.id < 2**60


@given(st.tuples(OWNS, DERIVED), st.tuples(OWNS, DERIVED))
def test_ids_are_equal_for_equal_classes_alone(one: tuple[Own, Derived], other: tuple[Own, Derived]) -> None:
    assert (class_row(*one).id == class_row(*other).id) == (one == other)


def test_every_attribute_of_a_class_is_either_said_or_derived() -> None:
    """The feed of money and calls is no record; what is beside a class is made of two judgments; all else must be filled."""
    known = {field.name for field in fields(RecordClass)}
    assert {*Own._fields, *Derived._fields} == known - {"feed", BESIDE}


def test_read_off_a_version() -> None:
    own = own_of(party(handling="H3", releasable_to=("pk.fia",), clearance=2, str_derived=True))
    assert (own.kind, own.role, own.handling, own.clearance, own.str_derived) == ("PARTY", "ACCUSED", "H3", 2, True)
    assert own.releasable_to == frozenset({"pk.fia"})
    assert own_of(listing(authority="")).has_authority is False
    assert own_of(listing()).list_type == "ECL"
    assert own_of(party(subject=person(dangers=("ARMED",)))).danger
    assert own_of(party()).danger is False
    assert own_of(expunged(party())).expunged


@pytest.mark.parametrize(
    ("source", "information", "weak"),
    [("A", "1", False), ("C", "2", False), ("X", "1", True), ("A", "3", True), ("B", "4", True)],
)
def test_weak_grades(source: str, information: str, weak: bool) -> None:
    assert own_of(party(source_grade=source, information_grade=information)).weak_grade is weak


def test_a_handling_code_that_is_not_stated_is_the_strictest() -> None:
    assert own_of(party(handling="")).handling == "ORCON"


def test_what_must_look_absent() -> None:
    plain = class_row(own_of(party())).klass
    assert not shields(plain)
    for change in (
        {"juvenile": "POSSIBLE"},
        {"sealed": True},
        {"protected_person": True},
        {"pseudonym": True},
        {"str_derived": True},
        {"expunged": True},
        {"handling": "ORCON"},
        {"handling": "H3"},
    ):
        assert shields(replace(plain, **change)), change


def test_an_order_is_about_somebody() -> None:
    assert class_row(own_of(order("o", "SEALED")), NOTHING).klass.kind == "PROTECTION_ORDER"
