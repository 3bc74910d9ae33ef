"""What the use cases work with, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.access.trail import Trail
from services.identity.keys import Keys
from services.identity.ports import Register
from services.values.dates import day_text, today
from services.values.identity import GetAttributesResponse

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Context:
    """``encode``: an answer's bytes, which are kept for who asks again; ``read_statement``: such bytes."""

    register: Register
    keys: Keys
    encode: Callable[[DataclassInstance], bytes]
    read_statement: Callable[[bytes], GetAttributesResponse]


@dataclass(frozen=True, slots=True)
class System:
    """An agency's system that asks without an officer."""

    agency: str
    agency_kind: str
    name: str
    now_ms: int
    trail: Trail


def day_of(now_ms: int) -> str:
    """The day in Pakistan, ISO 8601."""
    return day_text(today(now_ms))
