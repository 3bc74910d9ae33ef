"""An agreement on copies in words, as governance reads it before it signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.membership.rows import JUVENILE, AgreementRow
from services.tables.showing import harmless
from services.vocabulary.protection import PROTECTED_ROLES
from services.vocabulary.readings import PURPOSES, ROLES


def lines(row: AgreementRow) -> Iterator[str]:
    """What an agreement allows, one fact a line."""
    yield harmless(f"agreement    {row.id}: {row.holder} holds copies of records of {row.giver}")
    yield harmless(f"  from       {row.since}, and no longer from {row.until} on, under {row.statute}")
    yield f"  kinds      {_spelt(row.kinds)}"
    yield f"  handling   {_spelt(row.handling)}"
    yield f"  persons    {_persons(row.roles)}"
    yield f"  read for   {', '.join(sorted(PURPOSES[each][0] for each in row.purposes))}"
    yield f"  cut off    {f'copies answer for {row.stale_after_h} hours' if row.stale_after_h else 'no copy answers'}"
    yield f"  passed on  {'to holders of other agreements with the same giver' if row.onward else 'to nobody'}"


def _persons(roles: Iterable[str]) -> str:
    """The roles, and in words what is given of children and protected persons, or that nothing is."""
    named = frozenset(roles)
    plain = sorted(ROLES[role][0] for role in named - PROTECTED_ROLES - {JUVENILE})
    protected = sorted(ROLES[role][0] for role in named & PROTECTED_ROLES)
    given = f"PROTECTED: {', '.join(protected)}" if protected else "no victims, witnesses or complainants"
    children = "CHILDREN TOO" if JUVENILE in named else "no children"
    return "; ".join([", ".join(plain) or "nobody by role", given, children])


def _spelt(words: Iterable[str]) -> str:
    return ", ".join(word.lower().replace("_", " ") for word in sorted(words))
