"""What a leaf may be, and what each must satisfy by its place (leaf data begins with its type).

01  u64be index || commitment (32)                  an entry; the index is its own
02  u64be version || SHA-256 of payload (32)        a registry version; versions rise
03  agency || 00 || "YYYY-MM" || digest (32)        a month key destroyed, once
04  checkpoint of the log before this one           only as leaf 0
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.verify.problem import VerifyError

_DESTROYED = re.compile(rb"\x03([a-z0-9][a-z0-9.-]{0,63})\x00([0-9]{4}-[0-9]{2})(.{32})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Destroyed:
    """Leaf of a destroyed month key: SHA-256 of the two signatures is ``digest``."""

    index: int
    agency: str
    month: str
    digest: bytes


@dataclass(slots=True)
class Leaves:
    """What the leaves said, gathered in order."""

    entries: int = 0
    registry: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    destroyed: list[Destroyed] = field(default_factory=list)
    continues: bytes = b""

    def take(self, first: int, leaves: Sequence[bytes]) -> None:
        """Check leaves from index ``first`` on; VerifyError names the one that is wrong."""
        for index, leaf in enumerate(leaves, first):
            if len(leaf) == 41 and leaf.startswith(b"\x01" + index.to_bytes(8, "big")):
                self.entries += 1
            else:
                self._other(index, leaf)

    def _other(self, index: int, leaf: bytes) -> None:
        kind = leaf[:1]
        if kind == b"\x02" and len(leaf) == 41:
            self._registry(index, int.from_bytes(leaf[1:9], "big"), leaf[9:])
        elif kind == b"\x03" and (match := _DESTROYED.fullmatch(leaf)):
            self._destroyed(Destroyed(index, match[1].decode(), match[2].decode(), match[3]))
        elif kind == b"\x04" and index == 0:
            self.continues = leaf[1:]
        elif kind == b"\x01":
            raise VerifyError(f"entry {index}", "leaf names another index, or has another length")
        else:
            raise VerifyError(f"entry {index}", "leaf is of no known form, or out of its place")

    def _registry(self, index: int, version: int, digest: bytes) -> None:
        if self.registry and version <= max(self.registry):
            raise VerifyError(f"entry {index}", f"registry version {version} does not rise")
        self.registry[version] = (index, digest)

    def _destroyed(self, leaf: Destroyed) -> None:
        if any((one.agency, one.month) == (leaf.agency, leaf.month) for one in self.destroyed):
            raise VerifyError(f"entry {leaf.index}", "month key is destroyed twice")
        self.destroyed.append(leaf)
