"""`rabta import FORMAT FILE`: an agency's export becomes signed pages at the hub."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from services.cli import completion_words as words
from services.cli.ask import run
from services.cli.options import ERROR, USAGE, ProfileOption, profile_of, reported, say
from services.cli.progress import STOPPED, Progress, on_stderr, silent
from services.cli.records_resend import SHORT
from services.cli.table_options import DatesOption, IgnoreOption, stated_of
from services.client.contribution import abandon_pages
from services.client.errors import JournalShort, Refusal
from services.client.profile import Profile
from services.listing.imports.left_out import write_left_out
from services.listing.imports.run import Export, Run, Watch
from services.sources.exports import Origin, formats
from services.tables.contract.stated import UNSTATED, Stated
from services.tables.errors import UnreadableFile
from services.tables.phones import REGIONS
from services.tables.place import Place
from services.tables.showing import harmless


def import_file(
    profile: ProfileOption,
    layout: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="Name of the layout; see docs/formats.md.", autocompletion=words.formats),
    ] = "",
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="CSV, JSON Lines, .xlsx or .xls.")] = None,
    province: Annotated[str, typer.Option(help="Code such as PB, for files of one province.")] = "",
    region: Annotated[
        str, typer.Option("--region", help="Country of phone numbers that name none, ISO 3166-1.")
    ] = "PK",
    check: Annotated[bool, typer.Option("--check", help="Read and report only; send nothing.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Reject file; default: beside FILE.")] = None,
    replaces: Annotated[
        str, typer.Option(help="Name of the earlier file that this export takes the place of; default: FILE's own.")
    ] = "",
    ignore: IgnoreOption = None,
    dates: DatesOption = "",
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
    if region.upper() not in REGIONS:
        say(f"rabta: --region: no country of phone numbers (ISO 3166-1 alpha-2): {harmless(region)}")
        raise typer.Exit(USAGE)
    stated = stated_of(ignore, dates)
    source = Source(province, rejects, check, say, sys.stderr.isatty(), region.upper(), replaces, stated)
    with reported():
        try:
            summary = _import(settings, layout, file, source)
        except UnreadableFile as error:
            say(f"rabta: {file.name}: {error}")
            raise typer.Exit(ERROR) from None
        except JournalShort as short:
            say(f"rabta: {short}: {SHORT}")
            raise typer.Exit(ERROR) from None
        except Refusal as refusal:
            if refusal.reason == "PAGE_INVALID":
                say("the feed has stopped at a page that the hub will never take: see `rabta import --abandon`")
            raise
    report(summary)


@dataclass(frozen=True, slots=True)
class Source:
    """What is said once for a file: province, region of its phones, where its rejects go, whether it is only read, and
    who is told what.

    ``replaces``: name of the earlier file whose records are looked for in this one, empty for the file's own;
    ``stated``: what the contract over the table needs to know.

    ``tell`` None: nobody is told, not even how far it is; ``terminal``: progress is written over itself.
    """

    province: str = ""
    rejects: Path | None = None
    check: bool = False
    tell: Callable[[str], None] | None = None
    terminal: bool = False
    region: str = "PK"
    replaces: str = ""
    stated: Stated = UNSTATED

    def say(self, text: str) -> None:
        """A line for people, if there are any."""
        if self.tell is not None:
            self.tell(text)


def import_quietly(settings: Profile, layout: str, file: Path) -> dict[str, int]:
    """Import one file; its summary. Raises UnreadableFile, Refusal or Unproven."""
    return _import(settings, layout, file, Source())


def _import(settings: Profile, layout: str, file: Path, source: Source) -> dict[str, int]:
    target = source.rejects or file.with_name(f"{file.name}.rejects.csv")
    origin, place = Origin(settings.agency, source.province, source.region), Place()
    export = Export(file, layout, origin, file.name, target, source.replaces, source.stated)
    progress = _progress(file, place, source)
    with Run(export, Watch(source.say, progress.at, progress.answered), place) as made:
        try:
            summary = made.check(settings) if source.check else run(made.send(settings))
        except KeyboardInterrupt:
            source.say(harmless(progress.stopped(file.name)))
            raise typer.Exit(STOPPED) from None
        finally:
            progress.end()
    for line in (
        *_afterwards(made, summary),
        *write_left_out(export.beside("left"), made.left_out, made.rejected.rejects),
    ):
        source.say(harmless(line))
    return summary


def _progress(file: Path, place: Place, source: Source) -> Progress:
    return silent(place) if source.tell is None else on_stderr(file.stat().st_size, place, source.terminal)


def _afterwards(made: Run, summary: dict[str, int]) -> Iterator[str]:
    if made.resent:
        yield f"the hub was restored from a backup: {made.resent} pages that it had lost were sent again"
    if made.ignored:
        yield f"headings ignored: {', '.join(sorted(made.ignored))}"
    if made.rejected.rejects:
        yield f"rejects: {made.rejected.path}"
    yield from made.flags.summed()
    if made.flags.lines:
        yield f"flags: {made.flags.path}"
    if not summary["rows"]:
        yield "nothing is added: the file has no row"
    elif summary["rows"] == summary["rejected"]:
        yield f"nothing is added: none of {summary['rows']} rows could be taken"
    elif summary["rows"] == summary.get("unchanged", 0) + summary["rejected"]:
        yield "nothing is added: what the other rows say was held already"


def report(summary: dict[str, int]) -> None:
    """One line a figure."""
    for name, number in summary.items():
        typer.echo(f"{name.replace('_', ' ')}: {number}")
