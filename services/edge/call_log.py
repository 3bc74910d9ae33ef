"""One canonical line per call: who, what, outcome, how long. Never a name, payload or key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.edge.call import Call


class CallLog:
    """Writes the line through a bound structlog logger."""

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
