"""Words for people: every value of every enum has one, and empty tables leave no trace."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from rabta.access.v1 import purpose_pb2
from rabta.audit.v1 import entry_pb2, receipt_pb2
from rabta.membership.v1 import registry_pb2
from rabta.records.v1 import case_pb2, court_pb2, custody_pb2, history_pb2, listing_pb2, record_pb2, subject_pb2

from services.cli import show
from services.cli.options import Output

FILES = (
    purpose_pb2,
    entry_pb2,
    receipt_pb2,
    registry_pb2,
    case_pb2,
    court_pb2,
    custody_pb2,
    history_pb2,
    listing_pb2,
    record_pb2,
    subject_pb2,
)
ENUMS = [(file, name) for file in FILES for name in file.DESCRIPTOR.enum_types_by_name]


@pytest.mark.parametrize(("file", "name"), ENUMS, ids=[name for _, name in ENUMS])
def test_every_value_is_a_word_without_its_prefix(file: Any, name: str) -> None:
    enum = getattr(file, name)
    words = [show.word(enum, number) for number in enum.values()]
    assert words[0] == ""
    assert all(words[1:])
    assert len(set(words)) == len(words)
    first = name[0].lower() + name[1:]
    assert not any(word.startswith(f"{first} ") or "_" in word for word in words)


def test_a_birth_is_a_date_or_a_range() -> None:
    birth = subject_pb2.Subject().birth
    birth.earliest = birth.latest = "1990-01-01"
    assert show.born(birth) == "1990-01-01"
    birth.latest = "1990-12-31"
    assert show.born(birth) == "1990-01-01 to 1990-12-31"


def test_a_table_without_rows_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    show.table("Nothing", ("a", "b"), [])
    assert capsys.readouterr().out == ""
    show.table("Something", ("a", "b"), [("one", "\x1b[2Jtwo")])
    out = capsys.readouterr().out
    assert "Something" in out
    assert "one" in out
    assert "\x1b[2J" not in out


def test_markup_in_contributed_text_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    show.table("T", ("a",), [("[bold red]Bano[/]",), ("[link=file:///etc/passwd]x[/link]",)])
    out = capsys.readouterr().out
    assert "[bold red]Bano[/]" in out
    assert "[link=file:///etc/passwd]x[/link]" in out


def test_csv_reads_back_cell_by_cell(capsys: pytest.CaptureFixture[str]) -> None:
    show.as_csv(("a", "b"), [('with "quotes"', "with, comma"), ("", "محمد")])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["a", "b"], ['with "quotes"', "with, comma"], ["", "محمد"]]


def test_an_empty_history_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    show.history(history_pb2.History(), Output.TABLE, "en")
    assert capsys.readouterr().out == ""
    show.history(history_pb2.History(), Output.CSV, "en")
    assert capsys.readouterr().out.strip() == "date,owner,what,grade,standing,finality,flags,status"
    show.history(history_pb2.History(), Output.JSON, "en")
    assert capsys.readouterr().out.strip() == "{}"


def test_a_banner_cannot_hide_what_follows(capsys: pytest.CaptureFixture[str]) -> None:
    history = history_pb2.History()
    history.banners.add(text="Acquitted\x1b[8m", text_ur="بری\u202e")
    show.history(history, Output.TABLE, "en")
    show.history(history, Output.TABLE, "ur")
    out = capsys.readouterr().out
    assert "\x1b[8m" not in out
    assert "\u202e" not in out
