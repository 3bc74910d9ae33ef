"""Erasers: of each store that a node keeps, how nothing of a record is left in it.

A room names its stores with their files in its :class:`services.edge.service.Service`. What holds no record is listed,
with the reason, in :mod:`services.node.erasers`; a file that stands in neither list fails a test.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

UseCases_contra = TypeVar("UseCases_contra", contravariant=True)
Erase = Callable[[Sequence[str]], Awaitable[int]]
"""Of names, ``agencies/{agency}/records/{id}``: see :class:`Eraser`."""


@dataclass(frozen=True, slots=True)
class Eraser(Generic[UseCases_contra]):
    """One store. ``name``: as receipts give it; ``paths``: globs of its files below the node's folder.

    ``erase``: of records by name, how many rows or files it has erased of them, the same number when it is run again.
    Once it returns the store holds nothing of them, durably. Raises a refusal where that cannot be brought about now.
    """

    name: str
    paths: tuple[str, ...]
    erase: Callable[[UseCases_contra, Sequence[str]], Awaitable[int]]


async def erase_everywhere(erasers: Mapping[str, Erase], records: Sequence[str]) -> dict[str, int]:
    """How much of the records each store has erased, by its name. They run in their order: later ones follow earlier.

    Raises what the first that fails raises: then nothing may be said to be erased.
    """
    return {name: await erase(records) for name, erase in erasers.items()}
