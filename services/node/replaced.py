"""How often a supervisor had to start each of its parts again, written down for whoever asks how the node is."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from services.node.supervise import Cause
from services.signing.keyfile import read_private, replace_private

FILE: Final = "replaced.json"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """One part. ``ended``: how often it ended by itself, ``hung``: did not answer; ``last_ms``: when it did so last."""

    ended: int = 0
    hung: int = 0
    last_ms: int = 0


class Replaced:
    """Counts since this supervisor began; those of the one before are over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._path.unlink(missing_ok=True)
        self._parts: dict[str, Part] = {}

    def count(self, name: str, cause: Cause) -> None:
        """One more. Where it cannot be written down the supervisor goes on, and says so in its lines."""
        known, now_ms = self._parts.get(name, Part()), time.time_ns() // 1_000_000
        ended, hung = known.ended + (cause is Cause.ENDED), known.hung + (cause is Cause.HUNG)
        self._parts[name] = Part(ended, hung, now_ms)
        said = {each: asdict(part) for each, part in self._parts.items()}
        try:
            replace_private(self._path, (json.dumps(said, indent=1) + "\n").encode())
        except OSError as error:
            logger.error("%s cannot be written: %s", FILE, type(error).__name__)


def read(folder: Path) -> dict[str, Part]:
    """Part -> its counts, those that were never replaced left out. Raises UnsafeFile, ValueError."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return {name: Part(**counts) for name, counts in sorted(json.loads(read_private(path)).items())}
    except (TypeError, AttributeError):
        raise ValueError(f"{FILE}: not what a supervisor writes") from None
