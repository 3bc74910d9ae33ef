"""Files: encodings are told apart, rows are cut, nothing is swallowed, memory is bounded."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.formats import Origin, formats, read
from services.tables.reading import (
    CELLS,
    LINE_LENGTH,
    UnreadableFile,
    csv_rows,
    encoding_of,
    json_rows,
    kind_of,
    lines,
    open_text,
)

URDU = "نام ملزم,علی رضا ولد احمد دین\r\n" * 5


def file(tmp_path: Path, content: bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (URDU.encode("utf-8"), "utf-8"),
        (URDU.encode("utf-8-sig"), "utf-8-sig"),
        (URDU.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + URDU.encode("utf-16-be"), "utf-16"),
        (URDU.encode("utf-16-le"), "utf-16-le"),
        (URDU.encode("utf-16-be"), "utf-16-be"),
        (b"plain,ascii\n", "utf-8"),
        (URDU.replace("ی", "ي").replace("ک", "ك").encode("cp1256"), "cp1256"),
        (b"caf\xe9,na\xefve\n" * 10, "cp1256"),
        (b"", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, encoding: str) -> None:
    assert encoding_of(file(tmp_path, content)) == encoding


def test_utf_32_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="UTF-32"):
        encoding_of(file(tmp_path, URDU.encode("utf-32")))


def test_one_broken_byte_does_not_turn_a_file_into_another_encoding(tmp_path: Path) -> None:
    content = (URDU * 20).encode("utf-8") + b"x\xffy\r\n"
    path = file(tmp_path, content)
    assert encoding_of(path) == "utf-8"
    with open_text(path, "utf-8") as stream:
        assert stream.read().count("\ufffd") == 1


def test_a_long_file_is_told_by_its_end_too(tmp_path: Path) -> None:
    content = b"a,b\n" * 50_000 + URDU.replace("ی", "ي").replace("ک", "ك").encode("cp1256")
    assert encoding_of(file(tmp_path, content)) == "cp1256"


@given(st.lists(st.text("علیکبپتٹثج آ,", min_size=1, max_size=30), min_size=3, max_size=20))
def test_urdu_in_utf_8_is_never_taken_for_windows_1256(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    path = tmp_path_factory.mktemp("enc") / "t.csv"
    path.write_text("\n".join(rows), "utf-8")
    assert encoding_of(path) == "utf-8"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"a,b", "csv"),
        ("a.txt", b"a,b", "csv"),
        ("a.jsonl", b"{}", "jsonl"),
        ("a.NDJSON", b"{}", "jsonl"),
        ("a.csv", b"PK\x03\x04rest", "xlsx"),
        ("a.xlsx", b"a,b", "csv"),
    ],
)
def test_kinds_are_told_from_content(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    assert kind_of(file(tmp_path, content, name)) == kind


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0old", b"%PDF-1.7"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        kind_of(file(tmp_path, content))


def rows_of(text: str, delimiter: str = ",") -> list[tuple[int, list[object], str]]:
    return [(row.number, list(row.cells), row.broken) for row in csv_rows(io.StringIO(text, newline=""), delimiter)]


def test_rows_are_cut() -> None:
    assert rows_of('a,b\r\n"x, y","1\n2"\r\n\r\nz\r\n') == [
        (1, ["a", "b"], ""),
        (2, ["x, y", "1\n2"], ""),
        (3, [], ""),
        (4, ["z"], ""),
    ]


def test_a_quote_that_never_ends_is_told_with_the_lines_it_swallowed() -> None:
    assert rows_of('a,b\n1,"2\n3,4\n5,6\n') == [(1, ["a", "b"], ""), (2, ["3 lines"], "broken-quotes")]


def test_a_quote_in_the_wrong_place_costs_one_row() -> None:
    assert rows_of('1,"a"b\n2,c\n') == [(1, ["1 lines"], "broken-quotes"), (2, ["2", "c"], "")]


def test_too_many_cells() -> None:
    ((_, cells, broken),) = rows_of(",".join(["x"] * (CELLS + 1)))
    assert (len(cells), broken) == (CELLS, "too-many-cells")


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="mebibyte"):
        list(lines(io.StringIO("x" * (LINE_LENGTH + 1))))


def test_the_longest_line_is_read() -> None:
    assert len(list(lines(io.StringIO("x" * (LINE_LENGTH - 1) + "\n")))) == 1


def objects(text: str) -> list[tuple[int, dict[str, object], str]]:
    return [(row.number, dict(row.cells), row.broken) for row in json_rows(io.StringIO(text))]


def test_objects_are_read_with_numbers_as_written() -> None:
    (row,) = objects('{"a": "x", "b": 3520212345671, "c": 3.52E+12, "d": null, "e": ["p", "q", 7], "f": true}\n')
    assert row == (1, {"a": "x", "b": "3520212345671", "c": "3.52E+12", "d": "", "e": "p;q;7", "f": "yes"}, "")


def test_blank_lines_keep_the_count() -> None:
    assert [number for number, _, _ in objects('\n{"a": "1"}\n\n{"a": "2"}\n')] == [2, 4]


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1, 2]",
        '["a", "b"]',
        '"text"',
        "7",
        '{"a": {"b": "c"}}',
        '{"a": [["x"]]}',
        '{"a": [null]}',
        '{"a": "1", "a": "2"}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '[{"a": "1"}]',
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"a": "1"} {"b": "2"}',
        json.dumps({f"k{number}": "x" for number in range(CELLS + 1)}),
    ],
)
def test_what_is_no_flat_object_costs_its_line(line: str) -> None:
    found = objects(f'{line}\n{{"a": "1"}}\n')
    assert found[0][2] == "not-an-object"
    assert found[1] == (2, {"a": "1"}, "")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    for name in ("t.csv", "t.jsonl"):
        path = tmp_path_factory.mktemp("any") / name
        path.write_bytes(content)
        try:
            outcomes = list(read(formats()["fir_register"], path, Origin("pk.fia")))
        except UnreadableFile:
            continue
        assert all(not outcome.drafts for outcome in outcomes)


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / name
        row = {"FIR No": "512/2024", "District": "Lahore", "Police Station": "Ichhra", "FIR Date": "2024-03-12"}
        row |= {"Province": "PB", "U/S": "302/34 PPC", "Accused": "Ali Raza s/o Ahmed", "Brief Facts": "x" * 300}
        if name.endswith("csv"):
            path.write_text(",".join(row) + "\n" + (",".join(row.values()) + "\n") * rows)
        else:
            path.write_text((json.dumps(row) + "\n") * rows)
        tracemalloc.start()
        count = sum(len(outcome.drafts) for outcome in read(formats()["fir_register"], path, Origin("pk.fia")))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 3 * rows
        return found

    peak(50)
    assert peak(3000) < 2 * peak(300) + 200_000
