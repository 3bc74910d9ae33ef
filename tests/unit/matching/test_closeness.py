"""How close a record comes to a description: exact, close or weak, and what would tell the records apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.alignment import Aligner
from services.matching.closeness import Closeness, closeness, missing
from services.matching.default_model import default_model
from services.matching.levels import LEVELS, compared
from services.matching.person import Born, Described
from services.matching.score import Zone, score
from services.names.likeness import likeness
from services.names.parse import parsed
from tests.budget import budget
from tests.rows import of_rows

ALIGNER = Aligner(likeness())
RIGHT = Described(name=parsed("Muhammad Yousaf"), related=parsed("Abdul Rehman"), born=Born(1980, 3, 4), area="35202")
DESCRIBED = [
    (Described(name=parsed("محمد یوسف")), Closeness.EXACT),
    (Described(name=parsed("Yousaf")), Closeness.CLOSE),
    (Described(name=parsed("Muhammad Yousaf"), born=Born(1981)), Closeness.CLOSE),
    (Described(name=parsed("Muhammad Yousaf"), born=Born(1950)), Closeness.WEAK),
    (Described(name=parsed("Muhammad Yousaf"), related=parsed("Tariq Mengal")), Closeness.WEAK),
    (Described(name=parsed("Muhammad Akram")), Closeness.WEAK),
    (Described(), Closeness.WEAK),
]


@of_rows(("who", "expected"), DESCRIBED)
def test_by_what_agrees(who: Described, expected: Closeness) -> None:
    assert closeness(compared(ALIGNER, who, RIGHT).items()) is expected


def test_the_right_man_by_name_alone_is_exact_where_bits_reject_the_pair() -> None:
    by_name = Described(name=parsed("Muhammad Yousaf"))
    assert score(ALIGNER, default_model(), by_name, RIGHT).zone is Zone.REJECT
    assert closeness(compared(ALIGNER, by_name, RIGHT).items()) is Closeness.EXACT


@given(st.fixed_dictionaries({}, optional={field: st.sampled_from(levels) for field, levels in LEVELS.items()}))
@budget(200)
def test_one_more_contradiction_is_never_closer(levels: dict[str, str]) -> None:
    order = list(Closeness)
    before = order.index(closeness(levels.items()))
    after = order.index(closeness({**levels, "name": "differs"}.items()))
    assert after >= before


@pytest.mark.parametrize(
    ("compared_fields", "expected"),
    [
        ([["name"]], ()),
        ([["name"], ["name"]], ("related", "born", "area")),
        ([["name", "born"], ["name"]], ("related", "area")),
    ],
)
def test_what_would_tell_them_apart(compared_fields: list[list[str]], expected: tuple[str, ...]) -> None:
    assert missing(compared_fields) == expected
