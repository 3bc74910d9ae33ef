"""Two engines' scores beside each other; `make accuracy PART=spark` asks the engines themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.levels import LEVELS
from tests.accuracy import __main__ as accuracy
from tests.accuracy.two_engines import NEAR, WHOLE, Pair, on_loopback, pairs_alike, scores_alike, weights
from tests.rows import of_rows

ROOT = Path(__file__).resolve().parents[3]
BITS = st.tuples(*[st.floats(-30, 30, width=32)] * 2)
TOLD = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(4, 6)), BITS, max_size=6)
LOCK = (ROOT / "requirements-spark.lock").read_text("utf-8")


def row(left: int, right: int, bits: float, **fields: float) -> dict[str, object]:
    return {
        "unique_id_l": left,
        "unique_id_r": right,
        WHOLE: bits,
        **{f"mw_{field}": fields.get(field, 0.0) for field in LEVELS},
    }


def test_a_pair_is_the_same_whichever_row_comes_first() -> None:
    one, other = weights([row(3, 7, 2.5, name=2.0)]), weights([row(7, 3, 2.5, name=2.0)])
    assert one == other
    assert list(one) == [(3, 7)]
    assert pairs_alike(one, other) == scores_alike(one, other) == 1.0


def test_a_pair_that_is_told_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        weights([row(3, 7, 1.0), row(7, 3, 1.0)])


def test_fields_are_compared_and_not_their_sum_alone() -> None:
    one, other = weights([row(1, 2, 5.0, name=3.0, born=2.0)]), weights([row(1, 2, 5.0, name=2.0, born=3.0)])
    assert pairs_alike(one, other) == 1.0
    assert scores_alike(one, other) == 0.0


@of_rows("field", [*LEVELS, "whole"])
def test_each_figure_of_a_pair_counts(field: str) -> None:
    one = weights([row(1, 2, 1.0)])
    changed = row(1, 2, 1.5) if field == "whole" else row(1, 2, 1.0, **{field: 0.5})
    assert scores_alike(one, weights([changed])) == 0.0


def test_what_one_engine_alone_brings_counts_against_both_figures() -> None:
    one = weights([row(1, 2, 1.0), row(1, 3, 1.0)])
    other = weights([row(1, 2, 1.0), row(2, 3, 1.0)])
    assert pairs_alike(one, other) == scores_alike(one, other) == pytest.approx(1 / 3)


def test_nothing_is_not_alike() -> None:
    assert pairs_alike({}, {}) == scores_alike({}, {}) == 0.0


def test_sums_in_another_order_are_alike() -> None:
    assert scores_alike({(1, 2): (0.1 + 0.2 + 0.3,)}, {(1, 2): (0.3 + 0.2 + 0.1,)}) == 1.0
    assert scores_alike({(1, 2): (0.0,)}, {(1, 2): (2 * NEAR,)}) == 0.0


@given(TOLD, TOLD)
def test_alike_is_a_part_and_the_same_both_ways(
    one: dict[Pair, tuple[float, ...]], other: dict[Pair, tuple[float, ...]]
) -> None:
    pairs, scores = pairs_alike(one, other), scores_alike(one, other)
    assert 0.0 <= scores <= pairs <= 1.0
    assert (pairs, scores) == (pairs_alike(other, one), scores_alike(other, one))
    assert scores_alike(one, one) == (1.0 if one else 0.0)


def test_spark_listens_on_loopback_and_writes_in_its_folder(tmp_path: Path) -> None:
    said = on_loopback(tmp_path)
    assert {said["spark.driver.bindAddress"], said["spark.driver.host"]} == {"127.0.0.1"}
    assert said["spark.master"].startswith("local[")
    assert said["spark.ui.enabled"] == "false"
    assert all(value.startswith(str(tmp_path)) for key, value in said.items() if key.endswith(".dir"))


def test_spark_is_run_by_name_alone() -> None:
    assert accuracy.APART == ("spark",)
    assert not set(accuracy.APART) & set(accuracy.PARTS)
    assert all((ROOT / "tests" / "accuracy" / f"{part}.py").is_file() for part in (*accuracy.PARTS, *accuracy.APART))


def test_the_archive_that_is_no_wheel_is_excepted_by_name_in_its_lock_alone() -> None:
    assert LOCK.startswith("--only-binary :all:\n--no-binary pyspark\n")
    others = [path for path in ROOT.glob("requirements*.lock") if path.name != "requirements-spark.lock"]
    assert len(others) > 5
    assert not [path.name for path in others if "--no-binary" in path.read_text("utf-8")]


def test_no_other_target_needs_spark() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    needing = [line for line in makefile.splitlines() if ".venv-spark/.ready" in line]
    assert [line.split(":")[0] for line in needing] == [".venv-spark/.ready"]
    assert "ACCURACY = $(if $(filter spark,$(PART)),.venv-spark,.venv-accuracy)" in makefile
