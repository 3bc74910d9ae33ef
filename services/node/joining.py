"""A member that has entered, made ready on a machine of its own: officers, roster, issuer, profiles, units.

And its own node, once governance has listed a log for it: settings, the hub as its peer, profiles that ask it, a unit.
"""

from __future__ import annotations

import time
from pathlib import Path

from services.client.profile import load_profile
from services.errors import RabtaError
from services.membership.member import open_member
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node import first_officers, units
from services.node.founding import Member, officers_of
from services.node.local import HubSeen, write_issuer_of, write_member_profile
from services.node.own_place import settle_node, write_own_profile


class NotAccepted(RabtaError):
    """The folder holds no registry that names its agency: governance's answer was not put in place yet."""


class NoLog(RabtaError):
    """The registry in the folder lists no open log of the agency, under which its own node would answer."""


def settle(folder: Path, hub: str, certificates: bytes, issuer_port: int, program: Path) -> list[Path]:
    """Profiles that were written. ``hub``: host:port; ``certificates``: the hub's, PEM.

    Raises NotAccepted, FileExistsError where officers were enrolled before, UnsafeFile, OSError.
    """
    now_ms = time.time_ns() // 1_000_000
    node, _ = open_member(folder, now_ms)
    registry = _registry(node.registry, node.agency)
    if (node.folder / "officers").exists():
        raise FileExistsError(node.folder / "officers")
    row = registry.agencies[node.agency]
    officers = list(officers_of(Member(node.agency, row.kind, row.display_name)))
    first_officers.enrol(node, officers, now_ms)
    listen = f"127.0.0.1:{issuer_port}"
    write_issuer_of(node, listen)
    seen = HubSeen(registry.hub, hub, certificates)
    paths = [write_member_profile(node, seen, f"https://{listen}")]
    for officer in officers:
        contributes = "RECORD_OFFICER" in officer.roles
        paths.append(write_member_profile(node, seen, f"https://{listen}", officer.id, contributes=contributes))
    units.write_issuer(node.folder / "units", node.folder.absolute(), program, node.agency)
    return paths


def settle_own_node(folder: Path, listen: str, program: Path) -> list[Path]:
    """Profiles that were written, of each officer who asks. ``listen``: host:port; the hub is that of ``profile.toml``.

    Raises NotAccepted, NoLog, ProfileError, PeersError where that was done before, UnsafeFile, OSError.
    """
    node, _ = open_member(folder, time.time_ns() // 1_000_000)
    if not _registry(node.registry, node.agency).serves(node.agency):
        raise NoLog("the registry lists no log of the agency: rabta agency new-log, and accept the answer")
    settings = load_profile(folder / "profile.toml")
    hub = HubSeen(settings.hub, settings.endpoint, settings.hub_certificates.read_bytes())
    settle_node(node, hub, listen)
    units.write_own_node(node.folder / "units", node.folder.absolute(), program, node.agency)
    endpoint = f"127.0.0.1:{listen.rpartition(':')[2]}"
    asking = [load_profile(folder / f"{key.stem}.toml") for key in sorted((folder / "officers").glob("*.key"))]
    return [
        write_own_profile(node, hub, each.issuer, each.officer, endpoint) for each in asking if each.page_key is None
    ]


def _registry(folder: Path, agency: str) -> Registry:
    registry = RegistryFolder(folder).current() if folder.exists() and any(folder.iterdir()) else None
    if registry is None or agency not in registry.agencies:
        raise NotAccepted("accept governance's complete answer first: rabta agency accept")
    return registry
