"""What agencies' issuers told of refused tokens: how far each told, and which officers were refused most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from rabta.audit.v1.audit_service_pb2 import RefusalStanding, ToldRefusals
from rabta.signing.v1.refusals_pb2 import RefusalDay

from services.listing.part import Part

ISSUERS: Final = ("agency", "told up to", "number", "days missing", "told otherwise", "late", "digest of the last")
OFFICERS: Final = ("agency", "officer", "refused", "cases", "days", "for")


def issuers(standings: Iterable[RefusalStanding], told: Sequence[ToldRefusals]) -> Part:
    """A row for each agency that should tell."""
    return Part("Issuers", ISSUERS, [_issuer(one, told) for one in standings])


def refused(days: Iterable[RefusalDay]) -> Part:
    """A row for each officer, those with most refusals first; without officer what proved none."""
    total = Counter[tuple[str, str]]()
    reasons: dict[tuple[str, str], Counter[str]] = {}
    cases: dict[tuple[str, str], set[str]] = {}
    seen: dict[tuple[str, str], set[str]] = {}
    for day in days:
        for one in day.counts:
            who = day.agency, one.officer
            total[who] += one.count
            reasons.setdefault(who, Counter())[one.reason] += one.count
            cases.setdefault(who, set()).update(filter(None, [one.case_reference]))
            seen.setdefault(who, set()).add(day.day)
    named = sorted(total, key=lambda who: (not who[1], -total[who], who))
    rows = [
        (
            *who, str(total[who]), str(len(cases[who])), str(len(seen[who])),
            ", ".join(f"{reason} {count}" for reason, count in reasons[who].most_common()),
        )
        for who in named
    ]  # fmt: skip
    return Part("Refused by their issuer", OFFICERS, rows)


def _issuer(one: RefusalStanding, told: Sequence[ToldRefusals]) -> tuple[str, ...]:
    digest = next((each.sha256.hex() for each in told if (each.agency, each.number) == (one.agency, one.number)), "")
    late = "late" if one.late else ""
    return one.agency, one.last_day or "never", str(one.number), str(one.missing), str(one.altered), late, digest
