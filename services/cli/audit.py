"""`rabta audit`: receipts of one's own calls; the log itself, for oversight; its export for anyone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse
from rabta.audit.v1.entry_pb2 import OpenEntry, SealedEntry

from audit.export import ExportError
from audit.export import export as export_log
from audit.store import StoreError
from services.cli import audit_compare, month_keys
from services.cli.ask import ask, run
from services.cli.options import (
    BasisOption,
    CaseOption,
    EvidenceOption,
    ProfileOption,
    profile_of,
    reported,
    say,
)
from services.cli.plain import plain
from services.cli.reads import details_of
from services.client.channel import Channel
from services.client.entries import opened_here
from services.client.profile import Profile
from services.client.receipt import settle
from services.tables.showing import json_text
from services.vocabulary.access import LegalBasis

app = typer.Typer(help="The log: prove it, read it, carry it away.", no_args_is_help=True)
app.add_typer(month_keys.app)
app.command("compare")(audit_compare.compare_logs)


@app.command()
def receipts(profile: ProfileOption) -> None:
    """Turn the promises of earlier answers into receipts."""
    settings = profile_of(profile)
    with reported():
        proved, pending, late = run(_settled(settings))
    typer.echo(f"receipts proven: {proved}")
    typer.echo(f"promises pending: {pending}")
    typer.echo(f"promises late: {late}")
    if late:
        say("rabta: the hub owes entries that it promised; the promises are kept as evidence")
        raise typer.Exit(1)


async def _settled(settings: Profile) -> tuple[int, int, int]:
    async with Channel(settings) as channel:
        settled = await settle(channel)
        return len(settled.receipts), len(settled.pending), len(channel.promises.late(channel.clock()))


@app.command()
def entries(
    profile: ProfileOption,
    start: Annotated[int, typer.Option(min=0, help="First index.")],
    count: Annotated[int, typer.Option(min=1, max=256, help="How many.")],
    case: CaseOption = "",
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    evidence: EvidenceOption = None,
) -> None:
    """A contiguous range with its sealed parts, as JSON lines. Oversight only; itself logged."""
    settings = profile_of(profile)
    with reported():
        details = details_of(settings, "OVERSIGHT", legal_basis, case)
        request = GetEntriesRequest(start=start, count=count)
        answer = run(ask(settings, details, request, GetEntriesResponse, evidence)).message
        if not opened_here(settings, answer):
            say("rabta: the profile names no seal_key: whether oversight itself can open these entries was not checked")
    for entry in answer.entries:
        line: dict[str, object] = {"index": entry.index}
        for name, kind, raw in (("open", OpenEntry, entry.open), ("sealed", SealedEntry, entry.sealed)):
            if raw:
                line[name] = plain(kind.FromString(raw))
        typer.echo(json_text(line))


@app.command()
def export(
    hub: Annotated[Path, typer.Argument(help="Folder of the hub's node.")],
    target: Annotated[Path, typer.Argument(help="New folder, in the tlog-tiles layout.")],
    log: Annotated[int, typer.Option(min=1, help="Number that ends the log's origin.")] = 1,
) -> None:
    """Copy the log for anyone to verify: tiles, checkpoint, `log.vkey`, registry versions."""
    with reported():
        try:
            export_log(hub / ("audit" if log == 1 else f"audit-{log}"), target)
        except (ExportError, StoreError) as error:
            say(f"rabta: {error}")
            raise typer.Exit(1) from None
        registry = target / "registry"
        registry.mkdir(mode=0o700, exist_ok=True)
        for path in sorted((hub / "registry").glob("*.signed")):
            shutil.copyfile(path, registry / path.stem)
    say(f"exported to {target}")
