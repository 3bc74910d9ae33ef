"""The table of whose word counts is what the reference model says, and no row of it can go or change unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType
from typing import Any

import pytest

from services.records.authority import reference, table
from services.records.authority.speaker import Speaker
from services.records.authority.table import Degree, Fact, Reach

EVERY = tuple(product(Fact, Speaker))
REACHES: Mapping[Reach, dict[str, bool]] = {
    Reach.OWN: {"own": True, "same_case": True, "same_number": True},
    Reach.CASE: {"own": False, "same_case": True, "same_number": False},
    Reach.PERSON: {"own": False, "same_case": False, "same_number": True},
    Reach.NAME: {"own": False, "same_case": False, "same_number": False},
}


def differing() -> Iterator[tuple[Fact, Speaker]]:
    """Where table and reference model differ."""
    for fact, speaker in EVERY:
        if table.degree(fact, speaker) != reference.degree(fact, speaker) or any(
            table.works(fact, speaker, reach) != reference.works(fact, speaker, **held)
            for reach, held in REACHES.items()
        ):
            yield fact, speaker


def test_table_and_reference_model_agree_over_everything() -> None:
    assert list(differing()) == []


def test_every_word_is_of_the_table() -> None:
    assert set(table.OF_ANYBODY) == set(Fact)
    assert {fact for fact, _ in table.TABLE} == set(Fact)
    assert set(Degree) == {table.degree(*each) for each in EVERY}


def test_a_stranger_s_word_changes_another_s_record_only_by_a_document_for_a_time() -> None:
    strangers = [
        fact
        for fact in Fact
        for reach in Reach
        if reach is not Reach.OWN and table.works(fact, Speaker.STRANGER, reach)
    ]
    assert set(strangers) == {Fact.AGE_DOCUMENT}
    assert table.degree(Fact.AGE_DOCUMENT, Speaker.STRANGER) is Degree.INTERIM


def test_a_name_alone_reaches_nobody_outside_the_case() -> None:
    assert not any(table.works(fact, speaker, Reach.NAME) for fact, speaker in EVERY)


MUTANTS = [
    *(("TABLE", key, other) for key, was in table.TABLE.items() for other in (None, *(set(Degree) - {was}))),
    *(("OF_ANYBODY", key, other) for key, was in table.OF_ANYBODY.items() for other in sorted(set(Degree) - {was})),
    *(("FARTHEST", key, other) for key, was in table.FARTHEST.items() for other in (None, *(set(Reach) - {was}))),
]


@pytest.mark.parametrize("name", ["TABLE", "OF_ANYBODY", "FARTHEST"])
def test_each_row_removed_or_changed_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    survivors = []
    for _, key, other in [mutant for mutant in MUTANTS if mutant[0] == name]:
        rows: dict[Any, Any] = dict(getattr(table, name))
        del rows[key]
        with monkeypatch.context() as changed:
            changed.setattr(table, name, MappingProxyType(rows if other is None else {**rows, key: other}))
            if not any(differing()):
                survivors.append((key, other))
    assert survivors == []
