"""Runs a real witness on a loopback port for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from audit import ed25519
from audit.witness import Clock, WitnessSettings, serve, system_clock
from audit.witness_state import WitnessStore


def witness_settings(folder: Path, name: str, logs: Mapping[str, Sequence[str]]) -> WitnessSettings:
    """Settings of a witness in ``folder``; creates its key and its state where absent."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    settings = WitnessSettings(name, folder / "witness.pem", folder / "state.db", logs)
    if not settings.key_path.exists():
        ed25519.create_private(settings.key_path)
        WitnessStore.create(settings.state_path)
    return settings


@asynccontextmanager
async def running_witness(
    folder: Path, name: str, logs: Mapping[str, Sequence[str]], clock: Clock = system_clock
) -> AsyncIterator[str]:
    """Base URL of a witness that runs in this loop."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    task = asyncio.ensure_future(serve(witness_settings(folder, name, logs), port.set_result, clock))
    pending: list[asyncio.Future[Any]] = [port, task]
    await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
    try:
        yield f"http://127.0.0.1:{port.result()}"
    finally:
        task.cancel()
        await asyncio.wait([task])
