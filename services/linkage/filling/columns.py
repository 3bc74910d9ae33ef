"""Columns of the files: what feeds and records say, in tokens. Times are epoch seconds, days since 1970. Pure."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np

FED: Final = np.dtype(
    [
        ("row", "i8"),
        ("seq", "i8"),
        ("klass", "i8"),
        ("what", "i1"),
        ("start", "u8"),
        ("end", "u8"),
        ("at", "i8"),
        ("amount", "i8"),
        ("word", "i1"),
        ("place", "u8"),
        ("to", "u8"),
        ("party", "u8"),
        ("born", "i4"),
    ]
)
"""A row of a feed. ``seq``: in the store; ``klass``: number of its policy class there."""
SAID: Final = np.dtype(
    [
        ("row", "i8"),
        ("record", "u8"),
        ("klass", "i8"),
        ("what", "i1"),
        ("at", "i8"),
        ("until", "i8"),
        ("person", "u8"),
        ("node", "u8"),
        ("kind", "i1"),
        ("case", "u8"),
        ("place", "u8"),
        ("marks", "i4"),
        ("flag", "?"),
        ("born_from", "i4"),
        ("born_to", "i4"),
    ]
)
"""One thing that a record says. ``record``: token of its name; ``kind``: of the node."""
NO_DAY: Final = -(2**31)
"""No birth is stated."""


class Fed(IntEnum):
    """What a feed's row is."""

    PERSON = 0
    """``start``: the person; ``born``: SHOWN where a document stands beside it."""
    IDENTIFIED = 1
    """``start``: the person, ``end``: the document."""
    ACCOUNT_HELD = 2
    PHONE_HELD = 3
    """``start``: the account or phone, ``end``: the person who holds it."""
    TRANSFER = 4
    CALL = 5
    DEVICE = 6
    CELL = 7
    """``start``: the phone, ``end``: the handset or cell that it used at that time."""
    CROSSING = 8
    """``start``: the person, ``place``: the post, ``party``: who crossed together, 0 of who went alone."""
    FLIGHT = 9
    """``start``: the person, ``end``: the phone given as theirs, ``place``, ``to``: where from and where to, ``party``:
    the flight of that day."""


class Word(IntEnum):
    """What a row says of itself."""

    NONE = 0
    CASH_IN = 1
    CASH_OUT = 2
    LEAVES = 3
    CREW = 4
    SALARY = 5
    SHOWN = 6


class Said(IntEnum):
    """What a record says."""

    PERSON = 0
    """Of its person: ``marks``, and birth, ``until``: 1 where a document shows it; ``flag``: they may be a child."""
    BEARS = 1
    """``node``: a number that the person uses; ``flag``: it is a document."""
    INVOLVED = 2
    """``node`` stands in the records of ``case``, ``place``: its district; ``flag``: a child is missing there."""
    ACCUSED = 3
    """``case`` is against the person; ``flag``: under a section on trafficking or abduction; ``marks``: how far."""
    FILED = 4
    """The file of ``case`` of the agency at ``place``; ``flag``: under such a section, or of a missing child;
    ``marks``: 1 where it is closed; ``at`` and ``until``: between which it holds."""
    ALSO = 5
    """``node``: another number of ``case``, by its file."""
    CROSSED = 6
    STATED = 7
    """A statement in ``case``; ``flag``: it takes one back."""
