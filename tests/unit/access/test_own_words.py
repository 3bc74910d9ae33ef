"""Which of two judgments a call is decided by: to the owner's officers as written, to everybody else as it is."""

from __future__ import annotations

from dataclasses import replace

from services.access.class_text import class_text, known_class, read_class
from services.access.decision import RecordClass
from services.access.own_words import read_written, seen_by, written_text

SINDH, FIA = "pk.sindh-police", "pk.fia"
HIDDEN = RecordClass(SINDH, "PARTY", "ACCUSED", juvenile="YES", sealed=True, spared=frozenset({FIA}))
WRITTEN = {"juvenile": "NO", "sealed": False, "spared": frozenset[str]()}
BOTH = replace(HIDDEN, written=written_text(WRITTEN))


def test_the_owner_sees_its_words_and_nobody_else_does() -> None:
    assert seen_by(BOTH, SINDH) == RecordClass(SINDH, "PARTY", "ACCUSED")
    assert seen_by(BOTH, FIA) == HIDDEN
    assert seen_by(HIDDEN, SINDH) == HIDDEN


def test_a_text_there_and_back() -> None:
    assert read_written(BOTH.written) == WRITTEN
    assert written_text({}) == ""
    assert read_class(class_text(BOTH)) == BOTH


def test_a_class_that_is_the_same_to_everybody_has_the_text_of_before() -> None:
    assert "written" not in class_text(HIDDEN)


def test_no_other_node_says_what_an_owner_sees() -> None:
    assert known_class(class_text(HIDDEN)) == HIDDEN
    assert known_class(class_text(BOTH)) is None
