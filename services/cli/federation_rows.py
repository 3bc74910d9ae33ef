"""`rabta federation set-...`: whose case numbers, which courts, who protects. Each adds or ends a row in the draft."""

from __future__ import annotations

from typing import Annotated

import typer

from services.cli.federation_draft import Folder, drafted, now_ms, reported
from services.membership import governance, office
from services.membership.governance import Speaking
from services.membership.spec import court, protection, register

app = typer.Typer()

AgencyId = Annotated[str, typer.Argument(help="Agency id.")]
Since = Annotated[str, typer.Option("--from", help="First day of the row, ISO 8601; from ever on where not given.")]
Until = Annotated[str, typer.Option("--to", help="Day before which the row ends; open where not given.")]
End = Annotated[str, typer.Option("--end", help="End the open row of this name before that day, and add none.")]
Districts = Annotated[
    list[str] | None, typer.Option("--district", help="First groups of FIR numbers, such as PB/LAHORE or PB.")
]


@app.command()
def set_register(
    folder: Folder,
    agency: AgencyId,
    kind: Annotated[str, typer.Argument(help="Type of case number, such as FIR.", metavar="TYPE")],
    prefix: Annotated[str, typer.Argument(help="First groups with a slash, such as PB/LAHORE/; empty: all.")] = "",
    since: Since = "",
    until: Until = "",
    end: End = "",
) -> None:
    """Say that an agency gives out a run of case numbers, or end such a row."""
    with reported():
        row = register(kind.upper(), prefix, since, until)
    _put(folder, agency, row, end)


@app.command()
def set_court(
    folder: Folder,
    agency: AgencyId,
    code: Annotated[str, typer.Argument(help="Such as PB-LHR-DSJ.")],
    name: Annotated[str, typer.Option(help="Name of the court; needed to add one.")] = "",
    tier: Annotated[str, typer.Option(help="MAGISTRATE, SESSION, HIGH or SUPREME.")] = "SESSION",
    district: Districts = None,
    above: Annotated[str, typer.Option(help="Code of the court that hears its appeals.")] = "",
    act: Annotated[list[str] | None, typer.Option(help="Act that names it for orders over all cases.")] = None,
    since: Since = "",
    until: Until = "",
    end: End = "",
) -> None:
    """Say that a court speaks through an agency of kind COURT, or end such a row."""
    with reported():
        row = court(code, name, tier.upper(), tuple(district or ()), above, tuple(act or ()), since, until)
    _put(folder, agency, row, end)


@app.command()
def set_protects(
    folder: Folder,
    agency: AgencyId,
    act: Annotated[str, typer.Argument(help="The Act, such as PB-DNCA-2004.")],
    district: Districts = None,
    since: Since = "",
    until: Until = "",
    end: End = "",
) -> None:
    """Say under which Act an agency is a protecting body, and where, or end such a row."""
    with reported():
        row = protection(act, tuple(district or ()), since, until)
    _put(folder, agency, row, end)


def _put(folder: Folder, agency: str, row: Speaking, end: str) -> None:
    with reported():
        files = office.open_federation(folder)
        draft = office.draft_of(files, now_ms())
        changed = governance.end_row(draft, agency, row, end) if end else governance.set_row(draft, agency, row)
        office.check_speaking_of(changed.registry)
        office.save_draft(files, changed)
    drafted(files)
