"""``receivers.toml`` in a node's folder: agencies that the node gives no copies to for now."""

from __future__ import annotations

import json
import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.membership.watch import RegistryFolder
from services.node.peers import PeersError
from services.signing.keyfile import UnsafeFile, check_folder, read_private, replace_private

FILE: Final = "receivers.toml"
PAUSED: Final = "paused"
logger = logging.getLogger(__name__)


def paused_receivers(folder: Path) -> tuple[str, ...]:
    """Their ids, sorted; none where there is no list. Raises PeersError, UnsafeFile."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        listed = tomllib.loads(read_private(path).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise PeersError(f"{FILE}: not TOML") from None
    agencies = listed.get(PAUSED)
    if listed.keys() != {PAUSED} or not isinstance(agencies, list) or not all(isinstance(one, str) for one in agencies):
        raise PeersError(f"{FILE}: has one list of agencies, {PAUSED}")
    return tuple(sorted(agencies))


def pause_receiver(folder: Path, agency: str, *, paused: bool) -> None:
    """Give a member no copies for now, or go on.

    Raises PeersError where the agency is no member, UnsafeFile, RegistryError, OSError.
    """
    if agency not in RegistryFolder(folder / "registry").current().agencies:
        raise PeersError(f"{agency}: is no member")
    listed = {*paused_receivers(folder)} - {agency} | ({agency} if paused else set())
    check_folder(folder)
    replace_private(folder / FILE, f"{PAUSED} = {json.dumps(sorted(listed))}\n".encode())


@dataclass(frozen=True, slots=True)
class PausedReceivers:
    """See :class:`services.exchange.feed.ports.Peers`. The list is read at each question, so that it works at once."""

    folder: Path

    def paused(self, agency: str) -> bool:
        """Everybody where the list cannot be read."""
        try:
            return agency in paused_receivers(self.folder)
        except (PeersError, UnsafeFile) as error:
            logger.error("no copies are given: %s", error)
            return True
