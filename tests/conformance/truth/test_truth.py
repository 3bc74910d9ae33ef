"""What was read of the set's files against what their rows mean: nothing is wrong or lost but what the list names."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conformance.truth.group import FAMILIES, Group
from tests.conformance.truth.measure import KIND, Known, Measured, failing, figures, groups, known, measured, write
from tests.conformance.truth.reading import ORDERS, taken
from tests.conformance.truth.truth import (
    LOST,
    MUST_REFUSE,
    NOTHING,
    REFUSED,
    RIGHT,
    WRONG,
    Facts,
    Truth,
    either,
    judge,
    levelled,
    reads,
)


@pytest.fixture(scope="module")
def rows() -> list[Measured]:
    return list(measured())


def test_nothing_is_wrong_or_lost_but_what_the_list_names(rows: list[Measured]) -> None:
    """A row that the list names and that is right or refused comes off it: ``python -m tests.conformance.truth --shrink``."""
    listed = {one for one in known() if one.family != KIND}
    assert failing(rows) - listed == set()
    assert listed - failing(rows) == set()


@pytest.mark.parametrize("group", [each for each in groups() if each.name in ORDERS], ids=lambda each: each.family)
def test_an_order_of_dates_is_asked_for_before_it_is_read(group: Group, tmp_path: Path) -> None:
    unstated = taken(replace(group, name="as it came"), tmp_path)
    assert "month-first" in unstated.file
    assert not unstated.rows


def test_the_table_has_a_line_for_each_group_and_family(rows: list[Measured]) -> None:
    lines = list(figures(rows))
    assert len(lines) == 1 + len(groups()) + len(FAMILIES) + 1


def test_the_set_is_as_large_as_it_says() -> None:
    by_family: dict[str, Counter[bool]] = defaultdict(Counter)
    for group in groups():
        by_family[group.family].update(bool(truth.readings) for truth in group.truths.values())
    assert set(by_family) == set(FAMILIES)
    assert len({(group.family, group.name) for group in groups()}) == len(groups()) >= 60
    assert [family for family, count in by_family.items() if count.total() < 40] == []
    readable = sum(count[True] for count in by_family.values())
    assert readable >= 3 * sum(count.total() for count in by_family.values()) / 4


def test_every_family_has_files_without_a_contradiction() -> None:
    assert {group.family for group in groups() if group.clean} == set(FAMILIES)


def test_the_list_is_written_as_it_is_read(tmp_path: Path) -> None:
    lines = {Known("FIR", "a group", "3", WRONG), Known("FIR", "a group", "12", LOST)}
    write(lines, tmp_path / "known.tsv")
    assert known(tmp_path / "known.tsv") == lines


@pytest.mark.parametrize("text", ["family\tgroup\trow\n", "family\tgroup\trow\tfate\nFIR\tx\t3\n"])
def test_a_list_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "known.tsv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"known\.tsv"):
        known(tmp_path / "known.tsv")


TRUE = reads("paid 5 PKR", "holder A Ali")
JUDGED: list[tuple[Truth, tuple[str, ...], bool, str]] = [
    (TRUE, ("paid 5 PKR", "holder A Ali"), False, RIGHT),
    (TRUE, ("PAID  5 pkr", "holder a ali"), False, RIGHT),
    (TRUE, ("paid 5 PKR",), False, WRONG),
    (TRUE, ("paid 6 PKR", "holder A Ali"), False, WRONG),
    (TRUE, ("paid 5 PKR", "holder A Ali", "call x"), False, WRONG),
    (TRUE, (), True, REFUSED),
    (TRUE, (), False, LOST),
    (either(TRUE, reads("paid 5 USD")), ("paid 5 USD",), False, RIGHT),
    (MUST_REFUSE, (), True, REFUSED),
    (MUST_REFUSE, (), False, LOST),
    (MUST_REFUSE, ("paid 5 PKR",), False, WRONG),
    (NOTHING, (), False, RIGHT),
    (NOTHING, (), True, REFUSED),
    (NOTHING, ("paid 5 PKR",), False, WRONG),
]


@pytest.mark.parametrize(("truth", "read", "refused", "fate"), JUDGED)
def test_a_row_is_judged_by_all_that_was_read(truth: Truth, read: tuple[str, ...], refused: bool, fate: str) -> None:
    assert judge(truth, levelled(read), refused=refused).fate == fate


def test_what_a_file_states_once_counts_for_each_of_its_rows() -> None:
    shared: Facts = levelled(["holder A Ali"])
    assert judge(TRUE, levelled(["paid 5 PKR"]), refused=False, of_file=shared).fate == RIGHT
    assert (
        judge(reads("paid 5 PKR"), levelled(["paid 5 PKR", "holder A Ali"]), refused=False, true_of_file=shared).fate
        == RIGHT
    )
