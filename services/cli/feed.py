"""`rabta feed`: warrants and orders, and what banks, operators, carriers and posts hand over under them.

Files are read on the agency's own machine; only rows travel.
"""

from __future__ import annotations

import sys
import time
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rabta.linkage.v1 import feed_pb2 as pb
from rabta.linkage.v1.graph_pb2 import NodeKey

from services.cli import completion_words as words
from services.cli.ask import ask, run
from services.cli.feed_send import Sending, send
from services.cli.import_file import report
from services.cli.net_common import number
from services.cli.node_names import nodes
from services.cli.options import ERROR, USAGE, ProfileOption, moment, profile_of, reported, say
from services.cli.progress import STOPPED, on_stderr
from services.cli.table_options import DatesOption, IgnoreOption, stated_of
from services.client.contribution import upkeep
from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FileRefused
from services.tables.place import Place
from services.tables.showing import harmless
from services.tables.zone import ZONE_NAME

app = typer.Typer(help="Data under warrants and orders.", no_args_is_help=True)
NEEDED = frozenset({"reference", "kind", "scope", "retain_until"})
KEYS = ("reference", "kind", "issuer", "issued", "scope", "targets", "data_from", "data_to", "retain_until", "court")


_DAY_S: Final = 86_400
"""Maximum clock skew of the machine that imports, in seconds."""


@app.command("authority")
def authority(
    profile: ProfileOption,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The warrant or order; see docs/operations.md.")],
) -> None:
    """Make a warrant or order known before its data. The same words again change nothing."""
    settings = profile_of(profile)
    request = pb.RegisterAuthorityRequest(authority=read_authority(file))
    with reported():
        answer = run(ask(settings, upkeep(settings), request, pb.RegisterAuthorityResponse)).message
    typer.echo("registered" if answer.added else "held already")


def read_authority(file: Path) -> pb.Authority:
    """From TOML. Exit 2 where a key is missing, unknown, or not of its kind."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        say(f"rabta: {file}: {type(error).__name__}")
        raise typer.Exit(USAGE) from None
    unfit = sorted((said.keys() - set(KEYS)) | NEEDED - said.keys())
    if unfit:
        say(harmless(f"rabta: {file}: missing or unknown: {', '.join(unfit)}"))
        raise typer.Exit(USAGE)
    return pb.Authority(
        reference=str(said["reference"]),
        kind=number(pb.AuthorityKind, "AUTHORITY_KIND", str(said["kind"])),
        issuer=str(said.get("issuer", "")),
        issued=str(said.get("issued", "")),
        scope=[str(each) for each in said["scope"]],
        targets=_targets(said),
        data_from_ms=moment(str(said.get("data_from", ""))),
        data_to_ms=moment(str(said.get("data_to", ""))),
        retain_until_ms=moment(str(said["retain_until"])),
        court=str(said.get("court", "")),
    )


def _targets(said: dict[str, Any]) -> list[NodeKey]:
    return nodes([str(each) for each in said.get("targets", [])])


@app.command("import")
def import_(
    profile: ProfileOption,
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="Reader, such as camt-053; see docs/feeds.md.", autocompletion=words.feeds),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    authority_: Annotated[str, typer.Option("--authority", help="Reference of the warrant or order.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Read and report only; send nothing.")] = False,
    schema: Annotated[Path | None, typer.Option("--schema", help="XSD file or folder that the file must fit.")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="Layout of a CDR: TOML, or a name.")] = None,
    provider: Annotated[str, typer.Option("--provider", help="Whose own numbers the file holds.")] = "",
    zone: Annotated[str, typer.Option("--zone", help="Of times without zone.")] = ZONE_NAME,
    region: Annotated[
        str, typer.Option("--region", help="Country of phone numbers that name none, ISO 3166-1.")
    ] = "PK",
    currency: Annotated[
        str, typer.Option("--currency", help="Of amounts without currency; PKR where nothing states one.")
    ] = "",
    ignore: IgnoreOption = None,
    dates: DatesOption = "",
    str_derived: Annotated[bool, typer.Option("--str-derived", help="From suspicious transaction reports.")] = False,
    rejects: Annotated[Path | None, typer.Option("--rejects", help="Reject file; default: beside FILE.")] = None,
) -> None:
    """Import one file. Bad rows go to the reject file; the same file twice changes nothing."""
    settings, known = profile_of(profile), readers()
    if kind not in known or (not authority_ and not check):
        say(f"rabta: a KIND and an --authority are needed; known kinds: {', '.join(known)}")
        raise typer.Exit(USAGE)
    options = Options(
        zone, currency.upper(), region.upper(), provider, file.stem, schema, mapping, stated_of(ignore, dates),
        int((time.time() + _DAY_S) * 1000),
    )  # fmt: skip
    target = rejects or file.with_name(f"{file.name}.rejects.csv")
    with reported():
        progress = on_stderr(file.stat().st_size, Place(), sys.stderr.isatty())
        sending = Sending(kind, options, file, authority_, str_derived, target, check, say, progress)
        try:
            summary = run(send(settings, sending))
        except KeyboardInterrupt:
            say(harmless(progress.stopped(file.name)))
            raise typer.Exit(STOPPED) from None
        except FileRefused as refused:
            say(harmless(f"rabta: {file.name}: {refused}"))
            raise typer.Exit(ERROR) from None
    report(summary)
