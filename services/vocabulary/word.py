"""What every closed word is: text, so that it travels, is stored and compares as before. Pure."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A closed word: its name and its text are one, those of the protocol's enum without the prefix.

    What the protocol leaves unsaid is the empty text, which is no word.
    """

    __hash__ = str.__hash__
