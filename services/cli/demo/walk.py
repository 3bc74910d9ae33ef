"""The story, told with the real path: every step over the wire, every answer proven."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.text import Text

from audit.verify.__main__ import main as verify_log
from graph.parent_death import dies_with_parent
from services.cli.demo import (
    alert_scenes,
    console_scenes,
    exchange_scenes,
    help_scenes,
    network_scenes,
    person_scenes,
    registry_scenes,
    scenes,
)
from services.cli.demo.beside import Beside
from services.cli.demo.databases import Store, databases
from services.cli.demo.story_import import imported
from services.cli.demo.up import AGENCIES, Demo, build
from services.cli.table import console
from services.client.profile import Profile, load_profile
from services.node.machine import addresses, until_listening


@dataclass(slots=True)
class Stage:
    """The running federation, its identity registry, and a clock for the reader.

    ``own``: agency -> its own node, of those that hold copies. ``beside``: what is ended with the story.
    """

    demo: Demo
    started: float
    pictures: Path
    registry: Beside
    own: Mapping[str, Beside] = field(default_factory=dict)
    beside: ExitStack = field(default_factory=ExitStack)

    def title(self, text: str) -> None:
        """A heading with the seconds since the start."""
        console().print(Text(f"\n== {text}  [{time.monotonic() - self.started:.0f} s]", style="bold"))

    def picture(self, name: str) -> Path:
        """Where a picture of that name goes."""
        self.pictures.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.pictures / name

    def profile(self, agency: str, officer: str) -> Profile:
        """Profile of one officer of an agency."""
        return load_profile(self.demo.local.profile(agency, officer))

    def recorder(self, agency: str) -> Profile:
        """Profile of the agency's record officer."""
        return self.demo.recorder(agency)


def walk(folder: Path, seed: int, records: int, pictures: Path | None = None, store: Store = Store.SQLITE) -> int:
    """Build, import, ask, prove, draw. 0 where every scene ended as it must. Raises ServerAbsent."""
    with databases(store, [agency for agency, *_ in AGENCIES]) as stores:
        return _walk(folder, seed, records, pictures, stores)


def _walk(folder: Path, seed: int, records: int, pictures: Path | None, stores: Mapping[str, str]) -> int:
    started = time.monotonic()
    console().print(
        "building a synthetic federation: seven agencies, two of them courts, an identity registry, an oversight body,"
        " a hub, four witnesses; FIA and Customs with nodes of their own; child protection, a shelter and a prosecution"
    )
    if stores:
        console().print(f"stores of the hub, its log, and {len(stores) - 2} issuers: a database each, on PostgreSQL")
    demo = build(folder, seed, records, stores)
    stage = Stage(demo, started, pictures or folder / "pictures", demo.registry(), demo.own_nodes())
    try:
        with stage.beside:
            for node in stage.own.values():
                stage.beside.callback(node.stop)
            with _running(folder), stage.registry:
                _play(stage)
            exchange_scenes.alone(stage)
        return _finish(stage)
    except scenes.SceneFailed as failed:
        console().print(f"demo: FAILED: {failed}")
        return 1


def _play(stage: Stage) -> None:
    asyncio.run(until_listening(addresses(stage.demo.local).values()))
    asyncio.run(scenes.until_open(stage.recorder(scenes.FIA)))
    _import(stage, later=False)
    before_ms = time.time_ns() // 1_000_000
    time.sleep(0.05)
    scenes.play(stage, before_ms, lambda: _import(stage, later=True))
    network_scenes.play(stage)
    alert_scenes.play(stage)
    console_scenes.play(stage)
    person_scenes.play(stage)
    registry_scenes.play(stage)
    help_scenes.play(stage)
    stage.registry.stop()
    exchange_scenes.play(stage)
    scenes.export(stage)


@contextmanager
def _running(folder: Path) -> Iterator[None]:
    """`rabta serve` as a process group of its own; ended by its id, whatever happens."""
    log = (folder / "demo.log").open("ab")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "services.cli.main", "serve", str(folder)]
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, preexec_fn=dies_with_parent())
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def _import(stage: Stage, *, later: bool) -> None:
    stage.title("a correction arrives" if later else "each agency imports its own export files")
    total = 0
    for line, accepted in imported(stage.demo, later=later):
        total += accepted
        console().print(line)
    console().print(f"record versions accepted: {total}")


def _finish(stage: Stage) -> int:
    stage.title("offline: the copied log, without the writer's code, keys of the oversight body in hand")
    files, target = stage.demo.local.files, stage.demo.folder / "export"
    seal = files.agency("pk.oversight").seal_key
    code = verify_log(
        ["verify", str(target), "--registry-anchor", str(files.anchor), "--oversight-key", str(seal),
         "--witness-policy", str(target / "witness.policy")]
    )  # fmt: skip
    if code == 0:
        console().print(f"walked in {time.monotonic() - stage.started:.0f} s")
        console().print(f"pictures: {stage.pictures}")
        console().print("demo: ok")
    return code
