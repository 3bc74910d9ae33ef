"""What two engines of SQL say of the same pairs under the same settings, beside each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from services.matching.levels import LEVELS

NEAR: Final = 1e-6
"""Bits by which two engines may differ: they add the same weights in another order."""
WHOLE: Final = "match_weight"
Pair = tuple[int, int]
Weights = Mapping[Pair, tuple[float, ...]]
"""By pair, the lower row first: the bits of each field as `LEVELS` orders them, then the score, all of Splink's telling."""


def weights(told: Iterable[Mapping[str, object]]) -> dict[Pair, tuple[float, ...]]:
    """Rows of Splink's ``predict``, by pair. ValueError for a pair that is told twice."""
    found: dict[Pair, tuple[float, ...]] = {}
    for row in told:
        left, right = (int(str(row[f"unique_id_{side}"])) for side in "lr")
        pair = (min(left, right), max(left, right))
        if pair in found:
            raise ValueError(f"rows {pair} are told twice")
        found[pair] = tuple(float(str(row[name])) for name in (*(f"mw_{field}" for field in LEVELS), WHOLE))
    return found


def pairs_alike(one: Weights, other: Weights) -> float:
    """Of the pairs that either engine brings together, the part that both do; 0 where neither brings any."""
    either = one.keys() | other.keys()
    return len(one.keys() & other.keys()) / len(either) if either else 0.0


def scores_alike(one: Weights, other: Weights) -> float:
    """Of the pairs that either brings together, the part that both give the same bits for, field by field and whole."""
    either = one.keys() | other.keys()
    same = sum(_near(one[pair], other[pair]) for pair in one.keys() & other.keys())
    return same / len(either) if either else 0.0


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(a - b) < NEAR for a, b in zip(one, other, strict=True))


def on_loopback(folder: Path) -> dict[str, str]:
    """Spark in this process's machine alone: it listens on loopback, shows no page, and writes below ``folder``."""
    return {
        "spark.master": "local[2]",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "2g",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.shuffle.partitions": "4",
    }
