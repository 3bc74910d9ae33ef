"""Each form takes what it says it takes, to its bound and no further, and names the rule that is broken."""

from __future__ import annotations

import pytest

from services.values.records import Extract
from services.values.validation.field_forms import Rule, blob, digest, each, line, number, pattern, prose, when, word
from services.values.validation.field_rules import extract
from tests.rows import of_rows

A, OTHER = "a", "\u202e"
"""A letter, and what turns the direction of a text."""

FORMS: dict[str, tuple[Rule, list[tuple[object, str]]]] = {
    "line": (line(3), [("", ""), ("aaa", ""), ("aaaa", "too-long"), ("a\nb", "unsafe-text"), (OTHER, "unsafe-text")]),
    "line that is needed": (line(3, required=True), [("", "required"), ("a", "")]),
    "prose": (prose(3), [("", ""), ("a\nb", ""), ("a\tb", ""), ("aaaa", "too-long"), (OTHER, "unsafe-text")]),
    "pattern": (pattern("[a-c]+", "a to c"), [("", ""), ("abc", ""), ("abcd", "pattern"), ("d", "pattern")]),
    "pattern that is needed": (pattern("[a-c]+", "a to c", required=True), [("", "required"), ("a", "")]),
    "day": (when(), [("", "required"), ("2024", ""), ("2024-05-01", ""), ("2024-02-30", "iso-date")]),
    "day that may be unsaid": (when(required=False), [("", ""), ("2024-05-01", ""), ("soon", "iso-date")]),
    "any word": (word(), [("", "required"), ("FIR", "")]),
    "word": (word(frozenset({"FIR"})), [("", "required"), ("FIR", ""), ("CHALLAN", "word-unfit")]),
    "number": (number(7), [(0, ""), (7, ""), (8, "range"), (-1, "range")]),
    "each": (
        each(2, pattern("a", "an a", required=True)),
        [((), ""), ((A, A), ""), ((A, A, A), "too-many"), ((A, "b"), "pattern"), (("", A), "required")],
    ),
    "blob": (blob(2), [(b"", ""), (b"ab", ""), (b"abc", "too-long")]),
    "digest": (
        digest(required=True),
        [(b"", "required"), (bytes(32), ""), (bytes(31), "length"), (bytes(33), "length")],
    ),
    "digest that may be unsaid": (digest(required=False), [(b"", ""), (bytes(32), ""), (bytes(31), "length")]),
}


@of_rows("name", FORMS)
def test_a_form_takes_what_it_says(name: str) -> None:
    rule, told = FORMS[name]
    for value, broken in told:
        found = rule(value)
        assert (found[0] if found else "") == broken, value


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        (None, False),
        (Extract("Sessions", "7", "2022-01-01", bytes(32)), False),
        (Extract("", "7", "2022-01-01", bytes(32)), True),
        (Extract("Sessions", "", "2022-01-01", bytes(32)), True),
        (Extract("Sessions", "7", "", bytes(32)), True),
        (Extract("Sessions", "7", "2022-01-01", b""), True),
    ],
    ids=["none", "whole", "no court", "no number", "no day", "no digest"],
)
def test_an_extract_is_whole_or_none(part: Extract | None, broken: bool) -> None:
    found = extract(part)
    assert (found is not None and found[0] == "extract-whole") is broken
