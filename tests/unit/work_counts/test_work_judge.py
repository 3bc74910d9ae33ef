"""The judge of counts: a rise fails, a fall fails until it is renewed, a reason is taken, a wrong sum is seen."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.work_counts.judge import judge_committed, judge_counted, judge_renewed
from tests.work_counts.table import COLUMNS, SUM, Raised, Row, Table, raised_of, sums, table_of, text_of

ROW: Row = dict(zip(COLUMNS, (10, 100, 5, 1, 2, 1, 1000, 2000), strict=True))
TABLE: Table = {"read": ROW, "page": ROW}
WHY = Raised("read", "opened", 5, 6, "issue 27", "Open the newest body again", "it may have been erased meanwhile")


def changed(**counts: int) -> Table:
    """The table with other counts of its first call."""
    return {**TABLE, "read": {**ROW, **counts}}


def first(table: Table = TABLE) -> Table:
    """A table with its sums, as counted first."""
    return {**table, SUM: sums(table)}


def test_the_same_counts_pass() -> None:
    assert judge_counted(TABLE, TABLE, functions=True) == []
    assert judge_renewed(TABLE, TABLE, []) == []
    assert judge_committed(TABLE, first(), []) == []


@pytest.mark.parametrize("column", [column for column in COLUMNS if column != "functions"])
def test_any_rise_fails_and_says_what_to_do(column: str) -> None:
    (failure,) = judge_counted(changed(**{column: ROW[column] + 1}), TABLE, functions=True)
    assert failure.startswith(f"read: {column}: {ROW[column]} before, {ROW[column] + 1} now (+")
    assert "run `python -m tests.work_counts.renew`" in failure
    assert "tests/work_counts/raised.tsv" in failure


@pytest.mark.parametrize(("functions", "fails"), [(1939, True), (1940, False), (2060, False), (2061, True)])
def test_functions_have_three_percent_either_way(functions: int, fails: bool) -> None:
    assert bool(judge_counted(changed(functions=functions), TABLE, functions=True)) is fails


@pytest.mark.parametrize(("rows", "fails"), [(96, True), (97, False), (100, False), (101, True)])
def test_a_fall_past_three_percent_fails_until_the_table_is_renewed(rows: int, fails: bool) -> None:
    assert bool(judge_counted(changed(rows=rows), TABLE, functions=True)) is fails


def test_functions_of_another_interpreter_are_not_judged_and_all_else_is() -> None:
    counted = changed(functions=9000, signed=2)
    (failure,) = judge_counted(counted, TABLE, functions=False)
    assert failure.startswith("read: signed: 1 before, 2 now (+100.0%)")


def test_a_count_of_nothing_may_not_begin() -> None:
    before = changed(opened=0)
    (failure,) = judge_counted(changed(opened=1), before, functions=True)
    assert failure.startswith("read: opened: 0 before, 1 now")


def test_a_call_in_one_table_alone_fails() -> None:
    for counted, committed in ((TABLE, {"read": ROW}), ({"read": ROW}, TABLE)):
        (failure,) = judge_counted(counted, committed, functions=True)
        assert failure.startswith("page: in one of the tables alone")


def test_a_renewal_that_raises_needs_a_reason() -> None:
    (failure,) = judge_renewed(TABLE, changed(opened=6), [])
    assert failure.startswith("read: opened: 5 before, 6 now (+20.0%): no row of tests/work_counts/raised.tsv says why")
    assert judge_renewed(TABLE, changed(opened=6), [WHY]) == []


@pytest.mark.parametrize(
    "other", [WHY._replace(call="page"), WHY._replace(column="signed"), WHY._replace(after=5), WHY._replace(after=7)]
)
def test_the_reason_of_another_count_is_none(other: Raised) -> None:
    assert len(judge_renewed(TABLE, changed(opened=6), [other])) == 1


def test_the_newest_reason_of_a_count_decides() -> None:
    again = WHY._replace(before=6, after=7)
    assert judge_renewed(changed(opened=6), changed(opened=7), [WHY, again]) == []
    assert len(judge_renewed(changed(opened=5), changed(opened=6), [WHY, again])) == 1


def test_a_rise_is_paid_by_an_equal_fall_in_its_call_and_by_none_elsewhere() -> None:
    assert judge_renewed(TABLE, changed(opened=6, rows=80), []) == []
    assert len(judge_renewed(TABLE, changed(opened=6, rows=81), [])) == 1
    elsewhere = {**changed(opened=6), "page": {**ROW, "rows": 50}}
    assert len(judge_renewed(TABLE, elsewhere, [])) == 1


def test_a_fall_does_not_pay_two_rises() -> None:
    failures = judge_renewed(TABLE, changed(opened=6, statements=12, rows=80), [])
    assert [each.split(":")[1] for each in failures] == [" statements", " opened"]


def test_small_rises_over_many_renewals_need_a_reason_in_the_end() -> None:
    """Each renewal may raise by 3 % at most, but all are held against what was counted first."""
    assert judge_renewed(changed(bytes=1030), changed(bytes=1060), []) == []
    (failure,) = judge_committed(changed(bytes=1060), first(), [])
    assert failure.startswith("read: bytes: 1000 before, 1060 now (+6.0%): no row")


@dataclass
class Wide:
    """A table of twenty calls alike, in which one of them weighs little."""

    table: Table = field(default_factory=lambda: {f"call {number}": ROW for number in range(20)})

    def with_bytes(self, *counts: int) -> Table:
        """Other counts of bytes of its first calls."""
        raised = {f"call {number}": {**ROW, "bytes": count} for number, count in enumerate(counts)}
        return {**self.table, **raised}

    def reasons(self, *counts: int) -> list[Raised]:
        """A reason for each of these."""
        return [
            WHY._replace(call=f"call {number}", column="bytes", before=1000, after=count)
            for number, count in enumerate(counts)
        ]


def test_a_sum_is_held_whatever_the_reasons() -> None:
    wide = Wide()
    assert judge_committed(wide.with_bytes(2000), first(wide.table), wide.reasons(2000)) == []
    (failure,) = judge_committed(wide.with_bytes(2000, 1040), first(wide.table), wide.reasons(2000, 1040))
    assert failure.startswith(f"{SUM}: bytes: 20000 before, 21040 now (+5.2%)")


def test_a_wrong_sum_fails() -> None:
    (failure,) = judge_committed(TABLE, {**TABLE, SUM: {**sums(TABLE), "rows": 300}}, [])
    assert failure.startswith("first.tsv: its last row is not the sum")
    (failure,) = judge_committed(TABLE, TABLE, [])
    assert failure.startswith("first.tsv: its last row is not the sum")


def test_both_tables_are_of_the_same_calls() -> None:
    assert judge_committed({"read": ROW}, first(), []) == ["page: in counts.tsv or first.tsv alone"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (WHY._replace(call="none"), "there is no such count"),
        (WHY._replace(column="none"), "there is no such count"),
        (WHY._replace(why=""), "in words"),
        (WHY._replace(why="needed"), "in words"),
        (WHY._replace(by=""), "in words"),
        (WHY._replace(commit=""), "in words"),
        (WHY._replace(before=6), "is no rise"),
        (WHY._replace(call="page"), "explains nothing"),
    ],
)
def test_a_reason_that_is_none_fails(row: Raised, says: str) -> None:
    wide = {**Wide().table, **changed(opened=6)}
    (failure,) = judge_committed(wide, first({**Wide().table, **TABLE}), [WHY, row])
    assert says in failure


def test_a_table_is_read_as_it_was_written() -> None:
    assert table_of(text_of(first())) == first()


@pytest.mark.parametrize("spoilt", ["call\tnone\n", text_of(TABLE) + text_of(TABLE).splitlines()[1] + "\n"])
def test_what_is_no_table_is_not_read(spoilt: str) -> None:
    with pytest.raises(ValueError, match=r"columns|twice"):
        table_of(spoilt)


def test_reasons_are_read_in_their_order() -> None:
    lines = ["\t".join(Raised._fields), *("\t".join(map(str, row)) for row in (WHY, WHY._replace(before=6, after=7)))]
    assert raised_of("\n".join(lines)) == [WHY, WHY._replace(before=6, after=7)]
    with pytest.raises(ValueError, match="columns"):
        raised_of(lines[1])
