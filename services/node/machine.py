"""A federation whose parts all run on this machine: what they are, where they listen, and how they run as one group.

``machine.json`` in its folder holds the ports of hub and issuers; those of the witnesses stand in the registry.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from services.membership.office import open_federation
from services.node.forked import ForkServer
from services.node.local import Local, issuer_children, node_child, registry_of, witness_children
from services.node.ports import check_free
from services.node.replaced import Replaced
from services.node.supervise import Child, Supervisor
from services.signing.keyfile import replace_private
from services.signing.modes import check_modes
from services.store.folder_lock import served_alone

FILE: Final = "machine.json"
PATIENCE_S: Final = 180.0


def save(local: Local) -> None:
    """Write down which ports the parts have."""
    said = {"hub": local.port, "issuers": local.issuers}
    replace_private(local.files.folder / FILE, (json.dumps(said, indent=1) + "\n").encode())


def is_machine(folder: Path) -> bool:
    """Whether a whole federation lies there."""
    return (folder / FILE).exists()


def open_machine(folder: Path) -> Local:
    """A federation that was made before. FileNotFoundError where there is none, ValueError for a file that is none."""
    said = json.loads((folder / FILE).read_text("utf-8"))
    ports = [said.get("hub"), *said.get("issuers", {}).values()] if type(said) is dict else [None]
    if not all(type(port) is int and 0 < port < 65536 for port in ports):
        raise ValueError(f"{FILE}: not a port for hub and issuers")
    return Local(open_federation(folder), said["hub"], said["issuers"])


def witness_files(local: Local) -> dict[str, Path]:
    """Agency -> settings of its witness, of those whose folder lies here."""
    homes = {agency: local.files.agency(agency).witness / "witness.toml" for agency in local.files.agencies}
    return {agency: path for agency, path in homes.items() if path.exists()}


def children(local: Local) -> list[Child]:
    """Every process; the hub's node is stopped first, the witnesses last."""
    reporter = Child("reporter", ("-m", "services.node.reporter", str(local.files.folder)))
    return [*witness_children([*witness_files(local).values()]), *issuer_children(local), reporter, node_child(local)]


def addresses(local: Local) -> dict[str, str]:
    """Name of each part -> host:port on which it listens here."""
    here = witness_files(local)
    witnesses = {
        f"witness-{row.agency}": f"127.0.0.1:{row.url.rstrip('/').rpartition(':')[2]}"
        for row in registry_of(local.files).witness_policy.witnesses
        if row.agency in here and row.open
    }
    issuers = {f"issuer-{agency}": f"127.0.0.1:{port}" for agency, port in local.issuers.items()}
    return {"hub": local.endpoint, **issuers, **witnesses}


def hub_of(folder: Path) -> Path:
    """The hub's node in a federation's folder; any other folder itself. Raises ValueError, OSError."""
    return open_machine(folder).files.hub.folder if is_machine(folder) else folder


def others(folder: Path) -> dict[str, str]:
    """Name -> host:port of each issuer and witness that should run on this machine beside the hub."""
    if not is_machine(folder):
        return {}
    return {name: at for name, at in addresses(open_machine(folder)).items() if name != "hub"}


def serve(local: Local, ready: Callable[[], None], server: ForkServer | None = None) -> None:
    """Run every part until SIGTERM or SIGINT; ``ready``, which must not block, is called once all listen.

    ``server``: forks the parts; without it each is started for itself.

    Raises FolderServed, UnsafeFiles, PortTaken before anything starts.
    """
    with served_alone(local.files.folder):
        check_modes(local.files.folder)
        check_free(addresses(local).values())
        asyncio.run(_group(local, ready, server))


async def _group(local: Local, ready: Callable[[], None], server: ForkServer | None) -> None:
    parts = [replace(each, forked=server is not None) for each in children(local)]
    supervisor = Supervisor(parts, Replaced(local.files.folder).count, server)
    telling = asyncio.get_running_loop().create_task(_tell(local, ready))
    await supervisor.run()
    telling.cancel()


async def _tell(local: Local, ready: Callable[[], None]) -> None:
    await until_listening(addresses(local).values())
    ready()


async def until_listening(listens: Iterable[str], patience_s: float = PATIENCE_S) -> None:
    """Wait until something listens on every ``host:port``. TimeoutError."""
    async with asyncio.timeout(patience_s):
        for listen in listens:
            while not await listening(listen):
                await asyncio.sleep(0.1)


async def listening(listen: str) -> bool:
    """Whether somebody takes connections there."""
    host, _, port = listen.rpartition(":")
    try:
        _, writer = await asyncio.open_connection(host, int(port))
    except OSError:
        return False
    writer.close()
    return True
