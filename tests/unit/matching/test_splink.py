"""Splink's settings of a model, and a description as a row of its table. `make accuracy` runs them under Splink."""

from __future__ import annotations

import json
import re
from math import log2

import pytest

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.levels import LEVELS
from services.matching.person import Born, Described, Gender
from services.matching.splink import BLOCKING, splink_settings
from services.matching.splink_levels import CONDITIONS, MISSING, Dialect, splink_row
from services.names.likeness import likeness
from services.names.parse import parsed
from services.names.words import RelationKind

MODEL = default_model()
ALIGNER = Aligner(likeness())
COLUMN = re.compile(r"\b(\w+)_[lr]\b")
OTHERS_WORDS = {Dialect.DUCKDB: ("array_intersect", "size("), Dialect.SPARK: ("list_intersect", "len(")}
FULL = Described(
    name=parsed("Muhammad Yousaf"),
    related=parsed("Abdul Rehman"),
    relation=RelationKind.SON,
    cnic="3520299000011",
    verified=True,
    token="t",
    born=Born(1980, 3, 4),
    gender=Gender.MAN,
    area="35202",
    phones=frozenset({"2", "1"}),
    address=frozenset({"house", "7", "gulshan"}),
)


def levels_of(dialect: Dialect = Dialect.DUCKDB) -> dict[str, list[dict[str, object]]]:
    settings = json.loads(json.dumps(splink_settings(MODEL, dialect)))
    return {each["output_column_name"]: each["comparison_levels"] for each in settings["comparisons"]}


@pytest.mark.parametrize("dialect", Dialect)
def test_every_field_and_level_stands_once_most_agreement_first(dialect: Dialect) -> None:
    found = levels_of(dialect)
    assert list(found) == list(LEVELS)
    for field, (missing, *told) in found.items():
        assert missing["is_null_level"] is True
        assert [level["label_for_charts"] for level in told] == list(reversed(LEVELS[field]))
        assert [level["sql_condition"] == "ELSE" for level in told] == [False] * (len(told) - 1) + [True]


def test_the_ratio_of_the_probabilities_is_the_models_weight() -> None:
    for field, (_, *told) in levels_of().items():
        for level in told:
            one, two = level["m_probability"], level["u_probability"]
            assert isinstance(one, float)
            assert isinstance(two, float)
            assert 0 < one < 1
            assert log2(one / two) == pytest.approx(MODEL.weights[field][str(level["label_for_charts"])], abs=1e-6)


def test_the_prior_is_the_models() -> None:
    chance = splink_settings(MODEL)["probability_two_random_records_match"]
    assert isinstance(chance, float)
    assert log2(chance / (1 - chance)) == pytest.approx(MODEL.prior)


@pytest.mark.parametrize("dialect", Dialect)
def test_an_engine_is_spoken_to_in_its_own_words(dialect: Dialect) -> None:
    text = json.dumps(splink_settings(MODEL, dialect))
    assert not [word for word in OTHERS_WORDS[dialect] if word in text]
    spoken = " ".join(str(level["sql_condition"]) for levels in levels_of(dialect).values() for level in levels)
    assert not re.search(r"\b(shared|bits)\(|\{", spoken)


def test_conditions_ask_columns_that_a_row_has() -> None:
    columns = set(splink_row(ALIGNER, 1, FULL))
    asked = {
        name
        for levels in levels_of().values()
        for level in levels
        for name in COLUMN.findall(str(level["sql_condition"]))
    }
    assert asked <= columns
    assert {column for rule in BLOCKING for column in rule} <= columns
    assert columns - asked == {"unique_id", "rarest", "related_rarest"}


def test_every_level_but_the_least_has_a_condition() -> None:
    assert {f: set(levels) for f, levels in CONDITIONS.items()} == {f: set(levels[1:]) for f, levels in LEVELS.items()}
    assert MISSING.keys() == LEVELS.keys()


def test_what_a_description_lacks_is_null() -> None:
    row = splink_row(ALIGNER, 7, Described())
    assert {column for column, value in row.items() if value is not None} == {"unique_id", "verified"}


def test_a_row_says_what_the_description_says() -> None:
    row = splink_row(ALIGNER, 7, FULL)
    assert (row["born_year"], row["born_month"], row["born_day"], row["gender"]) == (1980, 3, 4, "M")
    assert (row["phones"], row["address"], row["by_spouse"]) == (["1", "2"], ["7", "gulshan"], False)
    assert row["rarest"] == f"{ALIGNER.rarity('یوسف'):.3f} یوسف"


def test_two_scripts_of_a_name_are_one_list_of_words() -> None:
    urdu = splink_row(ALIGNER, 1, Described(name=parsed("محمد یوسف")))
    assert urdu["name"] == splink_row(ALIGNER, 2, Described(name=parsed("Yousaf Muhammad")))["name"]


def test_a_husband_is_told_from_a_father() -> None:
    wife = Described(related=parsed("Abdul Rehman"), relation=RelationKind.WIFE)
    assert splink_row(ALIGNER, 1, wife)["by_spouse"] is True
    assert splink_row(ALIGNER, 1, Described(related=parsed("Abdul Rehman")))["by_spouse"] is None
