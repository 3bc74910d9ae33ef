"""`rabta oversight refusals`: whom the agencies' issuers refused tokens, and which agency does not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import (
    FindRefusalsRequest,
    FindRefusalsResponse,
    RefusalStanding,
    ToldRefusals,
)
from rabta.signing.v1.refusals_pb2 import RefusalDay

from services.cli import show
from services.cli.ask import ask, run
from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption, reported
from services.cli.oversight_asked import Asked
from services.client.refusals_check import check_told
from services.client.registries import held
from services.vocabulary.access import LegalBasis, Purpose

ISSUERS = ("agency", "told up to", "number", "days missing", "told otherwise", "late", "digest of the last")
OFFICERS = ("agency", "officer", "refused", "cases", "days", "for")
PAGE = 200
FromDay = Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD, UTC.")]
ToDay = Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD, UTC.")]


def refusals(
    profile: ProfileOption,
    case: CaseOption = "",
    agency: Annotated[str, typer.Option(help="Only this agency's issuer.")] = "",
    since: FromDay = "",
    until: ToDay = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Officers by how often their agency's issuer refused them; and which issuers are late, or told a day otherwise."""
    asked = Asked(profile, purpose, legal_basis, case, "", "", output)
    request = FindRefusalsRequest(agency=agency, from_day=since, to_day=until, page_size=PAGE)
    told: list[ToldRefusals] = []
    with reported():
        while True:
            page = run(ask(asked.settings, asked.details, request, FindRefusalsResponse)).message
            told += page.told
            request.page_token = page.next_page_token
            if not page.next_page_token:
                break
        days = check_told(held(asked.settings).current(), told, whole=not since)
    issuers = show.Part("Issuers", ISSUERS, [_issuer(one, told) for one in page.standings])
    officers = show.Part("Refused by their issuer", OFFICERS, ranked(days))
    found = {"issuers": page.standings, "days": days}
    asked.printed(f"refusals of {agency}" if agency else "refusals of issuers", [issuers, officers], found)


def _issuer(one: RefusalStanding, told: list[ToldRefusals]) -> tuple[str, ...]:
    digest = next((each.sha256.hex() for each in told if (each.agency, each.number) == (one.agency, one.number)), "")
    late = "late" if one.late else ""
    return one.agency, one.last_day or "never", str(one.number), str(one.missing), str(one.altered), late, digest


def ranked(days: Iterable[RefusalDay]) -> list[tuple[str, ...]]:
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
    return [
        (
            *who, str(total[who]), str(len(cases[who])), str(len(seen[who])),
            ", ".join(f"{reason} {count}" for reason, count in reasons[who].most_common()),
        )
        for who in named
    ]  # fmt: skip
