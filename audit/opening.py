"""May this log begin? Asked of its witnesses before anything is signed or served.

Each witness is offered the newest stored head, or the empty tree's, and answers by
cosigning it, which it does only for what extends all it has cosigned. The log opens once
every witness has been asked and k have cosigned: any quorum shares one of them with the
quorum of whatever a client relied on. One that claims to have cosigned more, or another
tree, does not count; what it shows closes the log where it is proof (:mod:`audit.rollback`).
Until then appends are refused as unavailable, and the witnesses are asked again.

A log that was closed is continued by governance under a new origin and key, see
:mod:`audit.succession`.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit.cosign import Ahead, Cosigned, Inconsistent, Rejected

Answer = Cosigned | Ahead | Inconsistent | Rejected


class Opening:
    """The answers of one start."""

    def __init__(self, witnesses: Iterable[str], quorum: int) -> None:
        self._unasked = set(witnesses)
        self._quorum = quorum
        self._consistent: set[str] = set()
        self._open = False

    def answered(self, witness: str, answer: Answer) -> None:
        """Take one answer; who did not answer may do so later, who takes a word back does not count."""
        self._unasked.discard(witness)
        if isinstance(answer, Cosigned):
            self._consistent.add(witness)
        elif isinstance(answer, Ahead | Inconsistent):
            self._consistent.discard(witness)

    @property
    def done(self) -> bool:
        """Whether all were asked and k have cosigned; once it is so, it stays so."""
        self._open = self._open or (not self._unasked and len(self._consistent) >= self._quorum)
        return self._open
