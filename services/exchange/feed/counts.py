"""A receiver's own count of the records, as the feed and its ledger tell of it to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """The furthest that was ever counted or given of the records: the count then, and a version with its mark."""

    head: int
    seq: int
    mark: bytes


class Counted(NamedTuple):
    """How far the records are counted for a receiver in its epoch.

    ``upto``: number of the sender's change up to which they were looked through; ``last``: the last number of the
    receiver's own count; ``waits``: whether a record is to be counted by now.
    """

    upto: int
    last: int
    waits: bool = False


class Position(NamedTuple):
    """A record that is to have a number. ``state``: digest of what the receiver may have of it, empty for its end.

    ``seq``: of the version, which orders the numbers; ``due_ms``: when it gets one at the earliest, 0 for now.
    """

    record: str
    seq: int
    due_ms: int
    state: bytes


class Look(NamedTuple):
    """What looking through changes ``since`` a number up to another came to, for one receiver.

    ``gone``: records that were to have a number and may not be given any more; ``whole``: nothing is left to be looked
    through, so that what waits gets its numbers.
    """

    since: int
    upto: int
    changed: Sequence[Position]
    gone: Sequence[str]
    whole: bool
    mark: Mark | None


class Numbered(NamedTuple):
    """A record by its number in the receiver's own count."""

    number: int
    record: str
