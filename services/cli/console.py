"""`rabta console`: pages in a browser, of one officer or of an agency's officers. It becomes the console's process."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import profile_of, say

app = typer.Typer(no_args_is_help=False)


@app.callback(invoke_without_command=True)
def console(
    context: typer.Context,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", envvar="RABTA_PROFILE", help="Profile of the officer whose own console it is."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 for any that is free.")] = 0,
    node: Annotated[
        Path | None, typer.Option(help="Folder of a node on this machine whose health, expiries and copies are shown.")
    ] = None,
    approver: Annotated[
        Path | None,
        typer.Option("--approver-profile", help="Profile of a second person, who approves single questions."),
    ] = None,
) -> None:
    """Pages in a browser: an officer's own console on 127.0.0.1, or, by `serve`, an agency's for its officers.

    `rabta console --profile officer.toml` runs the officer's own until told to stop: it prints a link, good once.
    """
    if context.invoked_subcommand is not None:
        return
    if profile is None:
        raise typer.BadParameter("a profile is needed, or `serve` with a folder", param_hint="--profile")
    for each in filter(None, (profile, approver)):
        profile_of(each, urdu=True)
    say("rabta: open the link in a browser on this machine; it is good once. Stop with Ctrl-C")
    named = {"--node": node, "--approver-profile": approver}
    further = [word for option, path in named.items() if path for word in (option, str(path))]
    _become("--profile", str(profile), "--port", str(port), *further)


@app.command()
def serve(
    folder: Annotated[Path, typer.Argument(help="Folder with console.toml, the profile of its system and TLS files.")],
) -> None:
    """Serve an agency's console to its officers, who log in by passkey, until told to stop."""
    _become("--agency", str(folder))


@app.command()
def enrol(
    folder: Annotated[Path, typer.Argument(help="Folder of the agency's console.")],
    officer: Annotated[str, typer.Argument(help="Id on the roster, such as fia-1042.")],
    second: Annotated[
        str, typer.Option(help="Another officer, who confirms the passkey by their own before its row is listed.")
    ] = "",
) -> None:
    """Issue a code by which an officer makes a passkey: good once, for half an hour. Hand it over face to face."""
    _become("--agency", str(folder), "--enrol", officer, *(("--second", second) if second else ()))


@app.command()
def enrolled(folder: Annotated[Path, typer.Argument(help="Folder of the agency's console.")]) -> None:
    """List the passkeys that officers made: fingerprint, and the row for the roster that the office signs."""
    _become("--agency", str(folder), "--enrolled")


def _become(*words: str) -> None:
    os.execv(sys.executable, [sys.executable, "-m", "services.console", *words])  # noqa: S606  # no shell, and words of our own
