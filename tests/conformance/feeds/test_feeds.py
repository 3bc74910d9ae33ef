"""What holds of every reader: the same file gives the same rows, nodes come first, nothing is dropped, nothing leaks."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import EDGE_KINDS, NODE_KINDS
from services.cli.feed_send import REASONS
from services.linkage.app.imports import family_of
from services.sources.feeds.options import Options
from services.sources.feeds.reading import PAGE_BYTES, Reading
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject, Remark
from services.tables.rejects import RejectFile
from services.values.network.feed import MAX_PAGE_ROWS
from services.vocabulary.access import FEEDS
from tests.conformance.feeds.sample import FIGURES, FOLDER, Sample, figures, samples
from tests.rows import of_rows

SAMPLES = samples()
TABLES = [sample for sample in SAMPLES if sample.path.suffix == ".csv"]


def named(sample: Sample) -> str:
    return sample.path.name


each = pytest.mark.parametrize("sample", SAMPLES, ids=named)
each_table = pytest.mark.parametrize("sample", TABLES, ids=named)


def rowless(items: list[Item]) -> set[Item]:
    return {replace(item, row=0) if isinstance(item, FeedEdge) else item for item in items}


def said(items: list[Item]) -> set[Item]:
    return {item for item in rowless(items) if isinstance(item, FeedNode | FeedEdge)}


def table(sample: Sample) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sample.path.read_text("utf-8")), delimiter=sample.delimiter))


def written(rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def test_the_directory_is_the_registry() -> None:
    assert {reader.feed for reader in readers().values()} <= FEEDS
    assert all(reader.title and name == reader.name for name, reader in readers().items())


@of_rows("kind", readers())
def test_every_feed_has_a_sample_of_rows_and_of_a_reject(kind: str) -> None:
    """``tests/conformance/feeds/samples/KIND.*``, and beside it ``.expected.json``."""
    found = [sample.figures for sample in SAMPLES if sample.kind == kind]
    assert any(edges and rejects for _, edges, rejects in found)


def test_every_sample_is_of_a_feed() -> None:
    assert {sample.kind for sample in SAMPLES} <= readers().keys()
    assert len(list(FOLDER.iterdir())) == 2 * len(SAMPLES)


@each
def test_figures_of_each_sample(sample: Sample) -> None:
    assert figures(sample.items()) == FIGURES[sample.path.name]


@each
def test_the_same_file_gives_the_same_rows(sample: Sample) -> None:
    assert sample.items() == sample.items()


@each
def test_kinds_ids_and_amounts_are_sound(sample: Sample) -> None:
    for item in sample.items():
        if isinstance(item, FeedNode):
            assert item.kind in NODE_KINDS
            assert item.id
        elif isinstance(item, FeedEdge):
            assert item.kind in EDGE_KINDS
            assert re.fullmatch(r"[0-9a-f]{24}", item.id)
            numbers = (item.at_ms, item.until_ms, item.amount_minor, item.duration_s, item.row)
            assert all(type(number) is int and number >= 0 for number in numbers)
            assert bool(item.amount_minor) <= bool(item.currency)
            assert item.row > 0


@each
def test_nodes_come_before_the_edges_that_need_them(sample: Sample) -> None:
    told: set[tuple[str, str]] = set()
    for item in sample.items():
        if isinstance(item, FeedNode):
            told.add((item.kind, item.id))
        elif isinstance(item, FeedEdge):
            kind = EDGE_KINDS[item.kind]
            assert {(kind.source, item.start), (kind.target, item.end)} <= told


@each
def test_edges_of_one_kind_have_ids_of_their_own(sample: Sample) -> None:
    edges = [item for item in sample.items() if isinstance(item, FeedEdge)]
    assert len({edge.id for edge in edges}) == len(edges)


@each
def test_persons_are_named_by_what_the_file_says(sample: Sample) -> None:
    for item in sample.items():
        if isinstance(item, FeedNode) and item.kind == "SUBJECT":
            assert re.fullmatch(rf"feeds/{family_of(sample.kind)}/[0-9a-f]{{24}}", item.id)
            assert item.label


@each
def test_rejects_carry_no_values(sample: Sample) -> None:
    rejects = [item for item in sample.items() if isinstance(item, Reject)]
    assert rejects
    for reject in rejects:
        assert reject.reason in REASONS
        assert set(reject.shape) <= set("9A?~ .,:;/()+-=@#&'\""), reject


@each
def test_remarks_are_told_once_and_have_a_code(sample: Sample) -> None:
    remarks = [item for item in sample.items() if isinstance(item, Remark)]
    assert len({remark.code for remark in remarks}) == len(remarks)


def data_rows(sample: Sample) -> list[list[str]]:
    """Rows below the heading that say anything and are no heading again."""
    rows = [row for row in table(sample) if any(cell.strip() for cell in row)]
    heading = next(at for at, row in enumerate(rows) if len([cell for cell in row if cell]) > 2)
    return [row for row in rows[heading + 1 :] if row != rows[heading]]


@each_table
def test_ids_do_not_depend_on_the_order_of_rows(sample: Sample) -> None:
    """A statement with a running balance stands in one of two orders."""
    heading = next(at for at, row in enumerate(table(sample)) if len([cell for cell in row if cell]) > 2)
    rows = table(sample)
    top, data = rows[: heading + 1], rows[heading + 1 :]
    if "Balance" in top[-1]:
        data.reverse()
    else:
        random.Random(4).shuffle(data)
    assert said(sample.items(written([*top, *data], sample.delimiter, "utf-8"))) == said(sample.items())


@each_table
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_guises_change_nothing(sample: Sample, delimiter: str, encoding: str) -> None:
    assert sample.items(written(table(sample), delimiter, encoding)) == sample.items()


@each_table
def test_windows_1256_and_urdu_digits(sample: Sample) -> None:
    rows = [[cell.replace("Sample", "نمونہ") for cell in row] for row in table(sample)]
    urdu = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    plain = sample.items(written(rows, sample.delimiter, "utf-8"))
    if "۰" not in sample.path.read_text("utf-8"):
        assert sample.items(written(rows, sample.delimiter, "cp1256")) == plain
    if sample.kind == "bank-statements":
        digits = [[cell.translate(urdu) if cell[:1].isdigit() else cell for cell in row] for row in rows]
        assert said(sample.items(written(digits, sample.delimiter, "utf-8"))) == said(plain)


@each_table
@pytest.mark.parametrize("value", ["=1+1", "\u202eabc", "@x", "\ufffd", "#REF!", "x" * 9000, "a\x00b"])
def test_hostile_cells_never_raise_and_never_travel(sample: Sample, value: str) -> None:
    rows = table(sample)
    good = next(item.row for item in sample.items() if isinstance(item, FeedEdge))
    for column in range(len(rows[good - 1])):
        altered = [*rows[: good - 1], [*rows[good - 1]], *rows[good:]]
        altered[good - 1][column] = value
        for item in sample.items(written(altered, sample.delimiter, "utf-8")):
            assert value not in str(item)


@each
def test_pages_rejects_and_summary_add_up(sample: Sample, tmp_path: Path) -> None:
    reading = Reading(sample.kind, sample.path, sample.options)
    with RejectFile(tmp_path / "rejects.csv", REASONS) as written_down:
        pages = list(reading.pages(written_down))
    summary, (nodes, edges, rejects) = reading.summary, FIGURES[sample.path.name]
    assert (summary.nodes, summary.edges, summary.rejects) == (nodes, edges, rejects)
    assert sum(len(page.nodes) for page in pages) == nodes
    assert sum(len(page.edges) for page in pages) == edges
    assert [page.number for page in pages] == list(range(summary.pages))
    assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
    assert sum(summary.reasons.values()) == rejects >= summary.rejected
    assert summary.rows == summary.taken + summary.rejected + summary.bare
    if sample in TABLES:
        assert summary.rows == len(data_rows(sample))
    lines = (tmp_path / "rejects.csv").read_text("utf-8").splitlines()
    assert len(lines) == rejects + 1
    assert (tmp_path / "rejects.csv").stat().st_mode & 0o777 == 0o600
    assert len(reading.sha256()) == 32


def test_pages_are_small_enough_to_travel(tmp_path: Path) -> None:
    path = tmp_path / "bank_statements.csv"
    heading = "Account No,Bank Code,Date,Debit,Txn ID,Particulars\n"
    drawn = "PK36SCBL0000001123456702,SCBL,03/02/2025,5"
    path.write_text(heading + "".join(f"{drawn},T-{number},{'x' * 390}\n" for number in range(5000)))
    reading = Reading("bank-statements", path, Options())
    pages = list(reading.pages())
    assert reading.summary.edges == 5000
    assert all(len(page.nodes) + len(page.edges) <= MAX_PAGE_ROWS for page in pages)
    assert all(sum(len(edge.id) + len(edge.note) for edge in page.edges) <= PAGE_BYTES for page in pages)
    assert len(pages) > 2


def test_a_file_of_no_rows_has_no_page(tmp_path: Path) -> None:
    path = tmp_path / "bank_statements.csv"
    path.write_text("Account No,Date,Debit,Credit\n")
    rejects = tmp_path / "rejects.csv"
    with RejectFile(rejects, REASONS) as written_down:
        reading = Reading("bank-statements", path, Options())
        assert list(reading.pages(written_down)) == []
    assert (reading.summary.rows, reading.summary.pages) == (0, 0)
    assert not rejects.exists()


def test_an_unknown_feed_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="wallet"):
        Reading("telegram", tmp_path / "x", SAMPLES[0].options)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../../etc/passwd"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(FileRefused, match="zone"):
        Reading(SAMPLES[0].kind, SAMPLES[0].path, replace(SAMPLES[0].options, zone=zone))


@of_rows("kind", readers())
@of_rows("data", [b"", b"PK\x03\x04zip", b"\xff\xfe\x00\x00", b"a,b\n1,2\n", b"\x00" * 64, b"x" * (3 << 20)])
def test_what_is_no_such_file_is_refused_whole(kind: str, data: bytes) -> None:
    sample = next(sample for sample in SAMPLES if sample.kind == kind)
    with pytest.raises(FileRefused):
        sample.items(data)
