"""May this log go on? Asked of its witnesses before anything is signed or served.

Each witness is offered the newest stored head, or the empty tree's, and answers by
cosigning it, which it does only for what extends all it has cosigned, or by naming a
larger or other tree. Every head was stored before it was published; so a witness that is
ahead of the newest stored head, or whose head that one does not extend, has seen what
this log has lost. One such answer closes the log for good, and the reason is stored. It
opens once every witness has been asked and k have answered. Until then it refuses
appends as unavailable, and goes on asking. Once it is open such an answer is only
reported: k witnesses have confirmed the head, and any quorum shares one of them, so no
checkpoint that a client relied on is lost, and a single liar cannot close a running log.

A log that was closed is continued by governance under a new origin and key, see
:mod:`audit.succession`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from audit.cosign import Ahead, Cosigned, Inconsistent, Rejected

Answer = Cosigned | Ahead | Inconsistent | Rejected


class Verdict(Enum):
    """What the answers so far allow."""

    WAIT = "wait"
    OPEN = "open"
    ROLLED_BACK = "rolled back"


class Opening:
    """The answers of one start."""

    def __init__(self, witnesses: Iterable[str], quorum: int) -> None:
        self._unasked = set(witnesses)
        self._quorum = quorum
        self._consistent: set[str] = set()
        self._reason = ""

    def answered(self, witness: str, answer: Answer) -> None:
        """Take one answer; a witness that did not answer may do so later."""
        self._unasked.discard(witness)
        if isinstance(answer, Cosigned):
            self._consistent.add(witness)
        elif isinstance(answer, Ahead):
            self._reason = f"{witness} has cosigned {answer.size} leaves"
        elif isinstance(answer, Inconsistent):
            self._reason = f"{witness} has cosigned another tree of {answer.size} leaves"

    @property
    def reason(self) -> str:
        """Why the log is rolled back; empty when it is not."""
        return self._reason

    def verdict(self) -> Verdict:
        """Rolled back at the first such answer; open when all were asked and k have answered."""
        if self._reason:
            return Verdict.ROLLED_BACK
        return Verdict.OPEN if not self._unasked and len(self._consistent) >= self._quorum else Verdict.WAIT
