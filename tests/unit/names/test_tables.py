"""The tables say where they come from, and stay small."""

from __future__ import annotations

import pytest

from services.names.tables import DATA
from tests.shared import ROOT

FILES = sorted(path.name for path in DATA.iterdir())
FITTED = ("edits.tsv", "roman_letters.tsv", "spelling.tsv")
LARGEST = 2_000_000


def test_the_tables_are_those_that_are_read() -> None:
    assert sorted([*FITTED, "ranked.tsv"]) == FILES
    assert sum((DATA / name).stat().st_size for name in FILES) < LARGEST


@pytest.mark.parametrize("name", FILES)
def test_a_table_says_its_origin_and_its_columns_first(name: str) -> None:
    lines = (DATA / name).read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert len({line.count("\t") for line in lines[1:]}) == 1


@pytest.mark.parametrize("name", FITTED)
def test_what_is_fitted_on_the_corpus_says_its_licence(name: str) -> None:
    assert "Dakshina" in (DATA / name).read_text("utf-8").splitlines()[0]
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert f"services/names/data/{name}" in notice
    assert "CC BY-SA 4.0" in notice
