"""How far a file has been read, for whoever waits. Raises nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(slots=True)
class Place:
    """``stream``: the file's bytes as they are read, set by the reader; none for a package that is unpacked."""

    stream: BinaryIO | None = None

    def bytes_read(self) -> int:
        """Bytes so far, a block more than rows have come of; 0 where that is not known."""
        if self.stream is None or self.stream.closed:
            return 0
        return self.stream.tell()
