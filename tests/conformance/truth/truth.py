"""What a row of a file means: facts as lines of text, compared as a whole. Pure.

A fact is one line, such as ``ACCUSED Ali Raza | FATHER Ahmed Din`` or ``paid 500000 PKR from A to B at 2024-03-01``. Case,
width and order within a fact say nothing and are levelled by :func:`level`; anything else that differs is another fact.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

RIGHT: Final = "right"
REFUSED: Final = "refused"
WRONG: Final = "wrong"
LOST: Final = "lost"
FATES: Final = (RIGHT, REFUSED, WRONG, LOST)
SHARED: Final = ("holder ", "phone ")
"""Facts that a file states once, wherever its rows repeat them: they are compared over the whole file."""
KINDS: Final = ("ALIAS ", "FATHER ", "HUSBAND ", "PSEUDONYM ")
"""Names that are not a person's own."""
CASH: Final = "cash"
NOT_STATED: Final = "not stated"

Facts = frozenset[str]


class Truth(NamedTuple):
    """``readings``: what the row may be read as. A refusal that names the row or the file is always acceptable.

    No reading: the row contradicts itself or its file, and must be refused.
    """

    readings: tuple[Facts, ...] = ()


def level(fact: str) -> str:
    """A fact without what says nothing: width, case, blanks."""
    return " ".join(unicodedata.normalize("NFKC", fact).casefold().split())


def levelled(facts: Iterable[str]) -> Facts:
    return frozenset(level(fact) for fact in facts)


def reads(*facts: str) -> Truth:
    """The row means these facts and no other."""
    return Truth((levelled(facts),))


def either(*truths: Truth) -> Truth:
    """Any one of several readings is true."""
    return Truth(tuple(reading for truth in truths for reading in truth.readings))


MUST_REFUSE: Final = Truth()
NOTHING: Final = Truth((frozenset(),))
"""A line of the file that states no act and no person, such as an opening balance. It may pass without a word."""


def person(
    role: str,
    *names: str,
    numbers: Iterable[str] = (),
    born: str = "",
    sex: str = "",
    district: str = "",
    address: str = "",
) -> str:
    """One person: own names plain, others with their kind before them (``FATHER Ahmed Din``)."""
    own = " / ".join(sorted(name for name in names if not name.startswith(KINDS)))
    others = sorted(name for name in names if name.startswith(KINDS))
    marks = [f"born {born}" if born else "", f"sex {sex}" if sex else ""]
    marks += [f"district {district}" if district else "", f"at {address}" if address else ""]
    return " | ".join([role, own, *others, *sorted(numbers), *(mark for mark in marks if mark)])


class Verdict(NamedTuple):
    """What became of one row. ``more``: facts that were read and are not true; ``less``: true ones that were not."""

    fate: str
    more: Facts = frozenset()
    less: Facts = frozenset()


def judge(
    truth: Truth, read: Facts, *, refused: bool, of_file: Facts = frozenset(), true_of_file: Facts = frozenset()
) -> Verdict:
    """``read``: facts of the row; ``of_file``, ``true_of_file``: shared facts that the whole file gave and should give."""
    if not read:
        if refused:
            return Verdict(REFUSED)
        return Verdict(RIGHT) if frozenset() in truth.readings else Verdict(LOST)
    best: Verdict | None = None
    for reading in truth.readings:
        more = frozenset(fact for fact in read - reading if not (fact.startswith(SHARED) and fact in true_of_file))
        less = frozenset(fact for fact in reading - read if not (fact.startswith(SHARED) and fact in of_file))
        if not more and not less:
            return Verdict(RIGHT)
        if best is None or len(more) + len(less) < len(best.more) + len(best.less):
            best = Verdict(WRONG, more, less)
    return best or Verdict(WRONG, read)
