"""One line of a verdict: who vouches, for what, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.errors import RabtaError
from services.membership.registry import Registry

GOVERNANCE = "governance"
WITNESSES = "witnesses"
FILE = "file"


@dataclass(frozen=True, slots=True)
class Line:
    """``who``: ``governance``, ``agency pk.fia``, ``hub pk.hub``, ``witnesses``, or ``file`` for its form."""

    who: str
    claim: str
    ok: bool = True


class Fails(RabtaError):
    """A step that does not hold; becomes a line."""

    def __init__(self, who: str, claim: str) -> None:
        super().__init__(claim)
        self.line = Line(who, claim, ok=False)


def require(holds: object, who: str, claim: str) -> None:
    """Fails unless ``holds``; ``claim`` says what is wrong."""
    if not holds:
        raise Fails(who, claim)


def agency(name: str) -> str:
    """An agency as voucher."""
    return f"agency {name}"


def server(name: str, registry: Registry) -> str:
    """Who answers as voucher: the hub, or an agency on its own node."""
    return f"hub {name}" if name == registry.hub else agency(name)


def proven(lines: Iterable[Line]) -> bool:
    """True when every line holds, and there is one."""
    every = list(lines)
    return bool(every) and all(line.ok for line in every)
