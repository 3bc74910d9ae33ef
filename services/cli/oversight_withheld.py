"""`rabta oversight withheld`: what was not shown, to whom, and why."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import FindWithheldRequest, FindWithheldResponse, WithheldCall

from services.cli import show
from services.cli.options import BasisOption, CaseOption, Output, OutputOption, ProfileOption, PurposeOption
from services.cli.oversight_asked import Asked, FromOption, ToOption
from services.vocabulary.access import LegalBasis, Purpose

COLUMNS = ("agency", "purpose", "cause", "owner", "records withheld", "calls", "officers")


def withheld(
    profile: ProfileOption,
    case: CaseOption = "",
    agency: Annotated[str, typer.Option(help="Only what this agency was not shown.")] = "",
    since: FromOption = "",
    until: ToOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """What was withheld from whom: by agency, purpose, cause and owner; JSON has each call."""
    asked = Asked(profile, purpose, legal_basis, case, since, until, output)
    found = asked.all(FindWithheldRequest(agency=agency), FindWithheldResponse, "calls")
    about = f"withheld from {agency}" if agency else "withheld"
    asked.printed(about, [show.Part("Withheld", COLUMNS, rows(found))], {"calls": found})


def rows(found: list[WithheldCall]) -> list[tuple[str, ...]]:
    """A row each, the largest number first."""
    records, calls = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    officers: dict[tuple[str, ...], set[str]] = {}
    for call in found:
        for one in call.withheld:
            of = call.agency, call.purpose, one.cause, one.owner
            records[of] += one.count
            calls[of] += 1
            officers.setdefault(of, set()).add(call.officer)
    return [(*of, str(number), str(calls[of]), str(len(officers[of]))) for of, number in records.most_common()]
