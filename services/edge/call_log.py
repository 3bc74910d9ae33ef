"""One canonical line per call: who, what, outcome, how long. Never a name, payload or key."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.edge.call import Call

_JSON = json.JSONEncoder(separators=(",", ":"))


class JsonLines:
    """Writes JSON lines to ``file``; those of one turn of the event loop go together."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._lines: list[str] = []

    def info(self, event: str, **fields: Any) -> None:
        """One line, with the time; to be called inside the running loop."""
        if not self._lines:
            asyncio.get_running_loop().call_soon(self._flush)
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._lines.append(_JSON.encode({"timestamp": time, "event": event, **fields}))

    def _flush(self) -> None:
        self._file.write("\n".join(self._lines) + "\n")
        self._file.flush()
        self._lines.clear()


class CallLog:
    """Writes the line through a logger such as :class:`JsonLines`."""

    def __init__(self, logger: Any) -> None:
        self._info = logger.info

    def write(self, call: Call, now_ms: int) -> None:
        """``index`` is the log entry, by which oversight finds the rest."""
        caller = call.caller
        self._info(
            "call",
            method=call.method,
            agency=call.agency,
            officer=caller.officer if caller else "",
            status=call.status,
            reason=call.reason,
            index=-1 if call.no_leaf else call.index,
            ms=now_ms - call.now_ms,
        )
