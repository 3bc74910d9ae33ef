"""Whether figures of one revision are worse than those of another by more than they differ among themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

WORSE: Final = 0.10
"""Share of the old median by which a figure may be worse."""
_COSTS: Final = frozenset({"s", "ms", "us", "B", "KB", "MB"})
_COUNTS: Final = frozenset(
    {
        "yes",
        "versions",
        "entries",
        "decisions",
        "classes",
        "nodes",
        "edges",
        "rows",
        "cycles",
        "pairs",
        "leads",
        "records",
        "persons",
    }
)
_COSTLY_RATIOS: Final = ("p50", "cost")
"""Ratios whose names hold one of these say how many times longer something takes; all others, how much of it is kept."""

Figures = Mapping[str, tuple[float, str]]
"""Value and unit by name, of one run."""


class UnknownUnit(ValueError):
    """Nothing says whether more of it is better."""


class Compared(NamedTuple):
    """Medians of a figure; None where a revision does not tell it. ``spread``: of the old runs, as a share of their median.

    ``worse``: share of the old median by which the new one is worse, negative where it is better; 0 for a count.
    """

    name: str
    unit: str
    old: float | None
    new: float | None
    spread: float = 0.0
    worse: float = 0.0

    @property
    def bad(self) -> bool:
        """Whether it is worse by more than a tenth and by more than the old runs differ."""
        return self.worse > max(WORSE, self.spread)


def direction(name: str, unit: str) -> int:
    """1 where more is better, -1 where less is, 0 for what is only counted. Raises UnknownUnit."""
    if unit.endswith("/s"):
        return 1
    if unit in _COSTS:
        return -1
    if unit == "ratio":
        return -1 if any(word in name for word in _COSTLY_RATIOS) else 1
    if unit in _COUNTS:
        return 0
    raise UnknownUnit(f"{name}: unit {unit}")


def figures(lines: Iterable[str]) -> dict[str, tuple[float, str]]:
    """Of lines ``name value unit``, as benches print them. Raises ValueError for any other line."""
    found: dict[str, tuple[float, str]] = {}
    for line in lines:
        try:
            name, value, unit = line.split(" ")
            found[name] = float(value), unit
        except ValueError:
            raise ValueError(f"no figure: {line}") from None
    return found


def compare(old: Sequence[Figures], new: Sequence[Figures]) -> Iterator[Compared]:
    """Each figure of either, in the order in which they are told. Raises UnknownUnit."""
    for name in dict.fromkeys(name for run in (*old, *new) for name in run):
        unit = next(run[name][1] for run in (*new, *old) if name in run)
        before, after = ([run[name][0] for run in runs if name in run] for runs in (old, new))
        if not before or not after:
            yield Compared(name, unit, median(before) if before else None, median(after) if after else None)
            continue
        was, now = median(before), median(after)
        spread = (max(before) - min(before)) / was if was else 0.0
        worse = direction(name, unit) * (was - now) / was if was else 0.0
        yield Compared(name, unit, was, now, spread, worse)


def told(compared: Compared) -> str:
    """One line: name, both medians, new over old, the spread of the old runs, unit."""
    old, new = (f"{value:.4g}" if value is not None else "-" for value in (compared.old, compared.new))
    ratio = f"{compared.new / compared.old:.2f}" if compared.old and compared.new is not None else "-"
    mark = "  WORSE" if compared.bad else ""
    return f"{compared.name:44} {old:>10} {new:>10} {ratio:>6} {compared.spread:>6.2f} {compared.unit}{mark}"
