"""How descriptions are compared here: by which index, which model, and what joins records beyond their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.model import Model
from services.matching.person import Described
from services.matching.score import Score, score
from services.names.likeness import likeness
from services.records.errors import StorageUnavailable
from services.records.matching_port import Found, Matcher
from services.records.person_links_port import PersonLink, PersonLinks
from services.records.ports import Snapshot


class NoMatcher:
    """A process without an index: nobody is found by description, and it says so."""

    async def nearest(self, who: Described, groups: frozenset[int], also: frozenset[int], most: int) -> Found:  # noqa: ARG002
        """Refuse, since nothing was looked through: StorageUnavailable."""
        raise StorageUnavailable

    async def let_go(self) -> int:
        """Refuse, since an index that another process holds was not asked: StorageUnavailable."""
        raise StorageUnavailable


class NoLinks:
    """A process where nothing but numbers joins records."""

    async def head(self) -> int:
        """Say that nothing was ever joined or withdrawn."""
        return 0

    async def joined(self, view: Snapshot, records: Mapping[int, str], reader: str) -> tuple[PersonLink, ...]:  # noqa: ARG002
        """Say of no record that another is the same person's."""
        return ()

    async def apart(self, view: Snapshot, records: Mapping[int, str], reader: str) -> frozenset[int]:  # noqa: ARG002
        """Say of no record that another is not."""
        return frozenset()


@cache
def aligner() -> Aligner:
    """One for all rooms of the process, as it remembers what it has compared."""
    return Aligner(likeness())


@dataclass(frozen=True, slots=True)
class Matching:
    """The index and the links of a process; the model is the shipped one."""

    matcher: Matcher = field(default_factory=NoMatcher)
    links: PersonLinks = field(default_factory=NoLinks)

    @property
    def model(self) -> Model:
        """The model that every score here is of."""
        return default_model()

    def score(self, one: Described, other: Described) -> Score:
        """The score of a pair."""
        return score(aligner(), self.model, one, other)
