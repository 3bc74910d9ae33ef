"""The nouns are values: frozen, without a dictionary, equal by content; and each refusal has a reason of the wire."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import get_args

import pytest
from rabta.records.v1 import record_pb2
from rabta.signing.v1 import reason_pb2

from services.access.errors import Refused, Violation
from services.records import errors
from services.records.law.phases import GROUNDS, GROUNDS_UR, PHASES
from services.values import records
from services.values.records import Body, RecordVersion, Voice, kind_of
from services.vocabulary.steps import PROCEDURE
from tests.rows import of_rows
from tests.unit.records.papers import party, record

NOUNS = [cls for name in records.__all__ if is_dataclass(cls := getattr(records, name))]
REFUSALS = [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, Refused)]


@of_rows("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_frozen_and_slotted(noun: type) -> None:
    values = [None] * len(fields(noun))
    value = noun(*values)
    assert not hasattr(value, "__dict__")
    for each in fields(noun):
        with pytest.raises(FrozenInstanceError):
            setattr(value, each.name, "changed")
    assert value == noun(*values)
    assert noun.__doc__


def test_names_of_a_version() -> None:
    version = record(party(), agency="pk.fia", record_id="r1", version=3)
    assert version.record_name == "agencies/pk.fia/records/r1"
    assert version.name == "agencies/pk.fia/records/r1/versions/3"


def test_a_version_in_a_voice_says_all_that_it_said() -> None:
    """Each field has a value of its own, so that none can stand in another's place."""
    values = {each.name: f"of {each.name}" for each in fields(RecordVersion)}
    version = RecordVersion(**values)  # type: ignore[arg-type]  # text in every field
    spoken = version.spoken(Voice(kind="COURT"))
    assert spoken.voice == Voice(kind="COURT")
    assert {each: getattr(spoken, each) for each in values if each != "voice"} == {
        each: text for each, text in values.items() if each != "voice"
    }


@pytest.mark.parametrize(
    ("source", "information", "grade"),
    [("B", "2", "B2"), ("X", "4", "X4"), ("", "2", "-2"), ("A", "", "A-"), ("", "", "--")],
)
def test_grade(source: str, information: str, grade: str) -> None:
    assert replace(record(party()), source_grade=source, information_grade=information).grade == grade


def test_kinds_and_bodies_are_one_to_one() -> None:
    kinds = [kind_of(body()) for body in get_args(Body)]
    assert len(set(kinds)) == len(kinds) == len(record_pb2.RecordKind.DESCRIPTOR.values) - 1
    assert RecordVersion().body is None


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_each_refusal_has_a_reason_of_the_wire(refusal: type[Refused]) -> None:
    known = {value.name.removeprefix("REASON_") for value in reason_pb2.Reason.DESCRIPTOR.values}
    assert refusal.reason in known - {"UNSPECIFIED"}
    refused = refusal(Violation("field", "rule", "text"))
    assert refused.violations[0].rule == "rule"
    assert str(refused) == refusal.reason


def test_reasons_of_the_room() -> None:
    own = {refusal.reason for refusal in REFUSALS}
    assert {"NOT_OWNER", "PAGE_INVALID", "PAGE_OUT_OF_ORDER", "REQUEST_ID_REUSED"} <= own
    assert "STORAGE_UNAVAILABLE" in own


class TestPhases:
    @of_rows("name", PHASES)
    def test_each_is_of_one_piece(self, name: str) -> None:
        phase = PHASES[name]
        assert phase.standing in ("ALLEGATION", "ACCUSATION", "FINDING")
        assert phase.finality in ("NONE", "APPEALABLE", "UNDER_APPEAL", "FINAL")
        assert (phase.standing == "FINDING") == (phase.finality != "NONE") == (phase.offence or phase.acquitted)
        assert not (phase.offence and phase.favourable)
        assert phase.favourable or not phase.acquitted

    @of_rows("name", PHASES)
    def test_each_speaks_both_languages_alike(self, name: str) -> None:
        phase = PHASES[name]
        assert phase.words.isascii()
        assert not phase.words_ur.isascii()
        for blank in ("{by}", "{who}"):
            assert (blank in phase.words) == (blank in phase.words_ur)

    def test_only_what_is_final_or_open_says_so(self) -> None:
        assert all(p.words.endswith(", final") == (p.finality == "FINAL") for p in PHASES.values())
        not_acquittals = [p for p in PHASES.values() if "not an acquittal" in p.words]
        assert not_acquittals
        assert not any(p.acquitted for p in not_acquittals)

    def test_grounds(self) -> None:
        assert set(GROUNDS) <= set(PROCEDURE)
        assert set(GROUNDS_UR) == set(GROUNDS.values())
        assert not any(urdu.isascii() for urdu in GROUNDS_UR.values())
        assert GROUNDS_UR["s. 265-K"] == "دفعہ 265-K"
