"""The reject file tells what is wrong and repeats nothing."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables.rejects import REASONS, SHAPE_LENGTH, Reject, RejectFile, shape
from tests.rows import of_rows


@of_rows(
    ("value", "drawn"),
    [
        ("3.52E+12", "9.99A+99"),
        ("24-Dec", "99-AAA"),
        ("35202-9900001-1", "99999-9999999-9"),
        ("علی رضا", "AAA AAA"),
        ("۱۲", "99"),
        ("=HYPERLINK(1)", "'=AAAAAAAAA(9)"),
        ("+92", "'+99"),
        ("-1", "'-9"),
        ("@x", "'@A"),
        ("\x1b[31m", "??99A"),
        ("a\u202eb", "A?A"),
        ("a\nb", "A?A"),
        ("", ""),
        ("a\u00a0b", "A A"),
        ("x" * 41, "A" * 39 + "~"),
    ],
)
def test_shapes(value: str, drawn: str) -> None:
    assert shape(value) == drawn


@given(st.text(max_size=100))
def test_a_shape_is_short_harmless_and_says_nothing(value: str) -> None:
    drawn = shape(value)
    assert len(drawn) <= SHAPE_LENGTH
    assert set(drawn) <= set("9A?~ .,:;/()+-=@#&'\"")
    assert not re.match(r"[=+\-@]", drawn)


@given(st.text("abc123 -", max_size=30), st.text("xyz789 -", max_size=30))
def test_values_of_one_shape_cannot_be_told_apart(first: str, second: str) -> None:
    alike = str.maketrans("abcxyz123789", "x" * 6 + "7" * 6)
    assert (first.translate(alike) == second.translate(alike)) <= (shape(first) == shape(second))


def test_the_file_is_private_and_readable(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    with RejectFile(path) as file:
        file.write(Reject(7, "accused_cnic", shape("3.52E+12"), "rounded-by-spreadsheet"))
        file.write(Reject(9, "accused", shape("=1"), "formula"))
        assert not path.exists()
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == ["row", "column", "shape", "reason", "text", "by"]
    assert rows[1][:4] == ["7", "accused_cnic", "9.99A+99", "rounded-by-spreadsheet"]
    assert rows[1][4] == REASONS["rounded-by-spreadsheet"]
    assert file.rejects == 2


def test_no_cell_of_the_file_starts_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    with RejectFile(path) as file:
        for value in ("=1", "+1", "-1", "@1", '"=1', "\t=1"):
            file.write(Reject(1, "accused", shape(value), "formula"))
    with path.open(encoding="utf-8", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    file = RejectFile(tmp_path / "rejects.csv")
    file.close()
    file.close()


def test_an_unknown_reason_is_an_error(tmp_path: Path) -> None:
    with RejectFile(tmp_path / "rejects.csv") as file, pytest.raises(KeyError):
        file.write(Reject(1, "", "", "because"))


def test_reasons_are_sentences_without_values() -> None:
    assert all(re.fullmatch(r"[a-z-]+", reason) for reason in REASONS)
    assert all(text and not text.endswith(".") for text in REASONS.values())
