"""What officers decide on guards and say about charges, which desk was told of it when, and whom to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from services.access.request_id import Act
from services.records.statement_port import NoLawError


class Said(NamedTuple):
    """One officer's word. ``kind``: an outcome, or why the general law alone is charged; ``words``: their reason.

    ``basis``: hex SHA-256 of what they decided on; another basis opens the matter again.
    """

    kind: str
    words: str
    agency: str
    officer: str
    at_ms: int
    basis: str = ""


class Told(NamedTuple):
    """One matter by its parts, of which a desk was told at ``at_ms``."""

    matter: tuple[str, ...]
    at_ms: int


class LawBook(Protocol):
    """One word for each matter, the last one; a matter is named by its parts, which are kept blind.

    The second part of a guard's name is its person's token.
    """

    async def say(self, matter: tuple[str, ...], said: Said, act: Act) -> Said:
        """Keep it in the place of what was said before. Its desks are told anew. The same request gives the same.

        Raises RequestIdReused, StorageUnavailable.
        """
        ...

    async def last(self, matter: tuple[str, ...]) -> Said | None:
        """The newest word on a matter, with who said it and when; None before the first. Raises StorageUnavailable."""
        ...

    async def waits(self, matter: tuple[str, ...], since_ms: int, basis: str) -> int:
        """Note since when a matter waits for a decision; the earliest time that was noted since it was last decided.

        So nobody puts a clock back by saying again what is held. Where a word on that ``basis`` stands nothing is kept.
        Raises StorageUnavailable.
        """
        ...

    async def tell(
        self, matter: tuple[str, ...], desks: Iterable[str], now_ms: int, basis: str = ""
    ) -> Mapping[str, int]:
        """Note that each desk knows; since when each does, epoch milliseconds. Raises StorageUnavailable.

        Nobody is told where a word on that ``basis`` stands, even one that comes meanwhile.
        """
        ...

    async def told_of(self, desk: str) -> list[Told]:
        """Of which matters a desk was told that nobody has decided since, last first. Raises StorageUnavailable."""
        ...

    async def keep_only(self, person: str, matters: Iterable[tuple[str, ...]]) -> None:
        """Forget what else desks were told of a person: it is there no more. Raises StorageUnavailable."""
        ...


class GuardIndex(Protocol):
    """Whose guards are to be looked at, and when next: few, so that no clock reads all records."""

    async def taken(self) -> int:
        """Number of the last change of the records that was taken in; 0 before the first. Raises StorageUnavailable."""
        ...

    async def take(self, tokens: Iterable[str], change: int, now_ms: int) -> None:
        """Look at these people at once, and note up to which change they were found. Raises StorageUnavailable."""
        ...

    async def due(self, now_ms: int, most: int) -> list[str]:
        """People to be looked at by now, the longest overdue first. Raises StorageUnavailable."""
        ...

    async def looked(self, token: str, next_ms: int | None) -> None:
        """Look at them again then; no more where it is None. Raises StorageUnavailable."""
        ...


class NoBook:
    """A node that keeps none: nothing was said, and nobody is told."""

    async def say(self, matter: tuple[str, ...], said: Said, act: Act) -> Said:  # noqa: ARG002
        """Never: the node decides nothing. Raises NoLawError."""
        raise NoLawError

    async def last(self, matter: tuple[str, ...]) -> Said | None:  # noqa: ARG002
        """None: no word on any matter is ever kept here."""
        return None

    async def waits(self, matter: tuple[str, ...], since_ms: int, basis: str) -> int:  # noqa: ARG002
        """As it is said now: nothing was noted before."""
        return since_ms

    async def tell(
        self,
        matter: tuple[str, ...],  # noqa: ARG002
        desks: Iterable[str],  # noqa: ARG002
        now_ms: int,  # noqa: ARG002
        basis: str = "",  # noqa: ARG002
    ) -> Mapping[str, int]:
        """No desk ever knows, so the map is empty."""
        return {}

    async def told_of(self, desk: str) -> list[Told]:  # noqa: ARG002
        """Of none, as no desk is ever told here."""
        return []

    async def keep_only(self, person: str, matters: Iterable[tuple[str, ...]]) -> None:
        """There is nothing to forget."""
