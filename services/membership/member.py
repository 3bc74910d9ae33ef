"""Whose folder it is: ``member.toml`` beside the keys names agency and federation, so that later requests need not."""

from __future__ import annotations

import json
import tomllib
from hashlib import sha256
from pathlib import Path

from rabta.membership.v1.registry_pb2 import Registry

from services.membership.home import Asked
from services.membership.layout import HUB, NODE, NodeFiles
from services.membership.signed import parse_signed
from services.signing.keyfile import make_folder, read_private, write_private

FILE = "member.toml"


def write_member(folder: Path, agency: str, federation: str, hub: bool) -> NodeFiles:
    """A new member's folder; FileExistsError where one is there already."""
    make_folder(folder)
    said = {"agency": agency, "federation": federation, "system": HUB if hub else NODE}
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items())
    write_private(folder / FILE, text.encode("utf-8"))
    return NodeFiles(folder, agency, said["system"])


def open_member(folder: Path, now_ms: int) -> tuple[NodeFiles, Asked]:
    """The folder's files, and of whom something is asked now. UnsafeFile, or ValueError for what is no such file."""
    said = tomllib.loads(read_private(folder / FILE).decode("utf-8"))
    if said.keys() != {"agency", "federation", "system"} or not all(type(value) is str for value in said.values()):
        raise ValueError(f"{FILE}: not agency, federation and system")
    node = NodeFiles(folder, said["agency"], said["system"])
    return node, Asked(said["federation"], _federation_id(node), now_ms)


def newest_registry(node: NodeFiles) -> Registry | None:
    """What the newest version in the folder says, unverified; None without any. Raises MalformedRegistry."""
    versions = sorted(node.registry.glob("*.signed"), key=lambda path: int(path.stem))
    return parse_signed(versions[-1].read_bytes()).registry if versions else None


def _federation_id(node: NodeFiles) -> bytes:
    first = node.registry / "1.signed"
    return sha256(parse_signed(first.read_bytes()).payload).digest() if first.exists() else b""
