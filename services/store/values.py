"""What goes into a statement and what comes out of it, on either database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

Value = str | int | float | bytes | None
"""A parameter of a statement."""

Parameter = Value | Sequence[Value]
"""The same, or a list where the statement says ``texts`` or ``numbers``."""


class Row(Protocol):
    """What a statement reads, in the order of its columns; their types are the statement's to know."""

    def __getitem__(self, column: int, /) -> Any:
        """The value of a column, from 0."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The values in the order of the columns."""
        ...

    def __len__(self) -> int:
        """How many columns the statement has."""
        ...
