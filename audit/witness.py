"""Witness server (C2SP tlog-witness): ``POST /add-checkpoint``; and ``GET /DIGEST/checkpoint`` shows what it holds.

Requests are decided one at a time on the event loop: reading the head, checking the
proof and writing the new head are one step that no other request can come between.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sqlite3
import ssl
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from audit import ed25519
from audit.files import FileModeError
from audit.note import COSIGNATURE, NoteError, Signer, VerifierKey
from audit.pins import endpoint_fault, server_context
from audit.witness_state import SubmissionError, WitnessError, WitnessState, WitnessStore

MAX_BODY_BYTES = 256 * 1024

Clock = Callable[[], int]


@dataclass(frozen=True, slots=True)
class WitnessSettings:
    """How a witness runs: ``name`` is its key name, ``logs`` maps an origin to its verifier keys as text.

    ``tls_key``, ``tls_certificate``: PEM files, both or neither; without them it speaks plain HTTP, on loopback alone.
    """

    name: str
    key_path: Path
    state_path: Path
    logs: Mapping[str, Sequence[str]]
    host: str = "127.0.0.1"
    port: int = 0
    tls_key: Path | None = None
    tls_certificate: Path | None = None


def system_clock() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def open_state(settings: WitnessSettings) -> tuple[WitnessState, WitnessStore]:
    """State with its key loaded; WitnessError when anything does not fit."""
    try:
        signer = Signer.of(settings.name, COSIGNATURE, ed25519.load_private(settings.key_path))
        logs = {origin: [VerifierKey.parse(key) for key in keys] for origin, keys in settings.logs.items()}
    except (NoteError, ed25519.Ed25519KeyError) as error:
        raise WitnessError(str(error)) from error
    store = WitnessStore(settings.state_path)
    return WitnessState(store, [signer], logs), store


def make_app(state: WitnessState, clock: Clock = system_clock) -> web.Application:
    """The HTTP application; ``clock`` in ms stamps the cosignatures."""

    async def add_checkpoint(request: web.Request) -> web.Response:
        body = await request.read()
        try:
            return web.Response(text=state.add_checkpoint(body, clock() // 1000))
        except sqlite3.Error as error:
            sys.stderr.write(f"witness: its state cannot be used: {error.sqlite_errorname}\n")
            return web.Response(status=500, text="state cannot be used\n")
        except SubmissionError as refusal:
            if refusal.size is None:
                return web.Response(status=refusal.status, text=refusal.text + "\n")
            return web.Response(
                status=refusal.status, body=b"%d\n" % refusal.size, headers={"Content-Type": "text/x.tlog.size"}
            )

    app = web.Application(client_max_size=MAX_BODY_BYTES)

    async def shown(request: web.Request) -> web.Response:
        note = state.shown(request.match_info["digest"])
        return web.Response(body=note, content_type="text/plain") if note else web.Response(status=404)

    app.router.add_post("/add-checkpoint", add_checkpoint)
    app.router.add_get("/{digest:[0-9a-f]{64}}/checkpoint", shown)
    return app


def _tls(settings: WitnessSettings) -> ssl.SSLContext | None:
    """What it serves under; WitnessError for plain HTTP that others could reach."""
    if settings.tls_key is None or settings.tls_certificate is None:
        if settings.tls_key is not settings.tls_certificate:
            raise WitnessError("tls_key and tls_certificate go together")
        if endpoint_fault(f"http://{settings.host}", b""):
            raise WitnessError("without tls_key and tls_certificate a witness listens on loopback alone")
        return None
    try:
        return server_context(settings.tls_key, settings.tls_certificate)
    except (FileModeError, OSError) as error:
        raise WitnessError(f"the TLS key or certificate cannot be used: {type(error).__name__}") from error


async def serve(settings: WitnessSettings, ready: Callable[[int], None], clock: Clock = system_clock) -> None:
    """Serve until cancelled; ``ready`` is told the port. WitnessError when it cannot start."""
    tls = _tls(settings)
    state, store = open_state(settings)
    runner = web.AppRunner(make_app(state, clock), access_log=None)
    try:
        await runner.setup()
        site = web.TCPSite(runner, settings.host, settings.port, ssl_context=tls)
        await site.start()
        ready(runner.addresses[0][1])
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
        store.close()


async def _until_signalled(settings: WitnessSettings) -> None:
    task = asyncio.ensure_future(serve(settings, _announce))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        pass


def _announce(port: int) -> None:
    sys.stdout.write(f"witness ready on port {port}\n")
    sys.stdout.flush()


def run_witness(settings: WitnessSettings) -> None:
    """Run until SIGTERM or SIGINT; prints one line when ready. WitnessError when it cannot start."""
    asyncio.run(_until_signalled(settings))


def read_settings(path: Path) -> WitnessSettings:
    """Settings of a TOML file: the fields, and a table ``logs``; WitnessError on any other key."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        settings = WitnessSettings(
            name=table.pop("name"),
            key_path=path.parent / table.pop("key"),
            state_path=path.parent / table.pop("state"),
            logs={origin: [keys] if isinstance(keys, str) else keys for origin, keys in table.pop("logs").items()},
            host=table.pop("host", "127.0.0.1"),
            port=table.pop("port", 0),
            tls_key=_beside(path, table.pop("tls_key", None)),
            tls_certificate=_beside(path, table.pop("tls_certificate", None)),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise WitnessError("witness settings are missing or malformed") from error
    if table:
        raise WitnessError(f"unknown witness setting: {sorted(table)[0]}")
    return settings


def _beside(path: Path, name: str | None) -> Path | None:
    return None if name is None else path.parent / name


def main(argv: Sequence[str] | None = None) -> int:
    """``python -m audit.witness --config FILE [--create-state]``; exit 0, or 1 with the reason on stderr."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="audit.witness", description="cosigns checkpoints of the logs it knows")
    parser.add_argument("--config", type=Path, required=True, help="TOML settings")
    parser.add_argument("--create-state", action="store_true", help="create the empty state once, then stop")
    arguments = parser.parse_args(argv)
    try:
        settings = read_settings(arguments.config)
        if arguments.create_state:
            WitnessStore.create(settings.state_path)
        else:
            run_witness(settings)
    except (WitnessError, OSError) as error:
        sys.stderr.write(f"witness: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
