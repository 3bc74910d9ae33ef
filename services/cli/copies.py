"""What an answer out of copies says beside its data: whose they are, and how old."""

from __future__ import annotations

from typing import Final

from google.protobuf.message import Message
from rabta.records.v1.records_service_pb2 import CopyAge

from services.tables.showing import harmless
from services.tables.times import shown

ELSEWHERE: Final = (
    "; what is a bare hit here may be released to the officer: ask for it at the hub alone, and it shows here too"
)


def told(message: Message) -> str:
    """A sentence for people; "" where the answer was not made from copies, as the hub's are not."""
    ages: list[CopyAge] = list(getattr(message, "copies", ()))
    if not ages:
        return ""
    whose = ", ".join(harmless(each.agency) for each in ages)
    since = shown(min(each.synced_ms for each in ages))
    said = f"out of copies of {whose} as of {since}, with nothing of other agencies"
    return said + ELSEWHERE if _has_hits(message) else said


def _has_hits(message: Message) -> bool:
    """Whether owners hold something of which this answer shows no more than that."""
    return bool(getattr(getattr(message, "history", message), "hits", ()))
