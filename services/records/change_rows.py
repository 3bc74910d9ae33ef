"""Rows of the count of changes, by which others follow a store. Pure."""

from __future__ import annotations

from typing import NamedTuple


class ChangedHead(NamedTuple):
    """A head by the number of its last change: another version (``seq``), or another class; the rest as in a head."""

    number: int
    seq: int
    klass: int
    until_ms: int | None
    record: int
    agency: str
    record_id: str
    version: int
    status: str
    own: int
