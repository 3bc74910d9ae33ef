"""Who asked, why and when: written across every picture. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.network import KeyPlayer


@dataclass(frozen=True, slots=True)
class Caption:
    """``at_ms``: epoch milliseconds when the question was answered; ``question``: its name on the wire.

    ``as_of_ms``: what the hub knew then is shown; ``since_ms``, ``until_ms``: only what happened between; 0 for none.
    ``players``: key players, where that was asked, whose figures are written out.
    """

    officer: str = ""
    agency: str = ""
    at_ms: int = 0
    purpose: str = ""
    case: str = ""
    question: str = ""
    as_of_ms: int = 0
    since_ms: int = 0
    until_ms: int = 0
    players: tuple[KeyPlayer, ...] = ()
