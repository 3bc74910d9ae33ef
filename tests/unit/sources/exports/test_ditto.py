"""Marks that repeat the cell above: what they stand for, and where they are refused."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports import Outcome, formats, read
from services.sources.exports.ditto import is_ditto
from services.sources.exports.names import named
from services.tables.rejects import BadCell
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.sources.exports.rows import FIR, ORIGIN, reasons

MARKS = [
    "Do", "-do-", "do.", "Ditto", "DITTO", "-ditto-", '"', "''", "〃", "As above", "Same as above", "ایضاً", "ایضا", "-ایضا-",
]  # fmt: skip


def of_file(folder: Path, *changes: dict[str, str]) -> list[Outcome]:
    """What comes of a file of plain rows with changes."""
    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*FIR, "accused_father"])
        writer.writeheader()
        writer.writerows([{**FIR, **change} for change in changes])
    return list(read(formats()["fir_register"], path, ORIGIN))


def names(outcome: Outcome) -> list[str]:
    """Names of the accused, as the parts in the case state them."""
    subjects = [draft.subject for draft in outcome.drafts if draft.kind == "PARTY"]
    return [name.text for subject in subjects if subject for name in subject.names]


@of_rows("mark", MARKS)
def test_a_mark_is_the_cell_above_and_no_name(mark: str) -> None:
    assert is_ditto(mark)
    with pytest.raises(BadCell):
        named(mark)
    assert ("accused", "ditto") in reasons("fir_register", accused=mark)


@of_rows("text", ["Ali", "Doda", "Dodo", "Same Ullah", "-", "", "ditto machine", "do do", "x"])
def test_other_text_is_none(text: str) -> None:
    assert not is_ditto(text)


def test_marks_repeat_the_row_above(tmp_path: Path) -> None:
    first, *others = of_file(
        tmp_path,
        {"accused_father": "Ahmed Din"},
        {"fir_no": "513", "district": "-do-", "station": "As above", "accused": "ditto", "accused_father": "ایضاً"},
        {"fir_no": "514", "accused": "Do", "accused_father": "Do", "accused_cnic": '"'},
    )
    assert [names(each) for each in others] == [names(first)] * 2 == [["Ali Raza", "Ahmed Din"]] * 2
    assert [each.drafts[0].case_references[0].key for each in others] == [
        "PB/LAHORE/ICHHRA/513/2024",
        "PB/LAHORE/ICHHRA/514/2024",
    ]


def test_the_first_row_has_nothing_above(tmp_path: Path) -> None:
    (only,) = of_file(tmp_path, {"accused": "do"})
    assert [(each.column, each.reason) for each in only.rejects] == [("accused", "ditto")]


def test_a_mark_under_a_rejected_cell_is_rejected_and_others_are_read(tmp_path: Path) -> None:
    """The row above names somebody else than the row above that: a mark never reaches over it."""
    outcomes = of_file(
        tmp_path, {}, {"fir_no": "513", "accused": "Bilal2", "station": "Gulberg"}, {"fir_no": "514", "accused": "do"},
        {"fir_no": "515", "accused": "Tariq", "station": "do"},
    )  # fmt: skip
    assert [[(each.column, each.reason) for each in outcome.rejects] for outcome in outcomes] == [
        [],
        [("accused", "not-a-name")],
        [("accused", "ditto")],
        [],
    ]
    assert outcomes[3].drafts[0].case_references[0].key == "PB/LAHORE/ICHHRA/515/2024"


def test_nothing_is_repeated_over_a_line_that_could_not_be_cut(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    heading, cells = ",".join(FIR), ",".join(FIR.values())
    path.write_text(
        f"{heading}\n{cells}\n{cells},1,2\n{cells.replace('Ali Raza', 'do').replace('512', '513')}\n", "utf-8"
    )
    *_, last = read(formats()["fir_register"], path, ORIGIN)
    assert [(each.column, each.reason) for each in last.rejects] == [("accused", "ditto")]


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.sampled_from(MARKS))
@budget(40)
def test_a_file_with_marks_is_the_file_without(marked: list[bool], mark: str) -> None:
    """Every cell that repeats the one above may be written as a mark, and nothing else changes."""
    plain = [{"fir_no": f"{600 + at}"} for at in range(len(marked) + 1)]
    short = [plain[0], *({**row, "accused": mark} if do else row for row, do in zip(plain[1:], marked, strict=True))]
    with TemporaryDirectory() as folder:
        assert of_file(Path(folder), *plain) == of_file(Path(folder), *short)
