"""``python -m tests.e2e.clocked_log PART CLOCK SETTINGS``: a part of the log, on a clock that the tests move.

The same compositions as the product's, with another clock handed in. PART is ``writer`` or ``witness``.
``witness-twice``, ``witness-stranger`` and ``witness-claims`` are witnesses that lie: one
cosigns twice, one under a key that is not its own, one says that it has cosigned more.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.ed25519 import load_private
from audit.note import COSIGNATURE, Signer, VerifierKey
from audit.settings import read_settings as writer_settings
from audit.witness import make_app
from audit.witness import read_settings as witness_settings
from audit.witness_state import WitnessState, WitnessStore
from audit.writer import run_writer
from tests.e2e.world_clock import WorldClock


def writer(clock: WorldClock, path: Path) -> None:
    run_writer(replace(writer_settings(path), clock=clock.of("writer"), steady=clock.of("steady")))


def _signers(kind: str, signer: Signer) -> list[Signer]:
    if kind == "twice":
        return [signer, signer]
    return [Signer.of(signer.key.name, COSIGNATURE, Ed25519PrivateKey.generate())] if kind == "stranger" else [signer]


def _claiming() -> web.Application:
    """Whatever it is offered, it claims to have cosigned more, and shows nothing."""

    async def claim(_request: web.Request) -> web.Response:
        return web.Response(status=409, body=b"1000000000\n", headers={"Content-Type": "text/x.tlog.size"})

    app = web.Application()
    app.router.add_post("/add-checkpoint", claim)
    return app


async def _witness(clock: WorldClock, path: Path, kind: str) -> None:
    settings = witness_settings(path)
    signer = Signer.of(settings.name, COSIGNATURE, load_private(settings.key_path))
    logs = {origin: [VerifierKey.parse(key) for key in keys] for origin, keys in settings.logs.items()}
    state = WitnessState(WitnessStore(settings.state_path), _signers(kind, signer), logs)
    app = _claiming() if kind == "claims" else make_app(state, clock.of("witness"))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    await over.wait()
    await runner.cleanup()


def witness(clock: WorldClock, path: Path, kind: str = "") -> None:
    asyncio.run(_witness(clock, path, kind))


def main() -> None:
    part, clock, path = sys.argv[1:]
    if part == "writer":
        writer(WorldClock(Path(clock)), Path(path))
    else:
        witness(WorldClock(Path(clock)), Path(path), part.removeprefix("witness").removeprefix("-"))


if __name__ == "__main__":
    main()
