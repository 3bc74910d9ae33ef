"""Headings: what a cell names, and what two cells may not."""

from __future__ import annotations

import io
from itertools import permutations

import pytest

from services.sources.feeds.row import FileRefused, Reject
from services.sources.feeds.sheet import Column, Layout, Line, Sheet

LAYOUT = Layout(
    "papers", (Column("kind", ("Document",), required=True), Column("document", ("Document No",), required=True))
)


def read(text: str) -> list[Line | Reject]:
    return list(Sheet(io.BytesIO(text.encode()), (LAYOUT,)).lines())


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("kind,document", "passport,AB1"),
        ("Document,Document No", "passport,AB1"),
        ("Document No,Document", "AB1,passport"),
        ("document,kind", "AB1,passport"),
    ],
)
def test_a_heading_of_two_meanings_leaves_the_one_that_another_cell_has(heading: str, row: str) -> None:
    (line,) = read(f"{heading}\n{row}\n")
    assert isinstance(line, Line)
    assert line.cells == {"kind": "passport", "document": "AB1"}


@pytest.mark.parametrize("heading", [",".join(each) for each in permutations(["kind", "document", "Document No"])])
def test_two_columns_that_mean_the_same_refuse_the_file(heading: str) -> None:
    """The last would win in silence."""
    with pytest.raises(FileRefused, match="two columns mean the same: document"):
        read(f"{heading}\nx,y,z\n")
