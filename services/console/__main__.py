"""`python -m services.console`: one officer's own console, on loopback, until it is told to stop."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from services.client.errors import HubNotPinned
from services.client.profile import ProfileError, load_profile
from services.console.build import own_console
from services.errors import RabtaError

LOOPBACK: Final = "127.0.0.1"
USAGE: Final = 2
_WAITING: Final = 64
"""Connections at once: one officer's browsers, and nobody else's."""


def main() -> None:
    """Entry point. Exit 2 where the profile is unfit, or the port is taken."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="rabta console")
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    said = parser.parse_args()
    try:
        serve(said.profile, said.port)
    except (RabtaError, OSError) as error:
        what = error if isinstance(error, ProfileError | HubNotPinned) else type(error).__name__
        sys.stderr.write(f"rabta: {what}\n")
        raise SystemExit(USAGE) from None


def serve(path: Path, port: int) -> None:
    """Run until told to stop. The link goes to stdout, one line each. Raises ProfileError, OSError."""
    profile = load_profile(path)
    if not profile.officer:
        raise ProfileError("profile: names no officer, and a console asks in an officer's name")
    with socket.create_server((LOOPBACK, port)) as listener:
        origin = f"http://localhost:{listener.getsockname()[1]}"
        with suppress(KeyboardInterrupt):
            server(own_console(profile, str(path), origin, now_ms, show)).run([listener])


def server(app: ASGIApp) -> uvicorn.Server:
    """uvicorn as a console needs it: it logs no request, trusts no proxy's word, and does not say what it is."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="none",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_WAITING,
        )
    )


def show(link: str) -> None:
    """A link that logs in, once."""
    sys.stdout.write(f"{link}\n")
    sys.stdout.flush()


def now_ms() -> int:
    """This machine's time, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


if __name__ == "__main__":
    main()
