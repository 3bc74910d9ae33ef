"""The members of a federation whose nodes give each other copies here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from services.membership.registry import load_registry
from services.signing.es256 import PrivateKey
from tests.conformance.exchange.world import HUB, MEMBERS
from tests.fakes.records_node import NOW_MS, Federation
from tests.fakes.world.federations import small_federation
from tests.fakes.world.keys import key_of
from tests.fakes.world.registries import first_file


@dataclass(frozen=True)
class Known:
    """The members with their page keys, the message keys of those that have a node here, and the registry as signed."""

    federation: Federation = field(repr=False)
    keys: dict[str, PrivateKey] = field(repr=False)
    signed: bytes = field(repr=False)


def members(folder: Path) -> Known:
    """Made anew, in files below ``folder``."""
    files = small_federation(folder / "federation", NOW_MS)
    signed = first_file(files.folder).read_bytes()
    pages = {agency: key_of(files, agency, "page") for agency in files.agencies}
    messages = {agency: key_of(files, agency, "message") for agency in (HUB, *MEMBERS)}
    return Known(Federation(load_registry(signed), pages), messages, signed)
