"""The capacity model on figures that are known, and each part of the run at a size that takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.compare import Figures, figures
from tests.bench.scale import __main__ as program
from tests.bench.scale import log, records
from tests.bench.scale.model import Load, Point, at, first_to_break, flat, growth, per_unit
from tests.bench.scale.telling import on_disk, room_for

LINE = [Point(1_000, 5_000.0), Point(10, 50.0), Point(100, 500.0)]


def test_what_a_unit_adds_lies_between_the_smallest_and_the_largest_size() -> None:
    assert per_unit(LINE) == pytest.approx(5.0)
    assert per_unit([Point(0, 7.0), Point(10, 7.0)]) == 0.0
    for few in ([], [Point(1, 1.0)], [Point(1, 1.0), Point(1, 2.0)]):
        with pytest.raises(ValueError, match="two sizes"):
            per_unit(few)


def test_growth_is_the_last_over_the_first_whatever_the_order() -> None:
    assert growth(LINE) == pytest.approx(100.0)
    assert growth([Point(10, 3.0), Point(99, 3.3)]) == pytest.approx(1.1)
    for none in ([Point(1, 1.0)], [Point(1, 0.0), Point(2, 1.0)]):
        with pytest.raises(ValueError, match="two sizes"):
            growth(none)


def test_flat_ends_at_half_as_much_again() -> None:
    kept = flat({"a": [Point(1, 2.0), Point(9, 3.0)], "b": [Point(1, 2.0), Point(9, 3.01)]})
    assert kept == {"a": True, "b": False}


def test_a_size_that_was_not_measured_is_on_the_line_through_the_two_nearest() -> None:
    assert at(LINE, 2_000) == pytest.approx(10_000.0)
    assert at([*LINE[1:], Point(200, 2_000.0)], 300) == pytest.approx(3_500.0)


def test_what_is_full_first_is_what_takes_most_of_the_disk() -> None:
    loads = (Load("versions", 10.0, 100.0), Load("entries", 100.0, 30.0), Load("nothing", 0.0, 9.0))
    whole, alone = first_to_break(8_000.0, loads)
    assert whole.name == "entries"
    assert [whole.years, whole.units] == pytest.approx([2.0, 200.0])
    assert [one.name for one in alone] == ["entries", "versions"]
    assert [one.units for one in alone] == pytest.approx([800 / 3, 80.0])
    with pytest.raises(ValueError, match="nothing grows"):
        first_to_break(1.0, loads[2:])


def test_a_disk_has_room_or_has_not(tmp_path: Path) -> None:
    assert room_for(tmp_path, 0, 0)
    assert not room_for(tmp_path, 1 << 60, 0)
    assert not room_for(tmp_path, 0, 1 << 60)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(bytes(100_000))
    assert on_disk(tmp_path) >= 100_000


def told(said: str) -> Figures:
    """The figures of a part, without what it says of how they were loaded."""
    return figures(line for line in said.splitlines() if not line.startswith("#"))


def test_a_part_tells_its_figures_and_how_it_was_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.measure(tmp_path, (300, 900), leave=0)
    said = capsys.readouterr()
    assert set(told(said.out)) == {
        "scale.log.start_ms.300", "scale.log.disk.300", "scale.log.start_ms.900", "scale.log.disk.900",
        "scale.log.start_ms_growth", "scale.log.bytes_an_entry",
    }  # fmt: skip
    assert said.out.startswith("# log: entries in bulk")
    assert "log: 900 entries" in said.err
    assert list(tmp_path.iterdir()) == [], "nothing is left"


def test_a_store_grows_from_each_size_to_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that were copied before are copied again, under other ids than these."""
    records.measure(tmp_path, (200, 600, 2_400), base=200, leave=0)
    found = [name for name in told(capsys.readouterr().out) if name.startswith("scale.records.history_first_ms.")]
    assert [int(name.rpartition(".")[2]) for name in found] == [201, 402, 2_010]


def test_a_size_that_the_disk_has_no_room_for_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.measure(tmp_path, (300,), leave=1 << 60)
    said = capsys.readouterr()
    assert "no room for 300 entries" in said.err
    assert not told(said.out)


def test_the_model_says_what_a_tib_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["model"]) == 0
    said = told(capsys.readouterr().out)
    assert said["scale.model.years_of_a_tib"][0] > 0
    assert {f"scale.model.{load.name}_in_a_tib" for load in program.YEAR} <= set(said)


@pytest.mark.parametrize("words", [["nothing"], ["log", "many"], ["log", "0"], ["log", "-3"]])
def test_an_unknown_part_and_a_size_that_is_none_end_at_once(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(words) == 2
    assert "records, records_postgres, log, classes, graph, sync, model" in capsys.readouterr().err
