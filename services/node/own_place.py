"""A member's own node made ready: its settings, the hub as the peer whose copies it takes, and who asks it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.membership.layout import NodeFiles
from services.node.local import HubSeen, settings_toml, write_member_profile
from services.node.peers import Peer, add_peer
from services.signing.keyfile import replace_private

HUB_CERTIFICATES: Final = "hub.crt"
SUFFIX: Final = "-own"
"""Of the profile by which an officer asks their agency's own node."""


def settle_node(node: NodeFiles, hub: HubSeen, listen: str, **more: int) -> None:
    """``settings.toml`` and ``peers.toml`` of a node whose log the registry lists. ``more``: further settings.

    Raises PeersError where the hub is a peer already, UnsafeFile, OSError.
    """
    replace_private(node.folder / "settings.toml", settings_toml({"listen": listen, "home": node.agency, **more}))
    replace_private(node.folder / HUB_CERTIFICATES, hub.certificates)
    add_peer(node.folder, Peer(hub.id, hub.endpoint, HUB_CERTIFICATES))


def write_own_profile(node: NodeFiles, hub: HubSeen, issuer: str, officer: str, endpoint: str) -> Path:
    """Profile of an officer who asks the node at ``endpoint`` (host:port) in the hub's place."""
    asked = {"hub": node.agency, "endpoint": endpoint, "hub_certificates": node.tls_crt.name}
    return write_member_profile(node, hub, issuer, officer, name=f"{officer}{SUFFIX}", more=asked)
