"""A test of rows judges every row and names every one that fails."""

from __future__ import annotations

import inspect

import pytest

from tests.rows import LONGEST_TEXT, each, of_rows


def is_even(number: int) -> None:
    assert number % 2 == 0, f"{number} is odd"


def test_every_row_that_fails_is_named_with_its_text() -> None:
    with pytest.raises(AssertionError) as caught:
        each([1, 2, 3], is_even)
    first, *others = str(caught.value).splitlines()
    assert first == "2 of 3 rows fail"
    named = [line for line in others if ": AssertionError: " in line]
    assert named == ["1: AssertionError: 1 is odd", "3: AssertionError: 3 is odd"]
    assert "assert (1 % 2) == 0" in str(caught.value)


def test_rows_that_all_pass_are_all_judged() -> None:
    judged: list[int] = []
    each([2, 4], judged.append)
    assert judged == [2, 4]


def test_any_exception_fails_its_row_alone() -> None:
    with pytest.raises(AssertionError, match="1 of 3 rows fail\n0: ZeroDivisionError"):
        each([1, 0, 2], lambda number: 1 // number)


def refused(row: int) -> None:
    with pytest.raises(ValueError, match="never"):
        str(row)


def skipped(row: int) -> None:
    pytest.skip(f"row {row}")


def test_a_refusal_that_does_not_come_and_a_skip_fail_the_row() -> None:
    with pytest.raises(AssertionError, match="1 of 1 rows fail\n7: Failed: DID NOT RAISE"):
        each([7], refused)
    with pytest.raises(AssertionError, match="1 of 1 rows fail\n7: Skipped: row 7"):
        each([7], skipped)


def test_an_interruption_passes_through() -> None:
    def interrupted(row: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each([1], interrupted)


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="checks nothing"):
        each([], is_even)
    with pytest.raises(ValueError, match="rows of"):
        of_rows("number", [])


def test_a_text_is_bounded_and_says_its_length() -> None:
    def long(row: int) -> None:
        raise ValueError("x" * (LONGEST_TEXT + 1))

    with pytest.raises(AssertionError, match=rf"{'x' * 50}\.\.\. \({LONGEST_TEXT + 1} characters\)$"):
        each([1], long)


class TestDecorator:
    def test_it_takes_the_columns_away_and_leaves_the_fixtures(self) -> None:
        seen: list[tuple[int, str, str]] = []

        @of_rows(("a", "b"), [(1, "x"), (2, "y")])
        def judge(a: int, world: str, b: str) -> None:
            seen.append((a, world, b))

        assert list(inspect.signature(judge).parameters) == ["world"]
        judge(world="w")
        assert seen == [(1, "w", "x"), (2, "w", "y")]

    @pytest.mark.parametrize("ids", [["one", "two"], lambda number: {1: "one", 2: "two"}[number]])
    def test_ids_name_the_rows(self, ids: list[str]) -> None:
        with pytest.raises(AssertionError, match="1 of 2 rows fail\none: AssertionError: 1 is odd"):
            of_rows("number", [1, 2], ids=ids)(is_even)()

    def test_a_row_that_does_not_fit_is_refused(self) -> None:
        with pytest.raises(ValueError, match="one value for each"):
            of_rows("a, b", [(1,)])
        with pytest.raises(ValueError, match="1 ids for 2 rows"):
            of_rows("a", [1, 2], ids=["one"])

    def test_two_tables_give_every_pair(self) -> None:
        def odd(a: int, b: int) -> None:
            assert (a + b) % 2

        with pytest.raises(AssertionError) as caught:
            of_rows("a", [1, 2])(of_rows("b", [1, 2])(odd))()
        named = [line.partition(":")[0] for line in str(caught.value).splitlines() if ": AssertionError" in line]
        assert named == ["1-1", "2-2"]

    def test_marks_and_fixtures_that_rows_would_share_are_refused(self) -> None:
        def judge(a: int, tmp_path: object) -> None: ...

        with pytest.raises(TypeError, match="item"):
            of_rows("a", [pytest.param(1, id="one")])
        with pytest.raises(TypeError, match="tmp_path"):
            of_rows("a", [1])(judge)


def test_a_coroutine_is_refused_as_nobody_awaits_it() -> None:
    async def judge(row: int) -> None:
        raise AssertionError

    with pytest.raises(TypeError, match="nobody awaits it"):
        of_rows("row", [1])(judge)  # type: ignore[arg-type]  # what is refused
