"""Splink 5 under the settings that the matcher exports: does it weigh pairs as the matcher does?

Ours is asked of the same pairs; the figure is how many of the fields' weights are the same in both, and the ranking that
Splink reaches. DuckDB under it; Spark has its own part.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final

import pyarrow
from splink import Linker
from splink.internals.duckdb.database_api import DuckDBAPI

from services.demo.described import Wear
from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.levels import LEVELS, compared
from services.matching.splink import splink_settings
from services.matching.splink_levels import splink_row
from services.names.likeness import likeness
from tests.accuracy.figures import Figure
from tests.accuracy.persons import world
from tests.accuracy.ranking import ranked

PERSONS: Final = 2_000
SEED: Final = "splink"
SAME: Final = 0.9
"""Least part of weights that are the same: names differ where the likeliest word is not the word meant."""
NEAR: Final = 0.001


def figures() -> Iterator[Figure]:
    """Equal weights, and Splink's ranking beside ours on the pairs that Splink brings together."""
    seen = world(SEED, PERSONS, PERSONS, 0, Wear())
    everybody = [*seen.register, *(one for _, one in seen.asked)]
    whose = [*range(PERSONS), *(at for at, _ in seen.asked)]
    aligner = Aligner(likeness())
    rows = pyarrow.Table.from_pylist([splink_row(aligner, at, one) for at, one in enumerate(everybody)])
    linker = Linker(DuckDBAPI().register(rows), splink_settings(default_model()), log_level=logging.ERROR)
    told = linker.inference.predict(threshold_match_weight=-100).as_pyarrow_table().to_pylist()
    same: list[bool] = []
    scored: list[tuple[float, float, bool]] = []
    weights, prior = default_model().weights, default_model().prior
    for pair in told:
        left, right = pair["unique_id_l"], pair["unique_id_r"]
        levels = compared(aligner, everybody[left], everybody[right])
        ours = {field: weights[field][levels[field]] if field in levels else 0.0 for field in LEVELS}
        same += [abs(ours[field] - pair[f"mw_{field}"]) < NEAR for field in LEVELS]
        bits = prior + sum(ours.values())
        scored.append((bits, pair["match_weight"], whose[left] == whose[right]))
    yield Figure("same_model.weights_alike", sum(same) / len(same), SAME)
    positives = sum(is_same for *_, is_same in scored)
    yield Figure("same_model.best_f1", ranked(((bits, is_same) for bits, _, is_same in scored), positives).best_f1())
    by_splink = ranked(((bits, is_same) for _, bits, is_same in scored), positives)
    yield Figure("same_model.best_f1.splink", by_splink.best_f1())
