"""`rabta console`: an officer's own console in their browser. It becomes the console's process."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from services.cli.options import ProfileOption, profile_of, say


def console(
    profile: ProfileOption,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 for any that is free.")] = 0,
) -> None:
    """Serve one officer's own console on 127.0.0.1 until told to stop, and print the link that logs in once."""
    profile_of(profile, urdu=True)
    say("rabta: open the link in a browser on this machine; it is good once. Stop with Ctrl-C")
    command = [sys.executable, "-m", "services.console", "--profile", str(profile), "--port", str(port)]
    os.execv(sys.executable, command)  # noqa: S606  # no shell, and words of our own
