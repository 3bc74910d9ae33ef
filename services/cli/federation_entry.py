"""`rabta federation admit`: take in what a newcomer or a member asks, after looking at it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.enrolment_show import lines
from services.cli.federation_draft import Folder, drafted, now_ms, reported, say
from services.membership import admission, office
from services.membership.admission import Terms

app = typer.Typer()


@app.command()
def admit(
    folder: Folder,
    request: Annotated[Path, typer.Argument(help="The carried request.", exists=True, dir_okay=False)],
    role: Annotated[
        list[str] | None, typer.Option(help="Role to grant, of those wished; default: all, where its kind has them.")
    ] = None,
    clearance: Annotated[int | None, typer.Option(min=0, max=3, help="Clearance to grant.")] = None,
    unvouched: Annotated[
        bool, typer.Option("--unvouched", help="A member that lost all its keys proved itself another way.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it goes into the draft.")] = False,
) -> None:
    """Check every proof of a request, show what it adds, and take it into the draft. Compare the digest first.

    The answer that it writes goes back to the member; `publish` completes it with the version in force.
    """
    terms = Terms(tuple(role) if role else None, clearance, unvouched)
    with reported():
        files = office.open_federation(folder)
        found = admission.weigh(files, request.read_bytes(), now_ms(), terms)
    for line in lines(found.file):
        typer.echo(line)
    if not yes and not typer.confirm("Take this into the draft?", err=True):
        say("nothing was changed")
        raise typer.Exit(1)
    with reported():
        answer = admission.admit(files, found)
    say(f"answer: {answer}")
    drafted(files)
