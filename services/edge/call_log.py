"""One canonical line per call: who, what, outcome, how long. Never a name, payload or key."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Protocol

from services.edge.counts import Counts
from services.edge.refused_runs import RefusedRuns

if TYPE_CHECKING:
    from services.edge.call import Call

_JSON = json.JSONEncoder(separators=(",", ":"))
UNKNOWN = 2
"""gRPC status of what ended without an answer."""
UNANSWERED = "UNANSWERED"


def _text(value: object) -> str:
    """A value as JSON. The encoder takes longer than the rest of a line: it is for neither text nor numbers."""
    if type(value) is str:
        return encode_basestring_ascii(value)
    return str(value) if type(value) is int else _JSON.encode(value)


class Lines(Protocol):
    """Where a line of the log goes."""

    def info(self, event: str, **fields: object) -> None:
        """One line of an event with its fields."""
        ...


class JsonLines:
    """Writes JSON lines by ``write``.

    Those of one turn of the event loop go together, have one time, and keep no answer waiting.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: list[tuple[str, dict[str, object]]] = []
        self._time = ""

    def info(self, event: str, **fields: object) -> None:
        """One line, with the time; to be called inside the running loop."""
        if not self._lines:
            asyncio.get_running_loop().call_soon(self._flush)
            self._time = _text(datetime.now(UTC).isoformat(timespec="milliseconds"))
        self._lines.append((event, fields))

    def _flush(self) -> None:
        """Lines that cannot be written, on a full disk say, are lost: their calls are not, nor the lines to come."""
        lines, self._lines = self._lines, []
        with suppress(OSError):
            self._write("".join([self._line(*line) for line in lines]))

    def _line(self, event: str, fields: dict[str, object]) -> str:
        said = "".join([f',"{name}":{_text(value)}' for name, value in fields.items()])
        return f'{{"timestamp":{self._time},"event":{_text(event)}{said}}}\n'


class CallLog:
    """Writes the line through a logger such as :class:`JsonLines`, and counts the call.

    ``runs``: agencies of which each call is refused.
    """

    def __init__(self, logger: Lines, counts: Counts | None = None) -> None:
        self._info = logger.info
        self.counts = counts or Counts()
        self.runs = RefusedRuns()

    def write(self, call: Call, now_ms: int) -> None:
        """``index`` is the log entry, by which oversight finds the rest; -1 where none is known of, for this ``cause``.

        A call that its caller gave up, or that failed past help, is UNANSWERED.
        """
        caller, answered = call.caller, bool(call.answer_signature)
        status = call.status if answered else call.status or UNKNOWN
        reason = call.reason if answered else call.reason or UNANSWERED
        ms = now_ms - call.now_ms
        self.counts.add(call.method, status, reason, ms)
        self.runs.add(call.agency, status, reason, now_ms)
        self._info(
            "call",
            method=call.method,
            agency=call.agency,
            officer=caller.officer if caller else "",
            status=status,
            reason=reason,
            index=-1 if call.no_leaf or not answered else call.index,
            ms=ms,
            **({"cause": call.cause} if call.cause else {}),
        )
