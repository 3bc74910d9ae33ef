"""``kill -9`` of each of eight parts, again and again, on one hub that imports and expunges all the while.

PostgreSQL, an edge, the log's writer, the supervisor, the projector, the graph's engine, a witness and an issuer: in
turns, RABTA_KILL_ROUNDS times each (20), while records, links, oversight, the log and the issuer's journal lie on one
PostgreSQL server that waits for its disk. After each turn of eight: every answer that a client believed has its entry,
every page is held once and whole, what was expunged is gone and nothing else, every token that was given is written
down, and the graph shows what records say.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from typer.testing import CliRunner

from services.cli.main import app
from tests.e2e import network, planted
from tests.e2e.faults.test_kill import without_leaf
from tests.e2e.processes import children, until
from tests.e2e.world import NETWORK, World, running
from tests.fakes.postgres import Server, synced_server
from tests.soak.expunging import Expunging, Issuing, nothing_half_done

ROUNDS: Final = int(os.environ.get("RABTA_KILL_ROUNDS", "20"))
PROGRESS: Final = 20
"""Answers, and tokens, by which work is seen to go on."""
PATIENCE_S: Final = 300.0
Victims = Mapping[str, Callable[[], None]]


class Node:
    """The hub and what runs beside it; each of its parts can be killed, and comes back as an operator has it."""

    def __init__(self, world: World, server: Server, issuing: Issuing) -> None:
        self.world, self.server, self.issuing = world, server, issuing

    def victims(self) -> Victims:
        """By name, what kills each and sees it back."""
        return {
            "postgresql": self.database,
            "edge": lambda: self.child(self.world.edges),
            "writer": lambda: self.child(lambda: children(self.hub, "-m audit")),
            "supervisor": self.supervisor,
            "projector": lambda: self.child(lambda: children(self.hub, "--role projector")),
            "engine": lambda: self.child(self.engine),
            "witness": self.witness,
            "issuer": self.issuing.killed,
        }

    @property
    def hub(self) -> int:
        return self.world.run["hub"].pid

    def database(self) -> None:
        """The server, as where its machine stops."""
        self.server.kill()
        self.server.start()

    def child(self, found: Callable[[], list[int]]) -> None:
        """One that the supervisor, or the graph's keeper, starts again."""
        until(lambda: bool(found()), "there is one to kill", PATIENCE_S)
        before = found()
        os.kill(before[0], signal.SIGKILL)
        until(lambda: len(found()) == len(before) and before[0] not in found(), "another has been started", PATIENCE_S)

    def engine(self) -> list[int]:
        """The engine's own process, below its keeper."""
        keepers = children(self.hub, "-m graph")
        return [pid for one in keepers for pid in children(one, "ArcadeDBServer") or children(one, "java.args")]

    def supervisor(self) -> None:
        """It alone; its children end with it, and a service manager starts it again."""
        parts = self.world.edges()
        self.world.run["hub"].kill()
        self.world.run["hub"].wait(30)
        until(lambda: not [pid for pid in parts if Path(f"/proc/{pid}").exists()], "its children are gone")
        self.world.run.stop("hub")
        self.world.start_node()

    def witness(self) -> None:
        """The only one, without which no answer leaves for long."""
        name = next(name for name in self.world.run.names() if name.startswith("witness"))
        self.world.run.stop(name, signal.SIGKILL)
        self.world.start_witnesses([name])


def run(base: Path, server: Server) -> None:
    """All rounds, with a line for each turn."""
    addresses = {"store": server.address("hub"), "log_store": server.address("log")}
    limits = {"officer_per_hour": 10**6, "agency_per_hour": 10**6}
    issuing = Issuing(base / "issuer", server.address("issuer"))
    with running(base, targets=NETWORK, processes=2, witnesses=1, **addresses, **limits) as world, issuing.at_work():
        world.plant(planted.open_records())
        network.graph_ready(world)
        load, node = Expunging(world), Node(world, server, issuing)
        say("turn  killed  answers  tokens  expunged  seconds")
        for turn in range(1, ROUNDS + 1):
            began = time.monotonic()
            load.start()
            for name, kill in node.victims().items():
                goes_on(load, issuing, f"before {name}")
                kill()
                goes_on(load, issuing, f"after {name}")
            world.ready(PATIENCE_S)
            load.stop()
            holds(load, server, issuing)
            killed, gone = turn * len(node.victims()), len(load.expunged())
            say(
                f"{turn:>4}{killed:>8}{len(load.answers):>9}{len(issuing.given):>8}{gone:>10}"
                f"{time.monotonic() - began:>9.0f}"
            )


def goes_on(load: Expunging, issuing: Issuing, when: str) -> None:
    """Callers are answered, and officers given tokens."""
    answers, tokens = len(load.answers), len(issuing.given)
    until(lambda: len(load.answers) - answers > PROGRESS, f"answers {when}", PATIENCE_S)
    until(lambda: len(issuing.given) > tokens, f"tokens {when}", PATIENCE_S)


def holds(load: Expunging, server: Server, issuing: Issuing) -> None:
    """Nothing is lost, doubled or half done, wherever it is held."""
    without_leaf(load)
    nothing_half_done(load, server)
    issuing.holds(server)
    hub = str(load.world.files.hub.folder)
    level = lambda: "no difference" in CliRunner().invoke(app, ["graph", "check", hub]).output
    until(level, "the graph is level", PATIENCE_S)


def say(line: str) -> None:
    """A line of the table, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """All of it, in a folder of its own."""
    made = [f"CREATE DATABASE {name}" for name in ("hub", "log", "issuer")]
    with synced_server(*made) as server, tempfile.TemporaryDirectory(prefix="rabta-k-") as base:
        run(Path(base), server)
    say(f"kills: {ROUNDS} rounds of each of 8 victims, nothing lost, doubled or half done")


if __name__ == "__main__":
    main()
