"""`rabta oversight crossings`: crossings at every agency's posts that nobody checked."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated, Final

import typer
from rabta.exchange.v1.check_service_pb2 import CountCrossingsRequest, CountCrossingsResponse

from services.cli.ask import ask, run
from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption, reported
from services.cli.oversight_asked import Asked
from services.listing import crossings as listing
from services.values.dates import day_text, today
from services.vocabulary.access import LegalBasis, Purpose

DAYS: Final = 14
"""As many the hub counts at once."""
FromDay = Annotated[
    str, typer.Option("--from", help=f"First day, YYYY-MM-DD, Asia/Karachi. Without it, {DAYS} days end with the last.")
]
ToDay = Annotated[
    str, typer.Option("--to", help=f"Last day, at most {DAYS} with the first. Without it as many, or up to today.")
]


def crossings(
    profile: ProfileOption,
    case: CaseOption = "",
    since: FromDay = "",
    until: ToDay = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Crossings that agencies' feeds tell and no post checked, by agency, post and day; figures without names."""
    asked = Asked(profile, purpose, legal_basis, case, "", "", output)
    first, last = _days(since, until, today(round(time.time() * 1000)))
    request = CountCrossingsRequest(from_day=first, to_day=last)
    with reported():
        found = run(ask(asked.settings, asked.details, request, CountCrossingsResponse)).message.days
    about = f"crossings from {first} to {last}"
    asked.printed(about, [listing.crossings(found)], {"days": found})


def _days(since: str, until: str, now: int) -> tuple[str, str]:
    """First and last day; what is no day goes to the hub as it is, which says so."""
    with suppress(ValueError):
        if since and not until:
            until = min(day_text(now), str(date.fromisoformat(since) + timedelta(days=DAYS - 1)))
        until = until or day_text(now)
        since = since or str(date.fromisoformat(until) - timedelta(days=DAYS - 1))
    return since, until
