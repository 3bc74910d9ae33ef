"""Rows keep what the scorer reads, exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.index.rows import packed, unpacked
from services.matching.person import Born, Described, Gender
from services.matching.score import score
from services.names.likeness import likeness
from services.names.parse import ParsedName, parsed
from services.names.words import RelationKind

ALIGNER = Aligner(likeness())
NAMES = st.lists(st.sampled_from(["Muhammad Yousaf", "یوسف خان", "M. Yusuf @ Bhola alias Kala", "", "Ali"])).map(
    lambda names: parsed(" @ ".join(names))
)
WORDS = st.frozensets(st.sampled_from(["house", "12", "گلی", "street"]))
DESCRIBED = st.builds(
    Described,
    name=NAMES,
    related=NAMES.map(lambda name: ParsedName(name.tokens)),
    relation=st.none() | st.sampled_from(RelationKind),
    cnic=st.sampled_from(["", "3520200000017"]),
    verified=st.booleans(),
    token=st.sampled_from(["", "t"]),
    born=st.none() | st.builds(Born, st.integers(1900, 2020), st.integers(0, 12), st.integers(0, 31)),
    gender=st.none() | st.sampled_from(Gender),
    area=st.sampled_from(["", "35202"]),
    phones=st.frozensets(st.sampled_from(["+923001234567", "+923001234568"])),
    address=WORDS,
)


@given(DESCRIBED, DESCRIBED)
def test_a_row_scores_as_what_was_packed(who: Described, other: Described) -> None:
    kept = unpacked(packed(who))
    assert score(ALIGNER, default_model(), kept, other) == score(ALIGNER, default_model(), who, other)
    assert packed(kept) == packed(who)
    assert (kept.phones, kept.address, kept.cnic, kept.born) == (who.phones, who.address, who.cnic, who.born)


def test_nothing_is_nothing() -> None:
    assert unpacked(packed(Described())) == Described()
