"""Counts what a call does, from outside of the product: by SQLite's own hooks and the interpreter's.

Statements and rows come from the trace and the row factory of each connection, which is of a class of this module's.
Functions come from the profiler's calls, of this thread and of those that stores write in. Nothing here is undone, so
that it belongs in a process of its own.
"""

from __future__ import annotations

import asyncio
import gc
import queue
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final, NamedTuple

import uvloop

from audit import ed25519, note, vault
from services.access.jws import verified_payload
from services.edge.body import Bodies
from services.records.store import waiting_writes
from services.signing.es256 import PrivateKey, PublicKey
from services.signing.sealing import Sealer

SIGN: Final = {PrivateKey.sign.__code__, note.Signer.line.__code__}
CHECK: Final = {PublicKey.verify.__code__, verified_payload.__code__, ed25519.verify.__code__}
OPEN: Final = {Sealer.open.__code__, vault.unseal.__code__}
OWN: Final = str(Path(__file__).parent)
SCHEDULING: Final = tuple(
    str(Path(str(module.__file__)).parent) if hasattr(module, "__path__") else str(module.__file__)
    for module in (asyncio, uvloop, threading, queue, futures, waiting_writes)
)
"""Files whose functions are not counted, as those of ``OWN``: how often they run depends on when a thread has its turn."""
TIMED: Final = {Bodies._give_up.__code__}
"""Nor are these, which a timer calls."""


def is_counted(code: CodeType) -> bool:
    """Whether a function is the product's, the standard library's or a package's, and no matter of turns."""
    return not code.co_filename.startswith((OWN, *SCHEDULING)) and code not in TIMED


class Counted(NamedTuple):
    """What one stretch of work did. ``functions``: each Python function by how often it was entered."""

    statements: int
    rows: int
    functions: Counter[CodeType]

    def entered(self, codes: set[CodeType]) -> int:
        """How often functions of these codes were entered."""
        return sum(self.functions[code] for code in codes)


class Traced(sqlite3.Connection):
    """A connection that tells ``hooks`` of its statements and rows."""

    def __init__(self, hooks: Hooks, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.set_trace_callback(hooks.statement)
        self.row_factory = hooks.row


class Hooks:
    """Every connection and thread that begins after ``install`` is counted, while :meth:`counting`."""

    def __init__(self) -> None:
        self._on = False
        self._statements: list[str] = []
        self._rows: list[None] = []
        self._entered: list[CodeType] = []

    def install(self) -> None:
        """To be called once, before a store is opened."""
        sqlite3.connect = partial(sqlite3.connect, factory=partial(Traced, self))  # type: ignore[assignment]  # as the product calls it
        threading.setprofile(self._profile)

    def statement(self, text: str) -> None:
        """Lines that begin with two dashes are of triggers."""
        if self._on and not text.startswith("--"):
            self._statements.append(text)

    def row(self, _cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
        if self._on:
            self._rows.append(None)
        return row

    def _profile(self, frame: FrameType, event: str, _argument: object) -> None:
        if self._on and event == "call":
            self._entered.append(frame.f_code)

    @contextmanager
    def counting(self) -> Iterator[list[Counted]]:
        """One :class:`Counted` is in the list when it is left."""
        result: list[Counted] = []
        self._statements, self._rows, self._entered = [], [], []
        gc.collect()
        gc.disable()
        self._on = True
        sys.setprofile(self._profile)
        try:
            yield result
        finally:
            sys.setprofile(None)
            self._on = False
            gc.enable()
        entered = Counter(code for code in self._entered if is_counted(code))
        result.append(Counted(len(self._statements), len(self._rows), entered))
