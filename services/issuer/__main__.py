"""The issuer's composition root: settings, files, clock, socket. ``rabta token serve`` calls :func:`run`."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiohttp import web
from structlog.typing import FilteringBoundLogger

from services.issuer.app import Issuer
from services.issuer.limits import PerMinute
from services.issuer.passkey import Passkeys
from services.issuer.refusing import Refusing
from services.issuer.roster_file import RosterFile
from services.issuer.settings import SQLITE, IssuerSettings, SettingsError, load_settings
from services.issuer.store.database import ROOM, open_at, open_database
from services.issuer.store.journal import StoredJournal
from services.issuer.store.refusals import StoredRefusals
from services.issuer.tls import ServerTls
from services.issuer.web import Web
from services.membership.watch import RegistryFolder
from services.signing.keyfile import check_folder, read_password
from services.signing.modes import check_modes
from services.signing.reference import key_reference, load_signer
from services.signing.refusals_folder import RefusalsFolder
from services.store.database import Database
from services.store.folder_lock import served_alone
from services.store.place import place_of

Clock = Callable[[], int]
RELOAD_S = 1.0
DRAIN_S = 5.0


def system_clock() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def build_log(level: str) -> FilteringBoundLogger:
    """JSON lines on stderr."""
    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
    )
    return log


@dataclass(frozen=True, slots=True)
class Parts:
    """A composed issuer with what must be looked after while it runs."""

    issuer: Issuer
    refusing: Refusing
    registries: RegistryFolder
    database: Database
    tls: ServerTls
    log: FilteringBoundLogger


def open_journal(settings: IssuerSettings) -> Database:
    """The journal that the settings name, made where it is absent.

    Raises Unavailable, UnsafeFile, StoreUnsafe, SettingsError where PostgreSQL's driver is not installed.
    """
    file = settings.folder / "issuer.db"
    if settings.store == SQLITE:
        return open_database(file)
    named = settings.store_password_file
    password = read_password(settings.folder / named) if named else ""
    return open_at(place_of(settings.store, ROOM, file, password, SettingsError))


async def compose(settings: IssuerSettings, clock: Clock) -> Parts:
    """Everything but the socket.

    Raises Unavailable when no roster is in force or the journal cannot be read, UnsafeFile for loose modes,
    RegistryError, BadKey, or OSError where a file is missing.
    """
    folder, log = settings.folder, build_log(settings.log_level)
    check_folder(folder)
    registries = RegistryFolder(folder / "registry")
    database = open_journal(settings)
    journal = StoredJournal(database)
    alarm = lambda rule: log.error("roster refused", rule=rule)
    rosters = RosterFile(folder / "roster.signed", settings.agency, registries.current, journal, alarm)
    await rosters.current(clock())
    key = load_signer(key_reference(settings.token_key, folder))
    told = lambda rule: log.error("refusals not told", rule=rule)
    days, laid = StoredRefusals(database), RefusalsFolder(folder)
    refusing = Refusing(settings.agency, key, registries.current, days, laid, told, settings.last_refusals)
    await refusing.resume()
    issuer = Issuer(
        agency=settings.agency,
        url=settings.public_url,
        key=key,
        registry=registries.current,
        rosters=rosters,
        journal=journal,
        clock=clock,
        new_jti=lambda: secrets.token_urlsafe(16),
        passkeys=Passkeys(settings.console) if settings.console else None,
        per_system=PerMinute(settings.per_system),
        per_officer=PerMinute(settings.per_officer),
    )
    return Parts(issuer, refusing, registries, database, ServerTls(folder), log)


async def until_signal() -> None:
    """Until SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await stopping.wait()


async def serve(
    settings: IssuerSettings,
    ready: Callable[[], None],
    clock: Clock = system_clock,
    ended: Callable[[], Awaitable[object]] = until_signal,
) -> None:
    """Serve until ``ended`` returns; ``ready`` is called once the port is open. Raises like :func:`compose`."""
    parts = await compose(settings, clock)
    runner = web.ServerRunner(Web(parts.issuer, parts.refusing, parts.log).server(), shutdown_timeout=DRAIN_S)
    await runner.setup()
    stopping = asyncio.Event()
    reloading = asyncio.create_task(_reload(parts, clock, stopping))
    try:
        await web.TCPSite(runner, settings.host, settings.port, ssl_context=parts.tls.context).start()
        ready()
        await ended()
    finally:
        stopping.set()
        await reloading
        await runner.cleanup()
        await parts.refusing.keep(clock())
        parts.database.close()


async def _reload(parts: Parts, clock: Clock, stopping: asyncio.Event) -> None:
    """Take up new registry versions and certificates, close days; what is refused is told and changes nothing.

    Told to stop it ends between two rounds, never within one: a count under way is written once.
    """
    while not stopping.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(RELOAD_S):
                await stopping.wait()
                return
        parts.registries.poll()
        for alarm in parts.registries.take_alarms():
            parts.log.error("registry refused", rule=alarm.rule, where=alarm.where)
        try:
            parts.tls.reload()
        except (OSError, ValueError) as error:
            parts.log.error("certificate refused", kind=type(error).__name__)
        await parts.refusing.keep(clock())


def run(folder: Path, ready: Callable[[], None] = lambda: None) -> None:
    """Read settings and serve in the foreground.

    Raises UnsafeFiles before anything of it is used, FolderServed where another process serves the folder.
    """
    os.umask(0o077)
    check_modes(folder)
    with served_alone(folder):
        asyncio.run(serve(load_settings(folder), ready))


if __name__ == "__main__":
    run(Path(sys.argv[1]))
