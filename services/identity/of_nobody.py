"""How many numbers of nobody a registry answers an agency on a day of Pakistan: who asks keeps to it too. Pure."""

from __future__ import annotations

from typing import Final

UNKNOWN_A_DAY: Final = 1000
HELD_FOR_ONE: Final = 4
"""Numbers of nobody that an agency may ask for on a day: so many, and one more for each so many tokens that it holds.

Whose numbers come from its own files holds tokens for most of them; who guesses holds none.
"""


def of_nobody(held: int) -> int:
    """``held``: persons of whom the agency holds a token."""
    return UNKNOWN_A_DAY + held // HELD_FOR_ONE
