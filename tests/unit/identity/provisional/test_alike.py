"""Who may be the same child: two agreements, no contradiction, and nobody by a name that many bear alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.provisional.alike import alike, enough
from services.values.identity import Provisional
from services.values.records import Name
from services.vocabulary.provisional import Agreement
from tests.unit.identity.provisional.children import born, child, names

KNOWN = child(id="PRV-AAAAAAAAAA", state="OPEN")
SAME = Provisional(
    names=names("Bilal"), birth=born("2016-01-01", "2018-01-01"), found_place="Multan", found_on="2026-05-22"
)


def agreed(sought: Provisional, known: Provisional = KNOWN) -> tuple[str, ...]:
    found = alike(sought, [known])
    return found[0].agrees if found else ()


def test_h3_a_child_is_found_by_what_is_known() -> None:
    assert agreed(SAME) == ("NAME", "BIRTH", "FOUND_PLACE", "FOUND_ON") == tuple(Agreement)


def test_a_name_in_the_other_script_is_the_same_name() -> None:
    assert "NAME" in agreed(replace(SAME, names=names("بلال")))
    assert "NAME" in agreed(replace(SAME, names=(*names("Somebody"), Name("ALIAS", "Billal", "Latn"))))


@pytest.mark.parametrize(
    "changes",
    [
        {"names": names("Fatima")},
        {"birth": born("2020-01-01", "2021-01-01")},
        {"birth": born("2000-01-01", "2014-12-31")},
        {"gender": "F"},
    ],
    ids=["name", "younger", "older", "gender"],
)
def test_who_contradicts_is_no_candidate(changes: dict[str, object]) -> None:
    assert agreed(replace(SAME, **changes)) == ()  # type: ignore[arg-type]  # each is of its own field


def test_one_agreement_is_too_little() -> None:
    assert agreed(Provisional(names=names("Bilal"))) == ()
    assert agreed(Provisional(names=names("Bilal"), found_place="Karachi")) == ()
    assert agreed(Provisional(names=names("Bilal"), found_place="multan railway station")) == ("NAME", "FOUND_PLACE")


def test_a_father_is_no_name_of_the_child() -> None:
    assert "NAME" not in agreed(replace(SAME, names=(Name("FATHER", "Bilal", "Latn"),)))


def test_days_far_apart_do_not_agree() -> None:
    assert "FOUND_ON" in agreed(replace(SAME, found_on="2026-06-19"))
    assert "FOUND_ON" not in agreed(replace(SAME, found_on="2026-06-20"))
    assert "FOUND_ON" in agreed(replace(SAME, found_on="2026"))


@pytest.mark.parametrize("state", ["OPEN", "SUBMITTED", "REFUSED", "REGISTERED", "CLOSED"])
def test_every_state_is_found_but_who_became_another(state: str) -> None:
    assert agreed(SAME, replace(KNOWN, state=state))
    assert not agreed(SAME, replace(KNOWN, state="MERGED"))


def test_nobody_is_their_own_candidate() -> None:
    assert alike(KNOWN, [KNOWN]) == []


def test_two_things_must_be_said() -> None:
    assert enough(SAME)
    for little in (Provisional(), Provisional(names=names("Bilal")), Provisional(found_place="Multan", gender="M")):
        assert not enough(little)
    assert not enough(Provisional(names=names("Bilal"), found_place="---")), "a place without a word is none"


CHILDREN = [
    child(id=f"PRV-{letter * 10}", state="OPEN", names=names(text), found_place=place)
    for letter, text, place in (
        ("A", "Bilal", "Multan"), ("B", "Bilal Ahmed", "Multan"), ("C", "بلال", "Karachi"), ("D", "Fatima", "Multan"),
    )
]  # fmt: skip


@given(st.permutations(CHILDREN))
def test_the_order_in_which_they_are_kept_says_nothing(known: list[Provisional]) -> None:
    """And nobody's rank depends on who else is there."""
    found = alike(SAME, known)
    assert [one.child.id for one in found] == [one.child.id for one in alike(SAME, CHILDREN)]
    assert {one.child.id: one for one in found} == {one.child.id: one for each in known for one in alike(SAME, [each])}
