"""What is wrong with a file as a whole."""

from __future__ import annotations

from services.errors import RabtaError


class UnreadableFile(RabtaError):
    """The file as a whole cannot be read; ``reason`` says why, without its content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
