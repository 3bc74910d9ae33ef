"""Two sides compared by ranges: every difference is found and nothing else; who contradicts themselves is not believed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.exchange.copies import comparing
from services.exchange.copies.comparing import Comparing, Difference
from services.exchange.copies.errors import PageUnproven
from services.exchange.ranges import SHORT, Digesting, checked
from services.values.exchange import FetchRecordsResponse, HeldVersion, NameRange, RangeDigest

Side = Mapping[str, HeldVersion]


def side(versions: Mapping[int, int]) -> dict[str, HeldVersion]:
    """Records by number -> version."""
    names = {number: f"agencies/pk.fia/records/r-{number:06}" for number in sorted(versions)}
    return {name: HeldVersion(name, versions[number], bytes(32)) for number, name in names.items()}


def of(held: Side, within: NameRange) -> list[HeldVersion]:
    return [
        one for name, one in held.items() if name >= within.from_name and (name < within.to_name or not within.to_name)
    ]


def as_said(digest: RangeDigest) -> RangeDigest:
    return digest


@dataclass
class Sides:
    """A peer and what is held of it. ``altered``: what becomes of each of the peer's answers."""

    theirs: Side
    ours: Side
    altered: Callable[[RangeDigest], RangeDigest] = as_said
    asked: int = 0
    told: list[int] = field(default_factory=list)

    async def compare(self, epoch: int, ranges: Sequence[NameRange]) -> Sequence[RangeDigest]:
        """See the port; the sender's own check holds for what is asked."""
        assert epoch == 7
        self.asked += len(checked(ranges))
        return [self.altered(digest(of(self.theirs, one))) for one in ranges]

    async def fetch(self, records: Sequence[str]) -> FetchRecordsResponse:
        """Nothing is fetched to compare."""
        raise AssertionError(records)

    async def held(self, within: NameRange) -> AsyncIterator[Sequence[HeldVersion]]:
        """See the port; in pieces."""
        found = of(self.ours, within)
        for at in range(0, len(found), 50):
            yield found[at : at + 50]

    async def differences(self) -> tuple[list[Difference], int]:
        """All of them, and how many records are equal."""
        made = Comparing(self, self, 7)
        found = [each async for each in made.differences()]
        return found, made.equal


def digest(held: Sequence[HeldVersion]) -> RangeDigest:
    digesting = Digesting()
    digesting.add(held)
    return digesting.digest()


VERSIONS = st.dictionaries(st.integers(0, 1500), st.integers(1, 2), max_size=20)


@given(VERSIONS, VERSIONS, st.integers(0, 1200))
def test_every_difference_is_found_and_nothing_else(more: dict[int, int], less: dict[int, int], same: int) -> None:
    both = dict.fromkeys(range(same), 1)
    theirs, ours = side(both | more), side(both | less)
    wanted = {name: (theirs.get(name), ours.get(name)) for name in theirs | ours if theirs.get(name) != ours.get(name)}
    found, equal = asyncio.run(Sides(theirs, ours).differences())
    assert {each.record: each[1:] for each in found} == wanted
    assert len(found) == len(wanted)
    assert equal == len(theirs | ours) - len(wanted)


async def test_of_many_only_what_differs_is_looked_into() -> None:
    both = dict.fromkeys(range(20_000), 1)
    sides = Sides(side(both), side(both | {777: 2}))
    found, equal = await sides.differences()
    assert ([each.record[-6:] for each in found], equal) == (["000777"], 19_999)
    assert sides.asked < 80, "three levels of splits, and no more"


async def test_a_side_that_holds_nothing_differs_in_everything() -> None:
    theirs = side(dict.fromkeys(range(3000), 1))
    found, equal = await Sides(theirs, {}).differences()
    assert ([each.record for each in found], equal) == (list(theirs), 0)
    found, equal = await Sides({}, theirs).differences()
    assert ([each.record for each in found], equal) == (list(theirs), 0)


MANY, FEW = dict.fromkeys(range(500), 1), dict.fromkeys(range(SHORT), 1)
OUTSIDE = "agencies/pk.fia/records/r-999999x"


@pytest.mark.parametrize(
    ("numbers", "altered", "rule"),
    [
        (MANY, lambda said: replace(said, splits=()), "range-splits"),
        (MANY, lambda said: replace(said, splits=said.splits * 2), "range-splits"),
        (MANY, lambda said: replace(said, splits=said.splits[::-1]), "range-names"),
        (MANY, lambda said: replace(said, splits=("no name",)), "range-names"),
        (FEW, lambda said: replace(said, count=said.count - 1), "range-root"),
        (FEW, lambda said: replace(said, root=bytes(32)), "range-root"),
        (FEW, lambda said: replace(said, held=said.held[::-1]), "range-names"),
        (FEW, lambda said: replace(said, held=(*said.held[1:], HeldVersion("x", 1, bytes(32)))), "range-names"),
    ],
)
async def test_an_answer_that_does_not_hold_in_itself_is_not_believed(
    numbers: dict[int, int], altered: Callable[[RangeDigest], RangeDigest], rule: str
) -> None:
    with pytest.raises(PageUnproven, match=rule):
        await Sides(side(numbers), {}, altered).differences()


async def test_names_outside_of_what_was_asked_are_not_believed() -> None:
    """The second question is of a part; its answer splits at a name of another part."""
    seen: list[RangeDigest] = []

    def altered(said: RangeDigest) -> RangeDigest:
        seen.append(said)
        return replace(said, splits=seen[0].splits) if len(seen) > 1 and said.count > SHORT else said

    with pytest.raises(PageUnproven, match="range-names"):
        await Sides(side(dict.fromkeys(range(5000), 1)), {}, altered).differences()


async def test_a_peer_that_splits_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MAX_ASKED", 3)
    with pytest.raises(PageUnproven, match="range-number"):
        await Sides(side(MANY), {}).differences()


class Silent(Sides):
    """A peer that answers to no range."""

    async def compare(self, epoch: int, ranges: Sequence[NameRange]) -> Sequence[RangeDigest]:
        return (await super().compare(epoch, ranges))[1:]


async def test_fewer_answers_than_ranges_are_none() -> None:
    with pytest.raises(PageUnproven, match="range-answers"):
        await Silent(side(FEW), {}).differences()
