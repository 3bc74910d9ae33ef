"""`rabta sync quarantine`: what of peers' feeds is kept aside, and which are stopped; tried again, or let go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.options import USAGE, Output, OutputOption, say
from services.cli.sync_folder import Agency, Folder, asked, printed
from services.cli.table import table
from services.listing import copies

if TYPE_CHECKING:
    from services.node.quarantine import Quarantine


def quarantine(
    folder: Folder,
    agency: Agency = "",
    retry: Annotated[bool, typer.Option("--retry", help="Ask the peers again for what is kept aside.")] = False,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Let the peer's stopped feeds go on, their next page as it is.")
    ] = False,
    forget: Annotated[
        int, typer.Option("--forget", metavar="NUMBER", help="Erase what is kept of this number of the peer's feed.")
    ] = 0,
    upto: Annotated[
        int, typer.Option("--upto", metavar="NUMBER", help="With --forget: up to this number of the peer's feed.")
    ] = 0,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show what could not be taken and why, and which feeds are stopped; or try it again, or let a feed go on."""
    if retry + go_on + bool(forget) > 1 or ((go_on or forget) and not agency):
        say("rabta: one of --retry, --go-on and --forget; the latter two name the peer")
        raise typer.Exit(USAGE)
    if upto and not 0 < forget <= upto:
        say("rabta: --upto is a number after that of --forget")
        raise typer.Exit(USAGE)
    from services.node import quarantine as kept

    if retry:
        became = asked(kept.retry(folder, agency))
        say(", ".join(f"{number} {what}" for what, number in sorted(became.items())) or "nothing is kept aside")
    elif go_on:
        feeds = asked(kept.go_on(folder, agency))
        say(f"{agency}: goes on: {', '.join(feeds)}" if feeds else f"{agency}: no feed is stopped")
    elif forget:
        say(f"{agency}: {asked(kept.forget(folder, agency, forget, upto))} forgotten")
    else:
        _print(asked(kept.listed(folder, agency)), output)


def _print(found: Quarantine, output: Output) -> None:
    if output is Output.TABLE:
        table(*copies.stopped(found.stopped))
    aside = [each._asdict() | {"owner": each.owner} for each in found.aside]
    data = {"stopped": [each._asdict() for each in found.stopped], "aside": aside}
    printed(*copies.aside(found.aside), data, output)
