"""What is wrong with a file as a whole."""

from __future__ import annotations

from services.errors import RabtaError


class UnreadableFile(RabtaError):
    """The file as a whole cannot be read; ``reason`` says why, by headings and places, never by a cell below."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
