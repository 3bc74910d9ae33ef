"""Which decisions on who is one person carry, and for whom: the one place that every reader asks. Pure.

A decision carries in the answers of the agency that made it. For every agency it carries once both owners of the two
records agree, or an owner and one officer of oversight, or two officers of oversight. An owner of both records needs
oversight: what joins its own two records joins what other agencies have under their numbers (AUTHORITY 6.8).

The second person of an officer of oversight counts as another one where both are of one agency.

Where an officer of oversight decides otherwise, a decision does not carry for anybody. Where officers of one agency
contradict each other, their agency agrees with nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from services.linkage.kept import ends
from services.values.network import LinkDecision

OWNER_OF_ONE: Final = "OWNER_OF_ONE"
OWNER_OF_OTHER: Final = "OWNER_OF_OTHER"
OVERSIGHT: Final = "OVERSIGHT"
TO_OVERSIGHT: Final = ""
"""In place of an owner, where no other agency owns one of the two: until what is decided carries for everybody."""
SIGNS: Final = ("SAME", "DIFFERENT")
"""What a decision says that decides something."""
_OWNERS: Final = frozenset({OWNER_OF_ONE, OWNER_OF_OTHER})
_TWO: Final = 2


def carrying(decisions: Iterable[LinkDecision], reader: str = "") -> list[LinkDecision]:
    """Those that carry for a reader's agency, for everybody where it is empty; each says whether it is agreed.

    ``decisions``: of each pair either all that stand, or none.
    """
    pairs: dict[tuple[str, str], list[LinkDecision]] = {}
    for each in decisions:
        if each.sign in SIGNS and not each.withdrawn_ms:
            pairs.setdefault(ends(each), []).append(each)
    return [each for of_pair in pairs.values() for each in _of_pair(of_pair, reader)]


def agency_of(decision: LinkDecision) -> str:
    """The agency whose officer decided."""
    return _agency(decision.by)


def _agency(officer: str) -> str:
    return officer.partition("/")[0]


def _of_pair(decisions: Sequence[LinkDecision], reader: str) -> Iterable[LinkDecision]:
    valid = [each for each in decisions if not _overruled(each, decisions)]
    agreed = {sign for sign in SIGNS if _agreed(valid, sign)}
    for each in valid:
        of_all = each.sign in agreed and bool(each.parts)
        if of_all or agency_of(each) == reader:
            yield replace(each, agreed=of_all)


def _overruled(decision: LinkDecision, decisions: Iterable[LinkDecision]) -> bool:
    return any(OVERSIGHT in each.parts and each.sign != decision.sign for each in decisions)


def _agreed(valid: Sequence[LinkDecision], sign: str) -> bool:
    opposed = {agency_of(each) for each in valid if each.sign != sign}
    words = [each for each in valid if each.sign == sign and agency_of(each) not in opposed]
    owning = [each for each in words if not _OWNERS.isdisjoint(each.parts)]
    owned = _OWNERS.intersection(part for each in owning for part in each.parts)
    of_oversight = [each for each in words if OVERSIGHT in each.parts]
    overseers = {who for each in of_oversight for who in (each.by, each.second) if _agency(who) == agency_of(each)}
    by_owners = owned == _OWNERS and len({agency_of(each) for each in owning}) >= _TWO
    return by_owners or bool(owned and overseers) or len(overseers) >= _TWO
