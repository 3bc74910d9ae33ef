"""Mappings: those shipped can be read, and one that says too little or too much is refused as a whole."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from services.sources.feeds.cdr_mapping import SHIPPED, mapping, shipped
from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import BARE, TAKEN, FeedEdge, FileRefused, Item, Reject, RowRead


def test_three_operators_and_lists_of_calls_are_shipped() -> None:
    assert shipped() == ("operator-a", "operator-b", "operator-c", "own-number", "plain")
    for name in ("operator-a", "operator-b", "operator-c"):
        found = mapping(Options(mapping=Path(name)))
        assert found.operator == name
        assert found.tables.keys() == {"calls", "subscribers"}
        assert found.stated


def month_first(folder: Path) -> Path:
    """Operator A as one writes it that puts the month first and names the tower."""
    path = folder / "month.toml"
    text = (SHIPPED / "operator-a.toml").read_text("utf-8").replace("%d/%m/%Y", "%m/%d/%Y")
    path.write_text(text.replace('unread = ["Site"', 'unread = ["Tower", "Site"', 1), "utf-8")
    return path


@pytest.mark.parametrize(("day", "row"), [("05/13/2025", 2), ("13/05/2025", 0)])
def test_a_mapping_states_its_order_of_dates_and_what_is_not_read(tmp_path: Path, day: str, row: int) -> None:
    head = "Call Type,A-Party,B-Party,Date & Time,Duration,Tower"
    text = f"{head}\nOutgoing,923001234567,03457654321,{day} 21:14:09,60,Chowk\n"
    items = readers()["cdr"].read(io.BytesIO(text.encode()), Options(mapping=month_first(tmp_path)))
    if row:
        assert [item.row for item in items if isinstance(item, RowRead) and item.fate == TAKEN] == [row]
        return
    with pytest.raises(FileRefused, match="only day-first explains"):
        list(items)


def test_the_importer_may_name_the_operator() -> None:
    assert mapping(Options(mapping=Path("operator-a"), provider="north")).operator == "north"


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = (SHIPPED / "operator-b.toml").read_text("utf-8")
    path.write_text(text.replace('zone = "Asia/Karachi"\n', ""), "utf-8")
    found = mapping(Options(mapping=path, zone="UTC"))
    assert not found.stated
    assert str(found.zone) == "UTC"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('zone = "Asia/Karachi"', 'zone = "Mars/Base"'),
        ('operator = "operator-b"', ""),
        ('name = "calls"', 'name = "letters"'),
        ('duration = "clock"', 'duration = "moons"'),
        ('party = ["MSISDN"]', 'nobody = ["MSISDN"]'),
        ('called = ["CALL_DIALED_NUM"]', ""),
        ('duration = "clock"', 'secret = "x"'),
        ("[[tables]]", "[[tables"),
        ("times =", "hours ="),
        ('"%Y%m%d %H%M%S"', '"%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S"'),
    ],
)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "bad.toml"
    text = (SHIPPED / "operator-b.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=path))


def test_no_mapping_and_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="operator-a"):
        mapping(Options())
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=tmp_path / "absent.toml"))


LIST = (
    "From,To,Start,Duration\n03001234567,03331234567,2025-02-05 21:14:09,60\n03001234567,8888,2025-02-05 21:20:00,5\n"
)


def items(text: str, options: Options) -> list[Item]:
    return list(readers()["cdr"].read(io.BytesIO(text.encode()), options))


def test_a_list_of_calls_without_service_column_needs_no_invented_mapping() -> None:
    found = items(LIST, Options(mapping=Path("plain")))
    (called,) = [item for item in found if isinstance(item, FeedEdge)]
    assert (called.kind, called.start, called.end, called.duration_s) == (
        "CALLED", "+923001234567", "+923331234567", 60,
    )  # fmt: skip
    assert called.note == "", "no service is made up"
    assert [item for item in found if isinstance(item, RowRead)] == [(2, TAKEN, 1), (3, BARE, 1)]


def test_a_mapping_may_leave_the_service_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = (SHIPPED / "operator-b.toml").read_text("utf-8")
    path.write_text(text.replace('service = ["CALL_TYPE"]\n', ""), "utf-8")
    assert "service" not in {column.name for column in mapping(Options(mapping=path)).tables["calls"].layout.columns}


@pytest.mark.parametrize("column", ["imei", "imsi", "cell", "area", "last_cell"])
def test_a_handset_or_cell_of_nobody_is_refused(tmp_path: Path, column: str) -> None:
    """Without the number whose data these are, the handset is neither the caller's nor the called one's."""
    path = tmp_path / "mine.toml"
    text = (SHIPPED / "plain.toml").read_text("utf-8")
    path.write_text(f'{text}{column} = ["X"]\n', "utf-8")
    with pytest.raises(FileRefused, match="mapping"):
        mapping(Options(mapping=path))


@pytest.mark.parametrize("at", ["05/02/2025 21:14", "2025-02-05", "21:14"])
def test_a_plain_list_is_read_by_dates_that_nobody_can_mistake(at: str) -> None:
    found = items(LIST.replace("2025-02-05 21:14:09", at), Options(mapping=Path("plain")))
    assert [(item.row, item.column, item.reason) for item in found if isinstance(item, Reject)] == [
        (2, "at", "not-a-date")
    ]
