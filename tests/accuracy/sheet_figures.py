"""What is measured of a sheet: our weights, and beside them Splink's and Jaro and Winkler's on the same pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from services.matching.clusters import Pair, Reviewed, clusters
from tests.accuracy.figures import Figure
from tests.accuracy.sheet_weights import Weighed
from tests.accuracy.sheets import Pairs, Sheet, Values, by_cells, candidates, likeness, stepped
from tests.accuracy.splink_sheets import by_splink

HIGHEST, LOWEST, UNSEEN = 12.0, -6.0, 1.0
"""Bits with which a pair counts in a cluster at most and at least, and against it where it was not compared."""
CLUSTERED: Final = 0.0
"""Bits from which a pair speaks for one person in a cluster: as likely one as two."""


def measured(name: str, sheet: Sheet, goals: Mapping[str, float]) -> Iterator[Figure]:
    """The figures of one sheet; ``goals`` by the figure's last word."""
    found = candidates(sheet)
    true = sheet.true_pairs()
    yield Figure(
        f"{name}.blocking_recall", float(found.same[~found.labelled].sum()) / true, goals.get("blocking_recall")
    )
    bits = Weighed(sheet, found).bits
    ours = stepped(bits, found, true)
    yield Figure(f"{name}.best_f1", ours.best_f1(), goals.get("best_f1"))
    yield Figure(f"{name}.recall_at_p99", ours.recall_at(0.99), goals.get("recall_at_p99"))
    if "cluster_f1" in goals:
        yield Figure(f"{name}.cluster_f1", cluster_f1(sheet, found, bits), goals["cluster_f1"])
    others = {"splink": by_splink(sheet), "jaro_winkler": stepped(mean_likeness(sheet, found), found, true)}
    for other, ranking in others.items():
        yield Figure(f"{name}.best_f1.{other}", ranking.best_f1())
        yield Figure(f"{name}.recall_at_p99.{other}", ranking.recall_at(0.99))


def mean_likeness(sheet: Sheet, found: Pairs) -> Values:
    """The mean of the fields' likenesses, each compared as Jaro and Winkler compare names; empty fields left out."""
    by_column = [by_cells(sheet.columns[column], found, _jaro_winkler) for column in sheet.compared]
    return np.asarray(np.nanmean(np.column_stack(by_column), axis=1))


def _jaro_winkler(first: Sequence[str], second: Sequence[str]) -> Values:
    return likeness("name", first, second)


def cluster_f1(sheet: Sheet, found: Pairs, bits: Values) -> float:
    """Of the pairs of records that clusters hold together, against those of one person."""
    kept = (bits >= CLUSTERED + LOWEST) & ~found.labelled
    clipped = np.clip(bits[kept], LOWEST, HIGHEST).tolist()
    sides = found.left[kept].tolist(), found.right[kept].tolist()
    scored = (Pair(f"{a:06}", f"{b:06}", value) for a, b, value in zip(*sides, clipped, strict=True))
    together = right = 0
    for cluster in clusters(scored, Reviewed(), CLUSTERED, UNSEEN).clusters:
        whose = [sheet.whose[int(member)] for member in cluster]
        together += len(whose) * (len(whose) - 1) // 2
        right += sum(whose[:at].count(one) for at, one in enumerate(whose))
    return 2 * right / (together + sheet.true_pairs())
