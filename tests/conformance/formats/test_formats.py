"""Every format of the directory, over its samples in every guise: encodings, delimiters, title rows, digits, letters."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.sources.exports import Format, formats, of_row, read
from services.tables.contract.naming import heading_key
from services.tables.rejects import REASONS
from services.values.validation.validate import violations
from tests.conformance.formats.sample import FOLDER, GUISES, ORIGIN, WEAR, Sample, samples, titled, told
from tests.shared import ROOT

EXPORTS = ROOT / "services" / "sources" / "exports"
SAMPLES = samples()
IDS = [f"{sample.format}/{sample.path.stem}" for sample in SAMPLES]
LAYOUTS = list(formats().values())


@pytest.fixture(params=SAMPLES, ids=IDS)
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


@pytest.fixture(params=LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def layout(request: pytest.FixtureRequest) -> Format:
    found: Format = request.param
    return found


def renumbered(outcomes: list[Any]) -> list[Any]:
    """Outcomes without row numbers, which title rows move."""
    return [
        {**outcome, "row": 0, "rejects": [{**reject, "row": 0} for reject in outcome["rejects"]]}
        for outcome in outcomes
    ]


def shapeless(outcomes: list[Any]) -> list[Any]:
    """Outcomes without shapes, which wear changes."""
    return [{**outcome, "rejects": [{**reject, "shape": ""} for reject in outcome["rejects"]]} for outcome in outcomes]


def test_the_directory_is_the_registry() -> None:
    """A layout is called by its file."""
    said = {path.stem for path in EXPORTS.glob("*.py") if re.search(r"^FORMAT\b", path.read_text("utf-8"), re.M)}
    assert said == formats().keys()


def test_every_format_has_samples(layout: Format) -> None:
    assert [sample for sample in SAMPLES if sample.format == layout.name]


def test_every_sample_belongs_to_a_format() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(formats())


def test_a_sample_gives_what_is_written_beside_it(sample: Sample) -> None:
    assert sample.read(sample.path) == sample.expected()


def test_a_sample_has_good_and_bad_rows(sample: Sample) -> None:
    assert any(outcome["drafts"] for outcome in sample.expected())
    assert any(outcome["rejects"] for outcome in sample.expected())
    assert not any(outcome["drafts"] and outcome["rejects"] for outcome in sample.expected())


@pytest.mark.parametrize("guise", GUISES)
def test_a_guise_changes_nothing(sample: Sample, guise: str, tmp_path: Path) -> None:
    path = GUISES[guise](tmp_path, sample.rows())
    assert sample.read(path) == sample.expected()


@pytest.mark.parametrize("guise", ["utf-8", "utf-16 little endian", "windows-1256", "workbook", "old workbook"])
def test_titles_blank_rows_and_repeated_headings_are_passed_over(sample: Sample, guise: str, tmp_path: Path) -> None:
    path = GUISES[guise](tmp_path, titled(sample.rows()))
    assert renumbered(sample.read(path)) == renumbered(sample.expected())


@pytest.mark.parametrize("guise", ["utf-8", "json lines", "workbook"])
@pytest.mark.parametrize("wear", WEAR)
def test_wear_changes_nothing(sample: Sample, wear: str, guise: str, tmp_path: Path) -> None:
    path = GUISES[guise](tmp_path, WEAR[wear](sample.rows()))
    assert shapeless(sample.read(path)) == shapeless(sample.expected())


def test_the_same_file_twice_gives_the_same_records(sample: Sample) -> None:
    first, second = (list(read(formats()[sample.format], sample.path, ORIGIN)) for _ in range(2))
    assert first == second


def test_record_ids_are_sound_and_each_is_stated_once(sample: Sample) -> None:
    found = [
        draft.record_id for outcome in read(formats()[sample.format], sample.path, ORIGIN) for draft in outcome.drafts
    ]
    assert len(set(found)) == len(found)
    assert all(len(record_id) <= 64 and record_id.replace("-", "").isalnum() for record_id in found)


def test_drafts_keep_every_rule_of_the_hub(sample: Sample) -> None:
    for outcome in read(formats()[sample.format], sample.path, ORIGIN):
        for draft in outcome.drafts:
            assert (draft.version, draft.previous_sha256, draft.status) == (0, b"", "")
            assert draft.agency == ORIGIN.agency
            assert violations(replace(draft, version=1, status="ACTIVE")) == ()


def test_rejects_say_nothing_of_the_values(sample: Sample) -> None:
    for outcome in sample.expected():
        for reject in outcome["rejects"]:
            assert reject["reason"] in REASONS
            assert set(reject["shape"]) <= set("9A?~ .,:;/()+-=@#&'\""), reject


def test_rejected_columns_are_the_layouts(sample: Sample) -> None:
    names = {column.name for column in formats()[sample.format].columns}
    assert {reject["column"] for outcome in sample.expected() for reject in outcome["rejects"]} <= names


def test_expected_files_are_as_tidy_as_they_were_written(sample: Sample) -> None:
    text = sample.path.with_suffix(".json").read_text("utf-8")
    assert text == json.dumps(sample.expected(), ensure_ascii=False, indent=1) + "\n"


def test_no_heading_means_two_columns(layout: Format) -> None:
    headings = [heading for column in layout.columns for heading in {column.name, *column.headings}]
    assert len(layout.headings()) <= len(headings)
    by_key: dict[str, set[str]] = {}
    for column in layout.columns:
        one = Format("one", "", (column,), layout.drafts)
        for key in one.headings():
            by_key.setdefault(key, set()).add(column.name)
    assert {key: names for key, names in by_key.items() if len(names) > 1} == {}


def test_column_names_differ_and_are_plain(layout: Format) -> None:
    names = [column.name for column in layout.columns]
    assert len(set(names)) == len(names)
    assert all(name.replace("_", "").isalnum() and name[0].isalpha() and name.islower() for name in names)


def test_an_empty_row_names_each_needed_column(layout: Format) -> None:
    outcome = of_row(layout, {}, ORIGIN)
    assert outcome.drafts == ()
    missing = {reject.column for reject in outcome.rejects if reject.reason == "missing"}
    assert layout.required() <= missing


@pytest.mark.parametrize("value", ["\x1b[31m", "\u202eabc", "=1+1", "@x", "a\x00b", "\ufffd", "x" * 9000, "#REF!"])
def test_a_hostile_cell_is_rejected_in_every_column(sample: Sample, value: str) -> None:
    layout = formats()[sample.format]
    cells = cells_of_a_good_row(sample)
    for column in layout.columns:
        outcome = of_row(layout, {**cells, column.name: value}, ORIGIN)
        assert outcome.drafts == (), column.name
        assert column.name in {reject.column for reject in outcome.rejects}, column.name


def test_a_filled_cell_is_read_or_rejected_never_dropped(sample: Sample) -> None:
    """Whatever a cell says must show somewhere: in a draft, or among the rejects."""
    layout = formats()[sample.format]
    cells = cells_of_a_good_row(sample)
    without = {name: cell for name, cell in cells.items() if name in layout.required() | {"sections", "province"}}
    without["province"] = "PB"
    plain = of_row(layout, without, ORIGIN)
    for column in layout.columns:
        if column.name not in without:
            outcome = of_row(layout, {**without, column.name: "B2" if column.name == "grade" else "7"}, ORIGIN)
            assert outcome.rejects or told(outcome) != told(plain), column.name


def cells_of_a_good_row(sample: Sample) -> dict[str, str]:
    """Cells by column name of the first row that gives drafts."""
    headings, rows = formats()[sample.format].headings(), sample.rows()
    number = next(outcome["row"] for outcome in sample.expected() if outcome["drafts"])
    return {headings[heading_key(name)]: cell for name, cell in zip(rows[0], rows[number - 1], strict=True) if cell}
