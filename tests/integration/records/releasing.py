"""A desk at which records are released to one officer, for one case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.access.caller import Caller
from tests.fakes.records_node import Node, caller

DAY = 86_400_000


@dataclass(frozen=True)
class Released:
    """See :class:`services.records.release_port.Releases`: these records, until then, to whom is stated."""

    to: Caller
    records: frozenset[str]
    until_ms: int

    async def until(self, caller: Caller, records: Sequence[str], now_ms: int) -> Mapping[str, int]:
        theirs = caller.agency, caller.officer, caller.case_type, caller.case_key
        if theirs != (self.to.agency, self.to.officer, self.to.case_type, self.to.case_key) or now_ms >= self.until_ms:
            return {}
        return {each: self.until_ms for each in records if each in self.records}


def releasing(node: Node, *records: str) -> Node:
    """The same node at whose desk these records are released for a day to :func:`caller`."""
    desk = Released(caller(), frozenset(records), node.now_ms + DAY)
    return replace(node, context=replace(node.context, releases=desk))
