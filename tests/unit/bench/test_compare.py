"""A figure is worse where it fell by more than a tenth and by more than it moves by itself, whichever way is worse."""

from __future__ import annotations

import re

import pytest

from tests.bench.compare import Compared, UnknownUnit, compare, direction, figures, told
from tests.shared import ROOT

TOLD = re.compile(r'say\((.+), "([^"]+)"\)$|(?:print|sys\.stdout\.write)\(f"(\S+) \{.+?\} ([a-zA-Z/]+)(?:\\n)?"\)$')


def one(old: list[float], new: list[float], unit: str = "ms", name: str = "read.p50_ms") -> Compared:
    (found,) = compare([{name: (value, unit)} for value in old], [{name: (value, unit)} for value in new])
    return found


@pytest.mark.parametrize(
    ("name", "unit", "way"),
    [
        ("read.calls_s", "calls/s", 1),
        ("sha256.mb_s", "MB/s", 1),
        ("read.p50_ms", "ms", -1),
        ("server.rss_mb.edge", "MB", -1),
        ("read.vs_echo", "ratio", 1),
        ("read.p50_vs_echo", "ratio", -1),
        ("fair.p50_under_pages", "ratio", -1),
        ("graph.arcadedb.expand.rights_cost", "ratio", -1),
        ("history.versions", "versions", 0),
    ],
)
def test_which_way_is_better(name: str, unit: str, way: int) -> None:
    assert direction(name, unit) == way


def test_each_figure_of_the_benches_has_a_direction() -> None:
    benches = [*(ROOT / "tests/bench").glob("bench_*.py"), ROOT / "tests/bench/calibrate.py"]
    lines = [line.strip() for path in benches for line in path.read_text().splitlines()]
    found = [match for line in lines if (match := TOLD.match(line))]
    assert len(found) > 50
    for match in found:
        name, unit = match[1] or match[3], match[2] or match[4]
        assert direction(name, unit) in (-1, 0, 1)
    with pytest.raises(UnknownUnit, match=r"a\.b: unit furlongs"):
        direction("a.b", "furlongs")


@pytest.mark.parametrize(
    ("old", "new", "unit", "bad"),
    [
        ([10, 10, 10], [10.9, 10.9, 10.9], "ms", False),
        ([10, 10, 10], [11.2, 11.2, 11.2], "ms", True),
        ([10, 10, 10], [8.8, 8.8, 8.8], "ms", False),
        ([10, 10, 10], [8.8, 8.8, 8.8], "calls/s", True),
        ([10, 10, 10], [11.2, 11.2, 11.2], "calls/s", False),
        ([9, 10, 11.5], [11.2, 11.2, 11.2], "ms", False),
        ([9, 10, 11.5], [13, 13, 13], "ms", True),
        ([10, 10, 10], [30, 30, 30], "edges", False),
        ([10, 10, 10], [10, 10, 30], "ms", False),
    ],
    ids=["slower", "slow", "faster", "fewer", "more", "noise", "beyond-noise", "count", "one-slow-run"],
)
def test_what_is_worse(old: list[float], new: list[float], unit: str, bad: bool) -> None:
    assert one(old, new, unit, "a.b").bad is bad


def test_a_line_tells_medians_their_ratio_and_the_spread_of_the_old_runs() -> None:
    found = one([9, 10, 12], [15, 14, 20])
    assert (found.old, found.new) == (10, 15)
    assert [found.spread, found.worse] == pytest.approx([0.3, 0.5])
    assert told(found).split() == ["read.p50_ms", "10", "15", "1.50", "0.30", "ms", "WORSE"]


def test_a_figure_of_one_side_is_told_and_is_not_worse() -> None:
    gone, come = compare([{"a.gone": (1.0, "ms")}], [{"a.come": (2.0, "ms")}])
    assert told(gone).split() == ["a.gone", "1", "-", "-", "0.00", "ms"]
    assert told(come).split() == ["a.come", "-", "2", "-", "0.00", "ms"]
    assert not gone.bad
    assert not come.bad


def test_figures_of_nothing_are_no_division() -> None:
    assert told(one([0, 0], [0, 0])).split() == ["read.p50_ms", "0", "0", "-", "0.00", "ms"]


def test_a_line_that_is_no_figure_is_not_passed_over() -> None:
    assert figures(["a.b 3 ms", "c.d 1e-3 calls/s"]) == {"a.b": (3.0, "ms"), "c.d": (0.001, "calls/s")}
    for line in ("a.b 3", "a.b three ms", "a word that says nothing"):
        with pytest.raises(ValueError, match=f"no figure: {line}"):
            figures([line])
