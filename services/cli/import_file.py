"""`rabta import FORMAT FILE`: an agency's export becomes signed pages at the hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from services.cli.ask import run
from services.cli.contributing import abandon_pages, opened_feed, sender
from services.cli.options import ERROR, USAGE, ProfileOption, profile_of, reported, say
from services.client.channel import Channel
from services.client.contribute import RowRead, contribute
from services.client.errors import Refusal
from services.client.feed import CONNECTIONS, Draft, Finding
from services.client.profile import Profile
from services.records.formats import Origin, Outcome, formats, read
from services.records.wire import encode
from services.tables.errors import UnreadableFile
from services.tables.rejects import RejectFile
from services.tables.showing import harmless


def import_file(
    profile: ProfileOption,
    layout: Annotated[str, typer.Argument(metavar="FORMAT", help="Name of the layout; see docs/formats.md.")] = "",
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="CSV, JSON Lines or .xlsx.")] = None,
    province: Annotated[str, typer.Option(help="Code such as PB, for files of one province.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Read and report only; send nothing.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Reject file; default: beside FILE.")] = None,
    abandon: Annotated[
        bool, typer.Option("--abandon", help="Forget waiting pages, where the hub refuses the oldest for good.")
    ] = False,
) -> None:
    """Import one export. Bad rows go to the reject file; the same file twice adds nothing."""
    settings = profile_of(profile)
    if abandon:
        with reported():
            typer.echo(f"pages abandoned: {run(abandon_pages(settings))}")
        return
    known = formats()
    if layout not in known or file is None:
        say(f"rabta: a FORMAT and a FILE are needed; known formats: {', '.join(sorted(known))}")
        raise typer.Exit(USAGE)
    with reported():
        try:
            summary = _import(settings, layout, file, Source(province, rejects, check, say))
        except UnreadableFile as error:
            say(f"rabta: {file.name}: {error}")
            raise typer.Exit(ERROR) from None
        except Refusal as refusal:
            if refusal.reason == "PAGE_INVALID":
                say("the feed has stopped at a page that the hub will never take: see `rabta import --abandon`")
            raise
    report(summary)


def _silent(_line: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """What is said once for a file: province, where its rejects go, whether it is only read, who is told what."""

    province: str = ""
    rejects: Path | None = None
    check: bool = False
    tell: Callable[[str], None] = _silent


def import_quietly(settings: Profile, layout: str, file: Path) -> dict[str, int]:
    """Import one file; its summary. Raises UnreadableFile, Refusal or Unproven."""
    return _import(settings, layout, file, Source())


def _import(settings: Profile, layout: str, file: Path, source: Source) -> dict[str, int]:
    target = source.rejects or file.with_name(f"{file.name}.rejects.csv")
    ignored: set[str] = set()
    with RejectFile(target) as rejected:
        outcomes = read(formats()[layout], file, Origin(settings.agency, source.province), ignored)
        rows = _rows(outcomes, rejected)
        summary = _checked(rows) if source.check else run(_send(settings, rows, source.tell))
    if ignored:
        source.tell(harmless(f"headings ignored: {', '.join(sorted(ignored))}"))
    if rejected.rejects:
        source.tell(f"rejects: {target}")
    return summary


def _rows(outcomes: Iterator[Outcome], rejected: RejectFile) -> Iterator[RowRead]:
    """Rows for the feed; what is wrong with a row is written down, by shape and never by value."""
    for outcome in outcomes:
        for reject in outcome.rejects:
            rejected.write(reject)
        drafts = [Draft(one.record_id, encode(one), outcome.row) for one in outcome.drafts]
        yield RowRead(outcome.row, drafts, rejected=bool(outcome.rejects))


def _checked(rows: Iterator[RowRead]) -> dict[str, int]:
    good = bad = versions = 0
    for row in rows:
        bad += row.rejected
        good += not row.rejected
        versions += len(row.drafts)
    return {"rows_good": good, "rows_rejected": bad, "versions": versions}


async def _send(profile: Profile, rows: Iterator[RowRead], tell: Callable[[str], None]) -> dict[str, int]:
    """Sign and send; the summary adds up. Raises Refusal or Unproven."""

    def note(found: Finding) -> None:
        where = f"row {found.row}" if found.row else "an earlier page"
        field = f"{found.field}: " if found.field else ""
        tell(harmless(f"{found.kind}: {where}, {found.record_id}: {field}{found.text} [{found.rule}]"))

    async with Channel(profile, lanes=CONNECTIONS) as channel:
        with await opened_feed(profile, channel, note) as feed:
            return asdict(await contribute(feed, rows, sender(profile, channel)))


def report(summary: dict[str, int]) -> None:
    """One line a figure."""
    for name, number in summary.items():
        typer.echo(f"{name.replace('_', ' ')}: {number}")
