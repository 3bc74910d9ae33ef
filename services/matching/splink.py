"""The same model as settings of Splink 5, for where one machine is outgrown, and a description as a row of its table.

Splink tells levels apart by SQL, which has no spelling model: here two tokens agree where they stand for one likeliest
word. Bits of levels and the prior are the model's own. Pure.

Splink 5's settings: https://moj-analytical-services.github.io/splink/api_docs/settings_dict_guide.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.matching.levels import LEVELS
from services.matching.model import Model
from services.matching.splink_levels import CONDITIONS, MISSING, Dialect, spoken

BLOCKING: Final = (
    ("cnic",),
    ("token",),
    ("rarest", "born_year"),
    ("rarest", "area"),
    ("rarest", "related_rarest"),
)
"""Columns that both rows of a candidate pair have alike."""
Json = Mapping[str, object]


def splink_settings(model: Model, dialect: Dialect = Dialect.DUCKDB) -> dict[str, object]:
    """Settings for Splink's ``Linker``, as JSON has them; the columns of its table are those of ``splink_row``."""
    odds = 2.0**model.prior
    return {
        "link_type": "dedupe_only",
        "sql_dialect": str(dialect),
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": odds / (1 + odds),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": " AND ".join(f"l.{column} = r.{column}" for column in rule), "sql_dialect": str(dialect)}
            for rule in BLOCKING
        ],
        "comparisons": [_comparison(field, model.weights[field], dialect) for field in LEVELS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(field: str, weights: Mapping[str, float], dialect: Dialect) -> Json:
    """A field: what is missing weighs nothing, then each level from most agreement to least."""
    *falling, least = reversed(LEVELS[field])
    stated = [(spoken(CONDITIONS[field][level], dialect), level) for level in falling]
    missing = {"sql_condition": MISSING[field], "label_for_charts": "missing", "is_null_level": True}
    told = [_level(sql, level, weights[level]) for sql, level in (*stated, ("ELSE", least))]
    return {"output_column_name": field, "comparison_levels": [missing, *told]}


def _level(sql: str, level: str, bits: float) -> Json:
    """A level whose two probabilities have the ratio that the bits say; Splink needs no more of them."""
    ratio = 2.0**bits
    return {
        "sql_condition": sql,
        "label_for_charts": level,
        "m_probability": ratio / (1 + ratio),
        "u_probability": 1 / (1 + ratio),
    }
