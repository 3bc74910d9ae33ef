"""Rows of what time alone changes. Pure; times are epoch milliseconds, ``rows.FOREVER`` while something lasts."""

from __future__ import annotations

from typing import NamedTuple


class InterimRow(NamedTuple):
    """When a word that holds for a time began, for one person (``interim.py``). It outlives the records that say it.

    ``token``: of the person, or of one in a case; ``speaker``: empty where all speak as one. ``extended_ms``: until
    when oversight let it go on, 0 for never; ``ended``: 1 where oversight ended it.
    """

    fact: str
    token: str
    speaker: str
    since_ms: int
    extended_ms: int = 0
    ended: int = 0


class ClassAt(NamedTuple):
    """The class of a record from a time, 0 for now, until another; only of records whose class time alone changes."""

    record: int
    from_ms: int
    until_ms: int
    klass: int
