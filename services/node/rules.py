"""The rules by which the calls of a process are decided, under each registry that comes into use."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final

from services.access.engine import CedarEngine, PolicyEngine
from services.access.held_copies import HeldCopies
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.values.dates import day_text, today


def in_force(registry: Registry, holder: str, now_ms: int) -> tuple[AgreementRow, ...]:
    """What lets an agency hold copies at a time, epoch ms: agreements run by days of Pakistan."""
    return registry.agreements_of(holder, day_text(today(now_ms)))


class Rules:
    """``holder``: agency whose node answers out of copies, "" on a node that does not."""

    def __init__(self, holder: str) -> None:
        self._holder: Final = holder
        self._cedar: Final = CedarEngine.load()
        self._newest: tuple[bytes, PolicyEngine] = (b"", self._cedar)

    def by(self, registry: Registry) -> PolicyEngine:
        """What decides under a registry."""
        if not self._holder:
            return self._cedar
        if self._newest[0] != registry.digest:
            at = lru_cache(maxsize=2)(partial(in_force, registry, self._holder))
            self._newest = registry.digest, HeldCopies(self._cedar, registry.agencies[self._holder], at)
        return self._newest[1]
