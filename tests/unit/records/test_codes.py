"""The code of a group of records comes apart into what the store's statements put together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.codes import class_of, is_cited, is_in_force, made_in_force, standing_of
from tests.shared import ROOT

STATEMENTS = sorted(
    path
    for path in (Path(ROOT) / "services/records/store/sql").rglob("*.sql")
    if " AS code" in path.read_text(encoding="utf-8")
)


@given(st.integers(0, 2**60 - 1), st.booleans(), st.booleans())
def test_what_is_put_together_comes_apart(klass: int, cited: bool, in_force: bool) -> None:
    code = klass * 4 + cited * 2 + in_force
    assert code < 2**63, "a store's number"
    assert (class_of(code), is_cited(code), is_in_force(code)) == (klass, cited, in_force)
    assert standing_of(code) == cited * 2 + in_force
    assert made_in_force(code) == klass * 4 + cited * 2 + 1


@pytest.mark.parametrize("statement", STATEMENTS, ids=[path.stem for path in STATEMENTS])
def test_the_statements_make_it_so(statement: Path) -> None:
    text = " ".join(statement.read_text(encoding="utf-8").split())
    assert "klass) * 4" in text
    made = text[text.index("klass) * 4") : text.index(" AS code")]
    assert made.endswith("THEN 0 ELSE 1 END"), "in force where nothing ends it"


def test_there_are_such_statements() -> None:
    assert len(STATEMENTS) >= 3
