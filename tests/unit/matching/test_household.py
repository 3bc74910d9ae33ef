"""What kin share joins no two of them: brothers, twins and wives of one man stay several persons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.household import BOUNDS, FIELD, OF_A_HOME, taken_back
from services.matching.levels import LEVELS
from services.matching.person import Born, Described, Gender
from services.matching.score import Zone, score
from services.names.likeness import likeness
from services.names.parse import parsed
from tests.accuracy.households import KINDS, scores
from tests.budget import budget

ALIGNER, MODEL = Aligner(likeness()), default_model()
PAIRS = 300
HOME = Described(
    related=parsed("Ahmed Din"),
    born=Born(1990, 5, 14),
    gender=Gender.MAN,
    area="35202",
    phones=frozenset({"+923001234567"}),
    address=frozenset({"12", "shadman"}),
)
ASIF, NADEEM = replace(HOME, name=parsed("Asif Jatoi")), replace(HOME, name=parsed("Nadeem Jatoi"))


@pytest.mark.parametrize("kind", KINDS)
def test_kin_with_other_names_are_no_pair(kind: str) -> None:
    """Nothing but one spelling of both names makes kin a pair, which is seen in 3 of 6,000 of them."""
    shown = [kin for kin, told in scores(kind, PAIRS) if told.zone is not Zone.REJECT]
    assert all(each.one.name.tokens and _spelt_alike(each.one, each.other) for each in shown)
    assert len(shown) <= PAIRS // 100


def _spelt_alike(one: Described, other: Described) -> bool:
    found = ALIGNER.align(one.name.tokens, other.name.tokens)
    return not found.left and not found.right


def test_twins_are_told_why_their_home_counts_for_nothing() -> None:
    told = score(ALIGNER, MODEL, ASIF, NADEEM)
    last = told.fields[-1]
    home = sum(each.bits for each in told.fields if each.field in OF_A_HOME)
    assert (last.field, last.bits, told.zone) == (FIELD, -home, Zone.REJECT)
    assert told.bits == pytest.approx(MODEL.prior + sum(each.bits for each in told.fields))


def test_one_man_described_at_home_twice_loses_nothing() -> None:
    told = score(ALIGNER, MODEL, ASIF, replace(ASIF, name=parsed("آصف جتوئی")))
    assert told.zone is Zone.LINK
    assert FIELD not in {each.field for each in told.fields}


def test_names_that_contradict_never_link_whatever_else_agrees() -> None:
    card = "3520299000011"
    weights = {**MODEL.weights, "cnic": {**MODEL.weights["cnic"], "same-verified": 40.0}}
    sure = replace(MODEL, weights=weights)
    told = score(ALIGNER, sure, *(replace(each, cnic=card, verified=True, token=card) for each in (ASIF, NADEEM)))
    assert told.bits > MODEL.link
    assert told.zone is Zone.REVIEW


@given(st.fixed_dictionaries({}, optional={field: st.sampled_from(LEVELS[field]) for field in ("name", *OF_A_HOME)}))
@budget(200)
def test_a_home_adds_no_more_than_its_bound(levels: dict[str, str]) -> None:
    less = taken_back(MODEL.weights, levels)
    home = sum(MODEL.weights[field][level] for field, level in levels.items() if field != "name")
    most = BOUNDS.get(levels.get("name", ""))
    assert less <= 0
    assert home + less == pytest.approx(home if most is None else min(home, most))
