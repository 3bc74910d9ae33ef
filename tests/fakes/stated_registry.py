"""An identity registry in memory: whose each number is, what became of tokens, and how it fails, as a test states it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from services.identity.asking.answers import Changes, Question
from services.identity.asking.errors import FeedBegunAnew, QuestionRefused
from services.identity.asking.shares import Day
from services.values.identity import Change, Cursor, Resolved

FEED, EPOCH = "changes", 1
DAY = Day("1970-01-01", 2_000, 1)
"""On which a node's one member asks."""


def person(name: str) -> bytes:
    """A pairwise token."""
    return name.encode().ljust(32, b".")


@dataclass
class StatedRegistry:
    """``persons``: token by number's value; ``fails``: raised before each answer; ``hangs``: none comes.
    ``unfit``: values that make a question refused.

    ``questions``, ``answers``: by transaction id, so that a question asked again brings what it brought before.
    """

    persons: dict[str, bytes] = field(default_factory=dict)
    feed: list[Change] = field(default_factory=list)
    epoch: int = EPOCH
    fails: Callable[[], BaseException | None] = lambda: None
    hangs: bool = False
    unfit: frozenset[str] = frozenset()
    questions: dict[str, list[Question]] = field(default_factory=dict)
    looked: int = 0

    async def resolve(self, question: Question) -> tuple[Resolved, ...]:
        self.questions.setdefault(question.transaction_id, []).append(question)
        await self._fail()
        if self.unfit & {each.value for each in question.numbers}:
            raise QuestionRefused("INVALID_ARGUMENT", ("identifiers",))
        return tuple(self._one(each.value) for each in question.numbers)

    def _one(self, value: str) -> Resolved:
        token = self.persons.get(value)
        return Resolved("TOKEN", token, len(self.feed)) if token else Resolved("NOT_REGISTERED")

    async def changes(self, after: Cursor, transaction_id: str) -> Changes:
        self.looked += 1
        await self._fail()
        if after.sequence and (after.feed, after.epoch) != (FEED, self.epoch):
            raise FeedBegunAnew
        page = tuple(self.feed[after.sequence : after.sequence + 2])
        reached = after.sequence + len(page)
        return Changes(page, Cursor(FEED, self.epoch, reached), reached < len(self.feed))

    def tell(self, kind: str, token: bytes, *others: bytes) -> None:
        """One more change."""
        self.feed.append(Change(len(self.feed) + 1, kind, token, others))

    async def _fail(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        error = self.fails()
        if error is not None:
            raise error
