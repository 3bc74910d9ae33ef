"""A member's own node that pulls, serves and is asked like the hub beside which it runs."""

from __future__ import annotations

import json
from pathlib import Path

from services.client.profile import Profile
from services.membership import provision
from services.node.copies_synced import STATE
from services.node.local import free_ports
from services.signing.keyfile import replace_private
from tests.e2e.federation import now_ms
from tests.e2e.member import Member
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import live
from tests.starts import count_start

SETTINGS = 'listen = "127.0.0.1:{port}"\nhome = "{home}"\nprocesses = 1\nlog_level = "warning"\n'


class OwnNode(Member):
    """``asked``: the world whose questions go to this node. Its log opens with the next version of the registry."""

    def __init__(self, world: World, agency: str) -> None:
        super().__init__(world, agency)
        (port,) = free_ports(1)
        replace_private(self.folder / "settings.toml", SETTINGS.format(port=port, home=agency).encode())
        provision.new_log(world.files, 0, now_ms(), agency)
        self.asked = World(world.local, world.run, world.clock, server=agency, own_port=port, chain=world.chain)

    def serve(self) -> None:
        """The whole node, which serves what a member's node does where nothing is said."""
        count_start("member's node")
        self.world.run.start(self.agency, "-m", "services.node", "--folder", str(self.folder))

    def aged(self, hours: float) -> None:
        """What its puller saw was seen so long ago: while the hub is away nothing else is written."""
        path = self.folder / STATE
        seen = json.loads(path.read_text())
        for each in seen.values():
            each["level_ms"] = {feed: at - int(hours * 3_600_000) for feed, at in each["level_ms"].items()}
        replace_private(path, json.dumps(seen).encode())

    def alone(self) -> None:
        """Wait until its puller says that the hub is away."""
        until(lambda: self.seen().get("trouble") == "SenderAway", "the puller says that the hub is away")

    def ready(self) -> None:
        """Wait until it answers, and has heard that nothing is left to be taken."""
        self.asked.ready(60.0)
        until(lambda: self.seen().get("level_ms"), "the puller is level")

    def profile(self, state: Path, port: int = 0) -> Profile:
        """Of a client of the node's agency that asks it; ``port``: where another listens in its place."""
        certificates = self.asked.answering.tls_crt
        server = {"hub": self.agency, "hub_certificates": certificates}
        return live.profile(self.world.files, self.agency, port or self.asked.own_port, state, **server)

    def close(self) -> None:
        for line in self.asked._lines.values():
            line.close()
        self.asked.forget_log()
