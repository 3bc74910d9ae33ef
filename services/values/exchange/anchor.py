"""A head of another node's log, as it is anchored. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnchorLogRequest:
    """``checkpoint``: cosigned note; ``since``: size from which ``consistency`` leads, 0 for none."""

    checkpoint: bytes = b""
    since: int = 0
    consistency: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class AnchorLogResponse:
    """``size``: of the head that is anchored last."""

    size: int = 0
