"""One canonical line per call: who, what, outcome, how long. Never a name, payload or key."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.edge.call import Call

UNKNOWN = 2
"""gRPC status of what ended without an answer."""


class CallLog:
    """Writes the line through a bound structlog logger."""

    def __init__(self, logger: Any) -> None:
        self._info = logger.info

    def write(self, call: Call, now_ms: int) -> None:
        """``index`` is the log entry, by which oversight finds the rest; -1 where none is known of.

        A call that its caller gave up, or that failed past help, is UNANSWERED. A line that cannot be
        written, on a full disk say, is lost; the call is not.
        """
        caller, answered = call.caller, bool(call.answer_signature)
        with suppress(OSError):
            self._info(
                "call",
                method=call.method,
                agency=call.agency,
                officer=caller.officer if caller else "",
                status=call.status if answered else call.status or UNKNOWN,
                reason=call.reason if answered else call.reason or "UNANSWERED",
                index=-1 if call.no_leaf or not answered else call.index,
                ms=now_ms - call.now_ms,
            )
