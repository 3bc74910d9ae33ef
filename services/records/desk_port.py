"""The desk of the prosecution: which accused police asked about, and what it directs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from services.access.request_id import Act
from services.records.statement_port import NoLawError


class Query(NamedTuple):
    """One agency's query about one reference, first put by ``officer`` at ``at_ms``."""

    reference: str
    agency: str
    officer: str
    at_ms: int


class Directed(NamedTuple):
    """What stands on one reference. ``kind``: PROCEED CONSULT_FIRST SEND_FILE WAIT; ``agency``: a prosecution."""

    reference: str
    kind: str
    agency: str
    officer: str
    at_ms: int


class Directions(Protocol):
    """Queries and directions by case; ``cases``: tokens of all numbers by which one case is called.

    A reference is kept as it was put, whether it names anybody or not.
    """

    noted_after_ms: int
    """From a query to the desk's answer, the same for each."""

    async def ask(self, cases: Sequence[str], query: Query) -> Query:
        """Keep a query; the first of the same agency, reference and case where there is one.

        Raises TooManyQueries past what one officer may put in 24 hours, StorageUnavailable.
        """
        ...

    async def direct(self, cases: Sequence[str], directed: Directed, act: Act) -> Directed:
        """Keep it in the place of what was directed before. The same request gives the same.

        Raises RequestIdReused, StorageUnavailable.
        """
        ...

    async def queries(self, cases: Sequence[str]) -> list[Query]:
        """Each once, newest first. Raises StorageUnavailable."""
        ...

    async def directions(self, cases: Sequence[str]) -> list[Directed]:
        """The last of each reference, newest first. Raises StorageUnavailable."""
        ...


class NoDesk:
    """A node that keeps none."""

    noted_after_ms = 0

    async def ask(self, cases: Sequence[str], query: Query) -> Query:  # noqa: ARG002
        """Never: the hub alone is asked. Raises NoLawError."""
        raise NoLawError

    async def direct(self, cases: Sequence[str], directed: Directed, act: Act) -> Directed:  # noqa: ARG002
        """Never: nobody directs here. Raises NoLawError."""
        raise NoLawError

    async def queries(self, cases: Sequence[str]) -> list[Query]:  # noqa: ARG002
        """None, as none is ever kept here."""
        return []

    async def directions(self, cases: Sequence[str]) -> list[Directed]:  # noqa: ARG002
        """None, as none is ever kept here."""
        return []
