"""Checks of a post's own node brought to the hub, and what the hub counted at the agency's posts, for who looks."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from services.exchange.check.errors import PostsUnavailable
from services.exchange.check.store.checks import Waiting
from services.exchange.copies.errors import SenderRefused
from services.signing.keyfile import UnsafeFile, read_private, replace_private
from services.values.dates import day_text, today
from services.values.exchange import CountCrossingsResponse, PostCheck, PostDay

FILE: Final = "posts.json"
DAYS: Final = 7
PAGE: Final = 500
"""Checks that the hub takes at once."""
_WORDS: Final = frozenset({"agency", "post", "day"})
logger = logging.getLogger(__name__)


class Hub(Protocol):
    """Who counts. Raises SenderRefused, SenderAway."""

    async def count(self, checks: Sequence[PostCheck], from_day: str, to_day: str) -> CountCrossingsResponse:
        """Take the checks up to the time that it says, and count the agency's posts."""
        ...


class Kept(Protocol):
    """Checks that the hub was not told of. Raises PostsUnavailable."""

    async def waiting(self, most: int) -> list[Waiting]:
        """The oldest of them, at most so many."""
        ...

    async def brought(self, places: Sequence[int]) -> None:
        """The hub has them."""
        ...


class Posts(NamedTuple):
    """What the hub counted, and when."""

    at_ms: int
    days: tuple[PostDay, ...]


@dataclass
class Telling:
    """``folder``: of the node."""

    folder: Path
    kept: Kept
    hub: Hub
    clock: Callable[[], int]
    _trouble: str = ""

    async def once(self) -> None:
        """Bring what waits and write down what the hub counted. What hinders it is a line of the log.

        Raises SenderAway.
        """
        try:
            counted = await self._told()
        except (SenderRefused, PostsUnavailable) as refused:
            if refused.reason != self._trouble:
                logger.error("crossings without a check are not counted: %s", refused.reason)
            self._trouble = refused.reason
            return
        self._trouble = ""
        days = [asdict(each) for each in counted.days]
        replace_private(self.folder / FILE, json.dumps({"at_ms": self.clock(), "days": days}).encode())

    async def _told(self) -> CountCrossingsResponse:
        """Page by page, until the hub takes no more: later checks wait until the log that holds them is anchored."""
        day = today(self.clock())
        while True:
            waiting = await self.kept.waiting(PAGE)
            counted = await self.hub.count([each.check for each in waiting], day_text(day - DAYS + 1), day_text(day))
            taken = [each.place for each in waiting if each.check.at_ms <= counted.taken_until_ms]
            if taken:
                await self.kept.brought(taken)
            if len(taken) < PAGE:
                return counted


def read_posts(folder: Path) -> Posts | None:
    """What was counted last; None where nothing was, or nobody can read it."""
    with suppress(FileNotFoundError, UnsafeFile, ValueError, KeyError, TypeError):
        said = json.loads(read_private(folder / FILE))
        return Posts(int(said["at_ms"]), tuple(_day(each) for each in said["days"]))
    return None


def _day(said: dict[str, object]) -> PostDay:
    """Raises TypeError for what was not written here."""
    if any(type(value) is not (str if name in _WORDS else int) for name, value in said.items()):
        raise TypeError
    return PostDay(**said)  # type: ignore[arg-type]  # each of its type, as was looked at
