"""A fault that tests of an earlier commit killed is named when it survives."""

from __future__ import annotations

import pytest

from tests.mutants.baseline import TABLE, Row, lost, rows
from tests.mutants.faults import SURVIVED
from tests.mutants.parts import PARTS, files
from tests.shared import ROOT

KILLED = not SURVIVED
TEXT = "law\ta.py\tf: x => y\tkilled\nlaw\ta.py\tf: y => z\tsurvived\nlaw\tb.py\tg: x => y\tkilled\n"


def test_what_was_killed_and_survives_is_lost() -> None:
    table = rows(TEXT)
    first, second, third = (row.place for row in table)
    assert lost(table, {first: KILLED, second: KILLED, third: KILLED}) == []
    assert lost(table, {first: SURVIVED, second: SURVIVED, third: KILLED}) == ["a.py: f: x => y"]
    assert lost(table, {first: KILLED, second: KILLED}) == ["b.py: g: x => y (the code has no such fault)"]


def test_a_result_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'maybe' is none of killed, survived"):
        rows("law\ta.py\tf: x\tmaybe\n")


def test_each_row_is_of_a_part_and_comes_once() -> None:
    table = rows(TABLE.read_text())
    modules = {
        name: {path.relative_to(ROOT).as_posix() for path in files(part.sources)} for name, part in PARTS.items()
    }
    assert [row for row in table if row.path not in modules[row.part]] == []
    assert len({row[:3] for row in table}) == len(table) > 0
    assert isinstance(table[0], Row)
