"""How a node calls its peers: under its own key and certificate, with a folder of its own for each."""

from __future__ import annotations

from typing import Final

from services.client.profile import Profile
from services.membership.anchor import Anchor
from services.membership.watch import RegistryFolder
from services.node.peers import Peer
from services.node.settings import NodeSettings
from services.signing.keyfile import make_folder, replace_private
from services.signing.reference import key_reference

FOLDER: Final = "peers"
"""Folder of the node with what a client keeps of each peer: promises of its log, and the anchor."""


def profile_of(settings: NodeSettings, peer: Peer) -> Profile:
    """How the node calls a peer: with its own message key and certificate, under the registry that it holds.

    Raises RegistryError, UnsafeFile.
    """
    folder = settings.folder
    chain = RegistryFolder(folder / "registry").chain()
    state = folder / FOLDER / peer.agency
    make_folder(folder / FOLDER)
    make_folder(state)
    anchor = state / "anchor.pem"
    replace_private(anchor, Anchor(chain[0].governance.keys).pem())
    return Profile(
        hub=peer.agency,
        endpoint=peer.endpoint,
        agency=settings.server(chain[-1].hub),
        system="",
        ca=folder / "ca.crt",
        hub_certificates=folder / peer.certificates,
        tls_key=folder / "tls.key",
        tls_certificate=folder / "tls.crt",
        message_key=key_reference(settings.message_key, folder),
        registry=folder / "registry",
        governance=anchor,
        state=state,
    )
