"""Descriptions compared with what a register holds of them, on two processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from services.matching.alignment import Aligner
from services.matching.person import Described
from services.names.likeness import likeness
from tests.accuracy.blocking import Blocking
from tests.accuracy.persons import World

AT_ONCE = 25
NOBODY = -1
T = TypeVar("T")
Judge = Callable[[Aligner, Described, Described], T]


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """``told``: what was judged of each candidate, by its place in the register.

    ``truth``: the place of the person, -1 for a stranger.
    """

    truth: int
    told: Mapping[int, T]


@dataclass(frozen=True, slots=True)
class _Work:
    """What a process of the pool works with."""

    world: World
    blocking: Blocking
    aligner: Aligner
    judge: Judge[Any]


_WORK: list[_Work] = []


def asked(world: World, judge: Judge[T]) -> Iterator[Question[T]]:
    """Every question about the register in order, those about strangers last."""
    aligner = Aligner(likeness())
    _WORK.append(_Work(world, Blocking(aligner, world.register), aligner, judge))
    with get_context("fork").Pool(2) as pool:
        yield from pool.imap(_answer, questions(world), chunksize=AT_ONCE)
    _WORK.pop()


def questions(world: World) -> Sequence[tuple[int, Described]]:
    """Place of the person and description."""
    return [*world.asked, *((NOBODY, stranger) for stranger in world.strangers)]


def _answer(question: tuple[int, Described]) -> Question[Any]:
    truth, one = question
    work = _WORK[-1]
    candidates = work.blocking.candidates(one)
    return Question(truth, {at: work.judge(work.aligner, one, work.world.register[at]) for at in candidates})
