"""The processes of a hub node, as the supervisor starts them, and the writer's settings.

The writer's settings come from the registry: log origin, witnesses, quorum, oversight's
seal key. A new registry version that changes them starts the writer again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import time
from pathlib import Path

from audit.place import Place
from services.errors import RabtaError
from services.membership.errors import NotServing
from services.membership.registry import Registry
from services.membership.servable import seal_key_of
from services.membership.watch import RegistryFolder
from services.node import running
from services.node.forked import ForkServer
from services.node.log_place import (
    NoSuccession,
    check_succession,
    folder_of,
    key_of,
    month_keys_of,
    origin_of,
    place_of,
)
from services.node.peers import FILE as PEERS
from services.node.replaced import Replaced
from services.node.settings import EXCHANGE, LIMITS, NodeSettings, check_targets
from services.node.supervise import Child, Supervisor
from services.node.watchdog import Patience
from services.signing.keyfile import make_folder, replace_private

ENGINE, SERVING = 1, 2
"""Levels above the writer's."""
EDGE_PATIENCE_S, GRAPH_PATIENCE_S = 14.0, 11.0
"""Longer than they take to stop by themselves, which tests compare: a supervisor loads nothing of what they load."""
NODE_PATIENCE_S = 40.0
"""For a supervisor of nodes: longer than a node's own parts take at the longest."""
NODE_SILENT = Patience(30.0)
"""For a supervisor of nodes: with a node's own supervisor its parts end, and start again with it."""
WRITER, WRITER_CONFIG = "writer", "writer.toml"
POLL_S, WARN_EVERY_MS = 2.0, 3_600_000
logger = logging.getLogger(__name__)


class NoOversight(RabtaError):
    """The registry names no seal key of an oversight body: nobody could read the log."""


def writer_arguments(settings: NodeSettings, origin: str) -> tuple[str, ...]:
    """How the writer of one log is started."""
    return "-m", "audit", "--config", str(folder_of(settings, origin) / WRITER_CONFIG)


def children(settings: NodeSettings, targets: tuple[str, ...], origin: str) -> list[Child]:
    """The writer of the open log, stopped last; the graph's engine; what fills it; the index; detectors; who asks and
    who takes copies; and the edges.

    None waits for another: an edge answers GRAPH_UNAVAILABLE until the engine is up.
    """
    here = ("-m", "services.node", "--folder", str(settings.folder), "--target", ",".join(targets), "--role")
    names = [f"edge-{slot}" for slot in range(settings.processes)]
    edges = [
        Child(
            name,
            (*here, "edge", "--name", name),
            SERVING,
            EDGE_PATIENCE_S,
            _silent(settings.edge_silent_s),
            forked=True,
        )
        for name in names
    ]
    graph = graph_children(settings, here) if "linkage" in targets else []
    matcher = [_alone("matcher", here, settings.matcher_silent_s)] if "records" in targets else []
    syncer = [_alone("syncer", here, settings.follower_silent_s)] if pulls(settings, targets) else []
    asker = [_alone("asker", here, settings.follower_silent_s)] if settings.identity_registry else []
    detector = [_alone("detector", here, settings.detector_silent_s)]
    writer = Child(WRITER, writer_arguments(settings, origin), watched=_silent(settings.writer_silent_s))
    return [writer, *graph, *matcher, *(detector if detects(settings, targets) else []), *asker, *syncer, *edges]


def _alone(role: str, here: tuple[str, ...], silent_s: int) -> Child:
    """A process of which a node has one."""
    return Child(role, (*here, role), SERVING, watched=_silent(silent_s), forked=True)


def _silent(silent_s: int) -> Patience:
    """That of a part which opens stores. It is never killed before its first sign of life.

    A store that is checked, moved to a new version or read to its end takes as long as it is large. A kill in that time
    would undo the work, and the next start would begin it again.
    """
    return Patience(silent_s, math.inf)


def detects(settings: NodeSettings, targets: tuple[str, ...]) -> bool:
    """Whether detectors run: at a hub that has the links and the records of all; a member's own node holds copies."""
    return {"records", "linkage"} <= set(targets) and not settings.home


def pulls(settings: NodeSettings, targets: tuple[str, ...]) -> bool:
    """Whether the node takes copies: the list of its peers is there, even where nobody stands in it now."""
    return {"records", EXCHANGE} <= set(targets) and (settings.folder / PEERS).exists()


def graph_children(settings: NodeSettings, here: tuple[str, ...]) -> list[Child]:
    """The embedded engine, unless others keep one, and the projector."""
    engine = Child(
        "graph", ("-m", "graph", str(settings.graph), "--heap", settings.graph_memory), ENGINE, GRAPH_PATIENCE_S
    )
    projector = _alone("projector", here, settings.follower_silent_s)
    return [*([] if settings.graph_uri else [engine]), projector]


def write_writer_config(settings: NodeSettings, registry: Registry) -> bool:
    """Write ``writer.toml`` and the public keys it names into the open log's folder; True where they changed."""
    seal, folder = _oversight_seal(registry), folder_of(settings, origin_of(settings, registry))
    make_folder(folder)
    changed = _replace(folder / "oversight-seal.pem", seal)
    for number, key in enumerate(registry.governance.keys, 1):
        changed |= _replace(folder / f"retention-{number}.pem", key.pem())
    return _replace(folder / WRITER_CONFIG, _config(settings, registry).encode()) or changed


async def run_node(
    settings: NodeSettings, targets: tuple[str, ...], poll_s: float = POLL_S, server: ForkServer | None = None
) -> None:
    """The whole node until SIGTERM or SIGINT. ``server``: forks its own processes.

    Raises NoOversight, NoSuccession, RegistryError, NotServing where its agency has no open log, or UnsafeFile, before
    it starts.
    """
    registries = RegistryFolder(settings.folder / "registry")
    kind = registries.current().agencies[settings.server(registries.current().hub)].kind
    check_targets(targets, kind, settings.home)
    write_writer_config(settings, registries.current())
    origin = origin_of(settings, registries.current())
    check_succession(settings, origin)
    parts = children(settings, targets, origin)
    running.note(settings.folder, parts)
    supervisor = Supervisor(parts, Replaced(settings.folder).count, server)
    following = asyncio.get_running_loop().create_task(_follow(settings, registries, supervisor, poll_s))
    try:
        await supervisor.run()
    finally:
        following.cancel()


async def _follow(settings: NodeSettings, registries: RegistryFolder, supervisor: Supervisor, poll_s: float) -> None:
    written, warned_ms = origin_of(settings, registries.current()), 0
    while True:
        await asyncio.sleep(poll_s)
        warned_ms = warn_of_expiry(registries.current(), time.time_ns() // 1_000_000, warned_ms)
        if registries.poll():
            try:
                origin = origin_of(settings, registries.current())
                if write_writer_config(settings, registries.current()):
                    check_succession(settings, origin)
                    supervisor.restart(WRITER, writer_arguments(settings, origin) if origin != written else ())
                    written = origin
            except NoOversight:
                logger.error("the new registry names no seal key of an oversight body: the writer goes on as it is")
            except NotServing:
                logger.error("the new registry has no open log of this node: no calls are answered")
            except NoSuccession as missing:
                logger.error("the new log has no first leaf, and no calls are answered: %s, then start again", missing)


def warn_of_expiry(registry: Registry, now_ms: int, warned_ms: int) -> int:
    """A line an hour from seven days before the registry expires; when the last one was."""
    if not registry.expires_soon(now_ms) or now_ms - warned_ms < WARN_EVERY_MS:
        return warned_ms
    if registry.expired(now_ms):
        logger.error("the registry has expired: only GetRegistry is answered until governance publishes a new version")
    else:
        hours = (registry.expires_ms - now_ms) // WARN_EVERY_MS
        logger.warning("the registry expires in %s hours: governance must publish a new version", hours)
    return now_ms


def _oversight_seal(registry: Registry) -> bytes:
    key = seal_key_of(registry)
    if key is None:
        raise NoOversight
    return key.pem()


def _config(settings: NodeSettings, registry: Registry) -> str:
    retention = ", ".join(f'"retention-{number}.pem"' for number in range(1, len(registry.governance.keys) + 1))
    origin = origin_of(settings, registry)
    lines = [
        f'origin = "{origin}"',
        'folder = "."',
        f'log_key = "{key_of(origin)}"',
        'hub_seal_key = "../seal.key"',
        'oversight_seal_key = "oversight-seal.pem"',
        f"retention_keys = [{retention}]",
        f"quorum = {registry.witness_policy.quorum}",
        "[limits]",
        *(f"{name} = {getattr(settings, name)}" for name in LIMITS),
    ]
    if settings.log_month_keys:
        lines.insert(0, f"month_key_folder = {_text(month_keys_of(settings, origin))}")
    for witness in registry.witness_policy.witnesses:
        if witness.open:
            lines += ["[[witnesses]]", f'vkey = "{witness.vkey.encode()}"', f'url = "{witness.url}"']
            lines += [f'pin = "{witness.pin.hex()}"'] if witness.pin else []
    lines += _store(place_of(settings, origin))
    return "\n".join(lines) + "\n"


def _store(place: Place) -> list[str]:
    if isinstance(place, Path):
        return []
    password = [] if place.password_file is None else [f"password_file = {_text(place.password_file)}"]
    return ["[store]", f"address = {_text(place.address)}", f"schema = {_text(place.schema)}", *password]


def _text(value: str | Path) -> str:
    """As TOML has it, which takes JSON's escapes."""
    return json.dumps(str(value), ensure_ascii=False)


def _replace(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    replace_private(path, content)
    return True
