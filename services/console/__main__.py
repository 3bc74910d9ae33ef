"""`python -m services.console`: one officer's own console on loopback, or an agency's for many, until told to stop."""

from __future__ import annotations

import argparse
import os
import ssl
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from services.access.claims import OFFICER
from services.access.jws import BadJws
from services.client.errors import HubNotPinned
from services.client.profile import ProfileError, load_profile
from services.console.agency.confirming import confirmed
from services.console.agency.enrolment import Enrolments
from services.console.agency.settings import ENROLMENTS, ConsoleSettings, ConsoleSettingsError, load_console_settings
from services.console.agency.tls import Shown, browser_context
from services.console.build import agency_console, own_console
from services.console.listening import listening
from services.console.page import ENROL_PATH
from services.console.second import Second
from services.errors import RabtaError
from services.signing.keyfile import UnsafeFile

LOOPBACK: Final = "127.0.0.1"
USAGE: Final = 2
_WAITING: Final = 64
"""Connections at once: one officer's browsers, and nobody else's."""
_OFFICERS: Final = 1024
"""Those of an agency's officers."""
TOLD: Final = (ProfileError, HubNotPinned, ConsoleSettingsError, UnsafeFile)
"""What an administrator reads as it stands: it names a setting or a file."""


def main() -> None:
    """Entry point. Exit 2 where the profile is unfit, or the port is taken."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="rabta console")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--profile", type=Path)
    whose.add_argument("--agency", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--node", type=Path, default=None)
    parser.add_argument("--approver-profile", type=Path, default=None)
    parser.add_argument("--enrol", default="")
    parser.add_argument("--second", default="")
    parser.add_argument("--enrolled", action="store_true")
    said = parser.parse_args()
    try:
        if said.enrol:
            issue_code(said.agency, said.enrol, said.second)
        elif said.agency:
            (list_enrolled if said.enrolled else serve_agency)(said.agency)
        else:
            serve(said.profile, said.port, said.node, said.approver_profile)
    except (RabtaError, OSError) as error:
        what = error if isinstance(error, TOLD) else type(error).__name__
        sys.stderr.write(f"rabta: {what}\n")
        raise SystemExit(USAGE) from None


def serve(path: Path, port: int, node: Path | None, second: Path | None = None) -> None:
    """Run until told to stop. The link goes to stdout, one line each. Raises ProfileError, OSError."""
    profile = load_profile(path)
    if not profile.officer:
        raise ProfileError("profile: names no officer, and a console asks in an officer's name")
    approver = second_person(second, profile.officer) if second else None
    with listening(LOOPBACK, port) as listener:
        origin = f"http://localhost:{listener.getsockname()[1]}"
        with suppress(KeyboardInterrupt):
            server(own_console(profile, str(path), origin, now_ms, show, node, approver)).run([listener])


def second_person(path: Path, officer: str) -> Second:
    """Who approves what ``officer`` asks, where a second person is wanted. Raises ProfileError for the same one."""
    profile = load_profile(path)
    if profile.officer in ("", officer):
        raise ProfileError("approver profile: names no officer, or the one whose console it is")
    return Second(profile, str(path))


def serve_agency(folder: Path) -> None:
    """Run an agency's console until told to stop. Raises ConsoleSettingsError, ProfileError, UnsafeFile, OSError."""
    settings = load_console_settings(folder)
    profile = settings.caller()
    with listening(settings.host, settings.port) as listener:
        served = agency_server(agency_console(settings, profile, now_ms), settings)
        sys.stderr.write(f"rabta console: serving {settings.origin}\n")
        with suppress(KeyboardInterrupt):
            served.run([listener])


def issue_code(folder: Path, officer: str, second: str = "") -> None:
    """Print a code by which ``officer`` makes a passkey. Raises ConsoleSettingsError, UnsafeFile, OSError.

    ``second``: another officer, who confirms what was made; empty for nobody.
    """
    settings = load_console_settings(folder)
    try:
        for each in (officer, *([second] if second else ())):
            OFFICER("sub", each)
    except BadJws:
        raise ConsoleSettingsError("officer: not an officer's id, such as fia-1042") from None
    if officer == second:
        raise ConsoleSettingsError("second: another officer than who enrols")
    code = Enrolments(settings.folder / ENROLMENTS, now_ms).issue(officer, second)
    sys.stdout.write(f"{code}\n")
    confirmed = f"; {second} confirms it" if second else ""
    sys.stderr.write(
        f"rabta console: good once, for half an hour, for {officer} at {settings.origin}{ENROL_PATH}{confirmed}\n"
    )


def list_enrolled(folder: Path) -> None:
    """Print officer, fingerprint and roster row of each passkey that was made; no row while a second officer is waited
    for, or where the issuer's word on their touch does not hold. Raises as :func:`issue_code`, ProfileError.
    """
    settings = load_console_settings(folder)
    found = list(Enrolments(settings.folder / ENROLMENTS, now_ms).made())
    profile = settings.caller() if any(each.token for each in found) else None
    for made in found:
        row = f'passkeys = ["{made.row}"]'
        if made.second and (profile is None or not confirmed(made, profile, now_ms())):
            row = f"waits for {made.second}"
        elif made.second:
            row = f"{row}\tconfirmed by {made.second}"
        sys.stdout.write(f"{made.officer}\t{made.fingerprint}\t{row}\n")


def agency_server(app: ASGIApp, settings: ConsoleSettings) -> uvicorn.Server:
    """The server of an agency's console: TLS of its own, or none behind the one proxy that the settings name."""
    if settings.proxy:
        return server(app, _OFFICERS, proxy=settings.proxy)
    return server(app, _OFFICERS, tls=browser_context(settings))


def server(
    app: ASGIApp, connections: int = _WAITING, *, tls: ssl.SSLContext | None = None, proxy: str = ""
) -> uvicorn.Server:
    """uvicorn as a console needs it: it logs no request and does not say what it is.

    ``connections``: at once; ``proxy``: address whose word on the browser's address is taken, empty for nobody's.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            http=Shown,
            ssl_context_factory=(lambda _config, _default: tls) if tls else None,
            ws="none",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=bool(proxy),
            forwarded_allow_ips=proxy or None,
            server_header=False,
            limit_concurrency=connections,
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
