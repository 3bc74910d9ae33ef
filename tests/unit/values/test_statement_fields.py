"""Fields of a statement: what is sound, what is malformed, and what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.records import wire
from services.values.records import Attendance, ProtectionOrder, RecordVersion, Statement, StatementVideo
from services.values.validation.validate import violations
from tests.rows import of_rows
from tests.unit.records.papers import record

EARLIER = "agencies/pk.punjab/records/s1"
WHOLE = Statement(
    "AFFIDAVIT",
    "2024-05-10T11:00",
    "Oath Commissioner",
    text="I take back what I said.",
    retracts=True,
    relation="RETRACTS",
    earlier=(EARLIER,),
    language="ps",
    written_in="ur",
    interpreter="An interpreter",
    video=StatementVideo(bytes(32), "pk.court"),
    place_kind="COURT",
    liberty="FREE",
    support_person="A support person",
    measures=("IN_CAMERA", "SCREEN"),
    attendance=(Attendance("A magistrate", "MAGISTRATE"), Attendance("A support person", "SUPPORT")),
    drafter="A notary",
    left_shelter="2024-05-01",
)


def taken(record_id: str = "s2", **change: Any) -> RecordVersion:
    return record(replace(WHOLE, **change), role="VICTIM", record_id=record_id)


def test_a_whole_statement_is_sound_and_crosses_the_wire() -> None:
    assert violations(taken()) == ()
    assert wire.decode_version(wire.encode(taken())) == taken()


def test_one_from_before_relations_is_sound() -> None:
    assert violations(record(Statement("161", "2024", retracts=True), role="VICTIM")) == ()


@of_rows(
    ("change", "field", "rule"),
    [
        ({"earlier": ("s1",)}, "earlier", "pattern"),
        ({"earlier": (EARLIER,) * 21}, "earlier", "too-many"),
        ({"language": "Pashto"}, "language", "pattern"),
        ({"written_in": "UR"}, "written_in", "pattern"),
        ({"interpreter": "a\x00"}, "interpreter", "unsafe-text"),
        ({"video": StatementVideo(b"short", "pk.court")}, "video", "length"),
        ({"video": StatementVideo(bytes(32))}, "video", "required"),
        ({"support_person": "a" * 201}, "support_person", "too-long"),
        ({"measures": ("in camera",)}, "measures", "pattern"),
        ({"measures": ("",)}, "measures", "required"),
        ({"attendance": (Attendance("", "POLICE"),)}, "attendance", "required"),
        ({"attendance": (Attendance("Somebody"),)}, "attendance", "required"),
        ({"left_shelter": "May"}, "left_shelter", "iso-date"),
        ({"left_shelter": "2024-05-11"}, "left_shelter", "after-statement"),
        ({"drafter": "a\u202e"}, "drafter", "unsafe-text"),
        ({"relation": "ADDS"}, "retracts", "relation-differs"),
        ({"relation": "FIRST", "retracts": False}, "earlier", "first-has-earlier"),
        ({"record_id": "s1"}, "earlier", "earlier-itself"),
    ],
)
def test_what_is_malformed_or_contradicts_itself(change: dict[str, Any], field: str, rule: str) -> None:
    assert [(each.field, each.rule) for each in violations(taken(**change))] == [(f"statement.{field}", rule)]


@pytest.mark.parametrize(
    ("kind", "measures", "sound"),
    [("MEASURES", ("SCREEN",), True), ("MEASURES", (), False), ("SEALED", ("SCREEN",), False), ("SEALED", (), True)],
)
def test_an_order_of_measures_names_them_and_no_other_does(kind: str, measures: tuple[str, ...], sound: bool) -> None:
    order = record(ProtectionOrder(kind, "2024", "A Court", measures=measures), role="VICTIM")
    assert [each.field for each in violations(order)] == ([] if sound else ["protection_order.measures"])
