"""Who asked, why and when: written across every picture. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """``at_ms``: epoch milliseconds when the question was answered; ``question``: its name on the wire."""

    officer: str = ""
    agency: str = ""
    at_ms: int = 0
    purpose: str = ""
    case: str = ""
    question: str = ""
