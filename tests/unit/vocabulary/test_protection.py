"""What protects, rule by rule, over every word there is."""

from __future__ import annotations

from itertools import product

import pytest

from services.vocabulary.protection import (
    ACCUSED_ROLES,
    LIVE,
    OFFENDER_ROLES,
    PROTECTED_ROLES,
    Side,
    child_at_act,
    side_of,
)
from services.vocabulary.records import Age, ListType, PartyRole, RecordKind, RecordStatus
from tests.rows import of_rows

LISTS = ("", *ListType)


def test_every_role_is_on_one_side() -> None:
    assert set(PartyRole) == OFFENDER_ROLES | PROTECTED_ROLES
    assert not OFFENDER_ROLES & PROTECTED_ROLES
    assert ACCUSED_ROLES < OFFENDER_ROLES


@of_rows(("role", "kind", "listed"), list(product(("", *PartyRole), RecordKind, LISTS)))
def test_the_side_of_a_person(role: str, kind: str, listed: str) -> None:
    side = side_of(role, kind, listed)
    assert (side == Side.PROTECTED) == (role in PROTECTED_ROLES), "a protected role protects whatever the record is"
    if role in ACCUSED_ROLES:
        assert side == Side.OFFENDER, "whom a case is against is never neutral"
    if role == "LISTED":
        neutral = kind in ("BORDER_CROSSING", "MISUSED_IDENTITY", "PARTY") or listed in ("CHILD_ALERT", "LOST_DOCUMENT")
        assert side == ("" if neutral else Side.OFFENDER)
    assert role or side == ""


@pytest.mark.parametrize("age", list(Age))
def test_ages(age: Age) -> None:
    assert child_at_act(age) == (age in ("POSSIBLE", "YES", "DONE"))


def test_an_unknown_age_word_protects() -> None:
    assert child_at_act("LATER")


def test_what_is_taken_back_or_erased_counts_no_more() -> None:
    assert set(RecordStatus) - LIVE == {"WITHDRAWN", "EXPUNGED"}
