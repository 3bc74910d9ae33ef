"""What a question of law is answered with, where not knowing is an answer of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from services.vocabulary.word import Word


class Answer(Word):
    """Three values: what cannot be told never becomes a no."""

    YES = "YES"
    NO = "NO"
    CANNOT_TELL = "CANNOT_TELL"


YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL


def all_of(answers: Iterable[str]) -> Answer:
    """NO where one is no; else CANNOT_TELL where one cannot be told; YES of none."""
    held = set(answers)
    return NO if NO in held else CANNOT_TELL if CANNOT_TELL in held else YES


def any_of(answers: Iterable[str]) -> Answer:
    """YES where one is yes; else CANNOT_TELL where one cannot be told; NO of none."""
    held = set(answers)
    return YES if YES in held else CANNOT_TELL if CANNOT_TELL in held else NO
