"""Digests over what a receiver should hold, by stretches of names: so two sides find where they differ. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audit.merkle import Frontier, leaf_hash
from services.access.errors import InvalidArgument, Violation
from services.values.exchange import HeldVersion, NameRange, RangeDigest

NO_ROOT: Final = bytes(32)
"""What stands for the root over nothing."""
MAX_RANGES: Final = 64
SHORT: Final = 64
"""Records of a range that are told one by one."""
PARTS: Final = 16
STRIDE: Final = 16
"""Of a long range one name in so many is remembered, to cut it by."""
MAX_NAME: Final = 160


def checked(ranges: Sequence[NameRange]) -> Sequence[NameRange]:
    """Ranges that may be asked for. Raises InvalidArgument."""
    if not 0 < len(ranges) <= MAX_RANGES:
        raise InvalidArgument(Violation("ranges", "ranges", f"are not 1 to {MAX_RANGES}"))
    for index, one in enumerate(ranges):
        if max(len(one.from_name), len(one.to_name)) > MAX_NAME:
            raise InvalidArgument(Violation(f"ranges[{index}]", "size", "names nothing so long"))
        before = ranges[index - 1].to_name if index else ""
        if (one.to_name and one.to_name <= one.from_name) or (index and (not before or one.from_name < before)):
            raise InvalidArgument(Violation(f"ranges[{index}]", "order", "is empty, or not after the range before it"))
    return ranges


def leaf_of(held: HeldVersion) -> bytes:
    """Leaf data of one record: name, a zero byte, version (8 bytes, most significant first), SHA-256."""
    return held.record.encode() + b"\0" + held.version.to_bytes(8) + held.sha256


class Digesting:
    """The digest of one range, of records that come in the order of their names, however many they are."""

    def __init__(self) -> None:
        self._tree, self._held, self._names = Frontier(), list[HeldVersion](), list[str]()

    def add(self, held: Sequence[HeldVersion]) -> None:
        """The records that follow."""
        before = self._tree.size
        self._tree.extend([leaf_hash(leaf_of(one)) for one in held])
        self._held += held[: SHORT + 1 - len(self._held)]
        self._names += [one.record for at, one in enumerate(held, before) if at % STRIDE == 0]

    def digest(self) -> RangeDigest:
        """Of all that came."""
        count = self._tree.size
        if count <= SHORT:
            return RangeDigest(count, self._tree.root() if count else NO_ROOT, (), tuple(self._held))
        step = max(1, -(-len(self._names) // PARTS))
        return RangeDigest(count, self._tree.root(), tuple(self._names[step::step]), ())
