"""What is stated of posts: crossings by feeds, anchored logs, and checks that remember what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.exchange.check.crossings import Check, document_key
from services.exchange.check.errors import PostsUnavailable
from services.exchange.check.ports import FedCrossing
from services.values.exchange import Identifier, PostCheck


@dataclass
class HeldChecks:
    """Checks in memory, each once. ``fails``: nothing can be written."""

    rows: dict[tuple[str, str, bytes, int], None] = field(default_factory=dict)
    fails: bool = False

    def document(self, agency: str, document: Identifier) -> bytes:
        """In clear."""
        return f"{agency} {document_key(document)}".encode()

    async def keep(self, agency: str, check: PostCheck) -> None:
        """See the port, as for all methods here."""
        await self.take(agency, [check])

    async def take(self, agency: str, checks: Sequence[PostCheck]) -> None:
        if self.fails:
            raise PostsUnavailable
        for each in checks:
            assert each.document is not None
            self.rows[agency, each.post, self.document(agency, each.document), each.at_ms] = None

    async def between(self, agency: str, from_ms: int, to_ms: int) -> Sequence[Check]:
        made = [Check(*row) for row in self.rows]
        return [each for each in made if agency in ("", each.agency) and from_ms <= each.at_ms < to_ms]

    async def thin(self, before_ms: int) -> None:
        self.rows = {row: None for row in self.rows if row[3] >= before_ms}


@dataclass
class StatedCrossings:
    """Crossings that feeds tell."""

    fed: list[FedCrossing] = field(default_factory=list)

    async def between(self, agency: str, from_ms: int, to_ms: int) -> Sequence[FedCrossing]:
        """See the port."""
        return [each for each in self.fed if agency in ("", each.agency) and from_ms <= each.at_ms < to_ms]


@dataclass
class StatedAnchors:
    """When the log of each agency was anchored."""

    at: dict[str, int] = field(default_factory=dict)

    async def until_ms(self, agency: str) -> int:
        """See the port."""
        return self.at.get(agency, 0)
