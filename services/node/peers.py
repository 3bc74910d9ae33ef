"""``peers.toml`` in a node's folder: whose nodes it takes copies from, where they answer, and whether it does now."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from services.errors import RabtaError
from services.signing.keyfile import check_folder, read_private, replace_private

FILE: Final = "peers.toml"
_AGENCY: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+){0,7}", re.ASCII)
_ENDPOINT: Final = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):[0-9]{1,5}", re.ASCII)
_CERTIFICATES: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}", re.ASCII)


class PeersError(RabtaError, ValueError):
    """The list of peers is unfit, or a change of it; says what, never a secret."""


class Peer(NamedTuple):
    """``agency`` whose node answers at ``endpoint`` (host:port) under one of ``certificates``, PEM, in the folder."""

    agency: str
    endpoint: str
    certificates: str
    paused: bool = False


def read_peers(folder: Path) -> tuple[Peer, ...]:
    """The peers, by agency; none where there is no list. Raises PeersError, UnsafeFile, OSError."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        rows: object = tomllib.loads(read_private(path).decode()).get("peer", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise PeersError(f"{FILE}: not TOML") from None
    if not isinstance(rows, list):
        raise PeersError(f"{FILE}: peer: not a list")
    return _checked(_row(each) for each in rows)


def add_peer(folder: Path, peer: Peer) -> None:
    """Take copies from one more. Raises as :func:`read_peers`, and where the agency is there."""
    peers = read_peers(folder)
    if any(each.agency == peer.agency for each in peers):
        raise PeersError(f"{peer.agency}: is there already")
    if not (folder / peer.certificates).is_file():
        raise PeersError(f"{peer.certificates}: is not in the node's folder")
    _write(folder, (*peers, peer))


def pause_peer(folder: Path, agency: str, *, paused: bool) -> None:
    """Take nothing from a peer for now, or go on. Raises as :func:`read_peers`, and where it is not there."""
    peers = read_peers(folder)
    _known(peers, agency)
    _write(folder, [each._replace(paused=paused) if each.agency == agency else each for each in peers])


def remove_peer(folder: Path, agency: str) -> None:
    """Take nothing from a peer any more. Raises as :func:`pause_peer`."""
    peers = read_peers(folder)
    _known(peers, agency)
    _write(folder, [each for each in peers if each.agency != agency])


def _known(peers: Iterable[Peer], agency: str) -> None:
    if all(each.agency != agency for each in peers):
        raise PeersError(f"{agency}: is no peer")


def _row(row: object) -> Peer:
    kinds = {"agency": str, "endpoint": str, "certificates": str, "paused": bool}
    if not isinstance(row, dict) or not {"agency", "endpoint", "certificates"} <= row.keys() <= kinds.keys():
        raise PeersError(f"{FILE}: a peer has agency, endpoint, certificates, and may have paused")
    if any(type(value) is not kinds[name] for name, value in row.items()):
        raise PeersError(f"{FILE}: wrong type")
    return Peer(**row)


def _checked(peers: Iterable[Peer]) -> tuple[Peer, ...]:
    found = tuple(sorted(peers))
    if len({each.agency for each in found}) != len(found):
        raise PeersError("agency: stands twice")
    for each in found:
        for name, form in (("agency", _AGENCY), ("endpoint", _ENDPOINT), ("certificates", _CERTIFICATES)):
            if form.fullmatch(getattr(each, name)) is None:
                raise PeersError(f"{name}: not in its form")
    return found


def _write(folder: Path, peers: Iterable[Peer]) -> None:
    check_folder(folder)
    lines = []
    for each in _checked(peers):
        stated = [f"{name} = {json.dumps(getattr(each, name))}" for name in Peer._fields]
        lines.append("\n".join(["[[peer]]", *stated, ""]))
    replace_private(folder / FILE, "\n".join(lines).encode())
