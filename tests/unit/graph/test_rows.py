"""Each statement that is read has a row type, of the columns that its header names."""

from __future__ import annotations

import pytest

from graph.rows import ROWS, Degree, EdgeLine, TieLine, read
from graph.statements import statements
from tests.rows import of_rows

COLUMNS = {name.partition(".")[0]: one.columns for name, one in statements().items() if one.columns}
"""Of every statement that answers anything: those of one file are alike for every kind."""


@of_rows("name", sorted(COLUMNS))
def test_a_row_has_the_columns_of_the_header(name: str) -> None:
    assert ROWS[name]._fields == COLUMNS[name]


def test_every_row_type_is_of_a_statement() -> None:
    assert ROWS.keys() == COLUMNS.keys()


def test_a_tie_begins_as_an_edge() -> None:
    assert TieLine._fields[: len(EdgeLine._fields)] == EdgeLine._fields
    assert list(TieLine.__annotations__.items())[:17] == list(EdgeLine.__annotations__.items())


def test_rows_are_read_by_their_names() -> None:
    assert read(Degree, [("a", 3, 2)])[0].neighbours == 2


@pytest.mark.parametrize("row", [("a", 3), ("a", 3, 2, 1), ()])
def test_a_row_of_other_columns_is_refused(row: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        read(Degree, [row])
