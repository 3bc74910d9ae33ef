"""What an officer watches, and what was told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.exchange.v1 import watch_service_pb2 as pb
from rabta.records.v1.subject_pb2 import Identifier, IdentifierType

from services.listing.part import Part, enum_word, reached
from services.tables.times import shown

WATCHES: Final = ("watch", "of", "since", "until")
TOLD: Final = ("no.", "told", "watch", "owner", "version", "handle", "desk")


def watches(found: Iterable[pb.NumberWatch]) -> Part:
    """What is watched, since when and until when."""
    return Part("Watches", WATCHES, [_watch(each) for each in found])


def told(found: Iterable[pb.Alert]) -> Part:
    """What came to be known, numbered without gaps; an empty row is one that the officer may no longer see."""
    return Part("Told of watches", TOLD, [_told(each) for each in found])


def number(identifier: Identifier) -> str:
    """A number with its kind, such as ``CNIC 42101-1234567-1``."""
    return " ".join(
        filter(None, (identifier.country, enum_word(IdentifierType.DESCRIPTOR, identifier.type), identifier.value))
    )


def _watch(watch: pb.NumberWatch) -> tuple[str, ...]:
    return watch.id, _of(watch) + ", desk offered" * watch.deconflict, shown(watch.began_ms), shown(watch.expires_ms)


def _of(watch: pb.NumberWatch) -> str:
    if watch.cited_case:
        return "the cited case"
    if watch.person:
        return f"the person of {watch.person}"
    if watch.HasField("question"):
        return f"the question {watch.question.method}"
    return watch.record or number(watch.identifier)


def _told(alert: pb.Alert) -> tuple[str, ...]:
    desk = reached(alert.desk)
    return str(alert.sequence), shown(alert.told_ms), alert.watch, alert.owner, alert.version, alert.handle, desk
