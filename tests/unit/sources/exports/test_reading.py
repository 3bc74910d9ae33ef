"""Files: kinds are told apart, objects are cut, nothing is swallowed, memory is bounded."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports import Origin, formats, read
from services.tables.delimited import CELLS
from services.tables.errors import UnreadableFile
from services.tables.reading import json_rows, kind_of
from tests.rows import of_rows


def file(tmp_path: Path, content: bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


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


def objects(text: str) -> list[tuple[int, dict[str, object], str]]:
    return [(row.number, dict(row.cells), row.broken) for row in json_rows(io.StringIO(text))]


def test_objects_are_read_with_numbers_as_written() -> None:
    (row,) = objects('{"a": "x", "b": 3520212345671, "c": 3.52E+12, "d": null, "e": ["p", "q", 7], "f": true}\n')
    assert row == (1, {"a": "x", "b": "3520212345671", "c": "3.52E+12", "d": "", "e": "p;q;7", "f": "yes"}, "")


def test_blank_lines_keep_the_count() -> None:
    assert [number for number, _, _ in objects('\n{"a": "1"}\n\n{"a": "2"}\n')] == [2, 4]


@of_rows(
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
