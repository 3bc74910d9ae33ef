"""Members of the story of the boy alone: their issuers run in the story's own process, so that none is started."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from services.cli.demo.officers import write_roster
from services.demo import boy, helping
from services.demo.courts import sessions_courts
from services.issuer.__main__ import serve
from services.issuer.settings import load_settings
from services.membership.layout import FederationFiles
from services.membership.spec import AgencySpec, court, protection, register
from services.node.local import Local, write_agency_profile, write_issuer_settings
from services.signing.keyfile import replace_private

AGENCIES: Final = (helping.PROTECTION, helping.SHELTER, boy.PROSECUTION)
_PATIENCE_S: Final = 60.0


def specs() -> list[AgencySpec]:
    """The members as governance adds them."""
    lahore = next(each for each in sessions_courts() if each.name == boy.COURT)
    pleads = court(lahore.code, lahore.name, "SESSION", lahore.districts, lahore.above)
    return [
        AgencySpec(
            helping.PROTECTION, "CHILD_PROTECTION", "Child Protection Bureau", ("PK-PB",), clearance=3,
            registers=(register("REFERRAL", "CP/"),), protects=(protection("PB-DNCA-2004", ("PB",)),),
        ),
        AgencySpec(helping.SHELTER, "CHILD_PROTECTION", "Shelter Lahore", ("PK-PB",), clearance=3),
        AgencySpec(
            boy.PROSECUTION, "PROSECUTION", "Punjab Prosecution Service", ("PK-PB",), clearance=3, courts=(pleads,)
        ),
    ]  # fmt: skip


def settle(local: Local, ports: Sequence[int], now_ms: int) -> None:
    """Rosters, issuers' settings and profiles, and the hub's list of who gives which help. ``ports``: of issuers."""
    own = replace(local, issuers=dict(zip(AGENCIES, ports, strict=True)))
    for agency, people in helping.rosters(now_ms).items():
        write_roster(local.files.agency(agency), agency, people, now_ms)
        write_issuer_settings(own, agency)
        for person in people:
            write_agency_profile(own, agency, person["id"], contributes="RECORD_OFFICER" in person["roles"])
    replace_private(local.files.hub.folder / "duty_bearers.toml", helping.DUTIES.encode())


@contextmanager
def issuing(files: FederationFiles) -> Iterator[None]:
    """Their issuers answer, each on its own port with its own keys, until it is left. Raises as an issuer's start."""
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    folders = [files.agency(agency).issuer.folder for agency in AGENCIES]
    thread = threading.Thread(target=_run, args=(folders, ready), daemon=True)
    thread.start()
    loop, ended = ready.result(_PATIENCE_S)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(_PATIENCE_S)


def _run(folders: Sequence[Path], ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    try:
        asyncio.run(_serve(folders, ready))
    except Exception as error:
        if not ready.done():
            ready.set_exception(error)


async def _serve(folders: Sequence[Path], ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    ended, left = asyncio.Event(), set(folders)

    def opened(folder: Path) -> None:
        left.discard(folder)
        if not left:
            ready.set_result((asyncio.get_running_loop(), ended))

    async with asyncio.TaskGroup() as serving:
        for folder in folders:
            settings = load_settings(folder)
            serving.create_task(serve(settings, partial(opened, folder), ended=ended.wait))
