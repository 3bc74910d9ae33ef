"""Reads in progress: one slice of each in turn, so that appends go on between slices."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from audit.log import Log, NeverError, NotNowError
from audit.merkle import ProofError
from audit.protocol import ProtocolError, error_frame, reply_frame
from audit.reading import JOBS, Job
from audit.refusal import Refusal
from audit.sockets import Connection, say
from audit.store import StoreUnavailable

_MAX_JOBS = 256
Send = Callable[[Connection, bytes], None]
Drop = Callable[[Connection], None]


class Reads:
    """What clients have asked and not been told yet; ``send`` and ``drop`` are the writer's."""

    def __init__(self, log: Log, send: Send, drop: Drop) -> None:
        self._log, self._send, self._drop = log, send, drop
        self._jobs: deque[tuple[Connection, int, int, Job]] = deque()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._jobs)

    def start(self, connection: Connection, op: int, number: int, body: bytes) -> None:
        """Take a read, or refuse it at once; ProtocolError for an operation that is none."""
        if op not in JOBS:
            raise ProtocolError("no such operation")
        refusal = self._log.refusal()
        if refusal is None and len(self._jobs) >= _MAX_JOBS:
            refusal = Refusal.UNAVAILABLE
        if refusal is None:
            self._jobs.append((connection, op, number, JOBS[op](self._log, body)))
        else:
            self._send(connection, reply_frame(op, number, b"", refusal))

    def slice(self) -> None:
        """One slice of the read that has waited longest, and its reply after the last; no group may be open."""
        connection, op, number, job = self._jobs.popleft()
        try:
            next(job)
        except StopIteration as done:
            self._send(connection, reply_frame(op, number, done.value))
        except NotNowError as error:
            self._send(connection, reply_frame(op, number, b"", error.refusal))
        except NeverError as error:
            self._send(connection, error_frame(op, number, str(error)))
        except (StoreUnavailable, ProofError):
            self._send(connection, reply_frame(op, number, b"", Refusal.UNAVAILABLE))
        except ProtocolError as error:
            say("connection closed", why=str(error))
            self._drop(connection)
        else:
            self._jobs.append((connection, op, number, job))
