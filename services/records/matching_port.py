"""What the search for a person needs of an index of descriptions.

An entry is a record by its number in the store; its group is the record's policy class in force (``klass``). What the
groups leave out is neither returned nor counted, and changes nothing that is returned.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from services.matching.person import Described


class Near(NamedTuple):
    """One entry and what it and the description score together, in bits (``services/matching/score.py``)."""

    record: int
    bits: float


class Found(NamedTuple):
    """``hits``: best first, then by number. ``braked``: words of the description, as given, that alone find nobody."""

    hits: tuple[Near, ...]
    braked: tuple[str, ...] = ()


class Matcher(Protocol):
    """The nearest entries to a description."""

    async def nearest(self, who: Described, groups: frozenset[int], also: frozenset[int], most: int) -> Found:
        """Up to ``most`` entries of the ``groups``, and of the single records ``also``; fewer where there are no more.

        Raises :class:`services.records.errors.StorageUnavailable` while the index cannot answer.
        """
        ...

    async def let_go(self) -> int:
        """Number of a change of the records: what was gone from them at it is gone from memory and from disk here too.

        Raises StorageUnavailable while the index does not answer.
        """
        ...
