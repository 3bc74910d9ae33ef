"""FIA's and Customs' own nodes in the demonstration: they hold copies by agreement, and answer their officers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.cli.demo.beside import Beside
from services.demo.offences import CUSTOMS, FIA
from services.membership import provision
from services.membership.layout import FederationFiles
from services.node.local import HubSeen, Local
from services.node.own_place import settle_node, write_own_profile
from services.node.settings import load_settings

OFFICERS: Final[Mapping[str, str]] = {FIA: "fia-1042", CUSTOMS: "cu-4001"}
"""Agency -> its officer who asks the own node."""


def open_logs(files: FederationFiles, now_ms: int) -> None:
    """A log for each of them, in the draft of the next version."""
    for agency in OFFICERS:
        provision.new_log(files, 0, now_ms, agency)


def settle(local: Local, ports: Mapping[str, int]) -> None:
    """Their settings, the hub as their peer, and a profile of the officer who asks there. ``ports``: by agency."""
    files = local.files
    hub = HubSeen(files.hub_id, local.endpoint, files.hub.tls_crt.read_bytes())
    for agency, officer in OFFICERS.items():
        node, endpoint = files.agency(agency), f"127.0.0.1:{ports[agency]}"
        settle_node(node, hub, endpoint, processes=1)
        write_own_profile(node, hub, f"https://127.0.0.1:{local.issuers[agency]}", officer, endpoint)


def own_nodes(local: Local) -> dict[str, Beside]:
    """Agency -> its node, as `rabta serve` runs it; not running yet."""
    return {agency: _node(local.files, agency) for agency in OFFICERS}


def _node(files: FederationFiles, agency: str) -> Beside:
    folder = files.agency(agency).folder
    endpoint = load_settings(folder, {}).listen if (folder / "peers.toml").exists() else ""
    return Beside(("-m", "services.cli.main", "serve", str(folder)), endpoint, files.folder / f"{agency}.log")


def issuers(local: Local) -> list[Beside]:
    """Their token issuers, each by itself, for when the federation's group is gone."""
    return [
        Beside(
            ("-m", "services.issuer", str(local.files.agency(agency).issuer.folder)),
            f"127.0.0.1:{local.issuers[agency]}",
            local.files.folder / f"issuer-{agency}.log",
        )
        for agency in OFFICERS
    ]
