"""The code of a group of records: its class and how it stands to the call, in one number as SQL groups by it. Pure.

The store's statements make it: class id * 4, 2 for what is in the cited case, 1 for what is in force.
"""

from __future__ import annotations

from typing import Final

Code = int
"""Class id (60 bits), in the cited case, in force."""

_IN_FORCE: Final = 1
_CITED: Final = 2
_BITS: Final = 2


def class_of(code: Code) -> int:
    """Id of the class."""
    return code >> _BITS


def is_cited(code: Code) -> bool:
    """Whether the records are in the case that the call cites."""
    return bool(code & _CITED)


def is_in_force(code: Code) -> bool:
    """Whether a list entry is in force; of anything else, whether no turned role is held back."""
    return bool(code & _IN_FORCE)


def made_in_force(code: Code) -> Code:
    """The code with what it says as if it were in force."""
    return code | _IN_FORCE


def standing_of(code: Code) -> int:
    """What it says but for the class: few values, to remember decisions by."""
    return code & (_CITED | _IN_FORCE)
