"""Splink 5 on a sheet, as its guide shows: its comparisons for each kind of column, its own estimate, no label."""

from __future__ import annotations

import logging
from typing import Final

import numpy as np
import pyarrow
import splink.comparison_library as library
from splink import Linker, SettingsCreator, block_on
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.duckdb.database_api import DuckDBAPI

from tests.accuracy.ranking import Ranking
from tests.accuracy.sheets import Sheet, pairs, stepped

RANDOM_PAIRS: Final = 2e6
RECALL: Final = 0.6
"""How many of the true pairs the first strict rule is guessed to find, for Splink's prior."""
EDITS: Final = [1, 2]


def by_splink(sheet: Sheet) -> Ranking:
    """Splink's ranking of the pairs that the sheet's rules bring together."""
    linker = _trained(sheet)
    told = linker.inference.predict().as_pyarrow_table()
    left, right = (np.asarray(told.column(f"unique_id_{side}")) for side in "lr")
    found = pairs(sheet, np.minimum(left, right), np.maximum(left, right))
    return stepped(np.asarray(told.column("match_weight"), float), found, sheet.true_pairs())


def _trained(sheet: Sheet) -> Linker:
    columns = sorted({*sheet.apart, *(column for rule in sheet.rules for column in rule)})
    cells = {column: pyarrow.array(sheet.columns[column], pyarrow.string()) for column in columns}
    table = pyarrow.table({"unique_id": range(len(sheet.whose)), **cells})
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(column, kind) for column, kind in sheet.apart.items()],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in sheet.rules],
    )
    linker = Linker(DuckDBAPI().register(table), settings, log_level=logging.ERROR)
    training, first = linker.training, next(iter(sheet.apart))
    training.estimate_probability_two_random_records_match([block_on(first, "surname", "dob")], recall=RECALL)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for rule in (("dob",), (first, "surname")):
        training.estimate_parameters_using_expectation_maximisation(block_on(*rule), record_sample_proportion=1.0)
    return linker


def _comparison(column: str, kind: str) -> ComparisonCreator:
    if column == "email":
        return library.EmailComparison(column)
    if kind == "word":
        return library.ExactMatch(column).configure(term_frequency_adjustments=True)
    if kind == "name":
        return library.NameComparison(column).configure(term_frequency_adjustments=True)
    return library.DamerauLevenshteinAtThresholds(column, EDITS).configure(term_frequency_adjustments=True)
