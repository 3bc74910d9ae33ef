"""The writer: one process, one thread for the log, a Unix socket, group commit.

A group grows by what comes in while it is sealed and hashed, up to ``max_commit`` items,
and is committed when nothing more has come. After a large one its callers are back at
once, so the socket is polled for a moment: to sleep and be woken costs more. Two groups
of 64 that take turns keep the writer busy while the callers of the other are told, but to
write through twice costs more than to wait for the first frame of 128. Reads run in
slices between commits. A second thread only carries heads to the witnesses.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Callable
from itertools import islice
from types import FrameType

from audit.batch import REFUSED
from audit.courier import Courier
from audit.heartbeat import Heartbeat
from audit.items import decode_append
from audit.log import Log
from audit.protocol import (
    MAX_FRAME_ITEMS,
    Op,
    ProtocolError,
    refused,
    reply_frame,
)
from audit.reads import Reads
from audit.refusal import Refusal
from audit.requests import Requests
from audit.settings import WriterSettings
from audit.sockets import Connection, listen, peer_uid, say
from audit.store import StoreUnavailable

_TICK_MS = 200
_POLL_S = 0.0002


Answers = tuple[Connection, int, list[bytes]]


class Writer:
    """Serves one log until stopped."""

    def __init__(self, log: Log) -> None:
        self._log, self._settings = log, log.settings
        self._heartbeat = Heartbeat.inherited()
        self._selector = selectors.DefaultSelector()
        self._queue: deque[tuple[Connection, int, Requests]] = deque()
        self._queued = 0
        self._answers: list[Answers] = []
        self._grown = 0
        self._reads = Reads(log, self._send, self._drop)
        self._stopping = False
        self._next_tick_ms = 0
        self._poll_until_s = 0.0
        self._woken, self._waker = socket.socketpair()
        self._waker.setblocking(False)
        self._courier = Courier(self._settings.witnesses, self._settings.place, self.wake)
        self._allowed = {os.getuid(), *self._settings.peers}

    def wake(self) -> None:
        """Have the loop turn; from any thread or signal handler."""
        try:
            self._waker.send(b"\0")
        except BlockingIOError:
            pass

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Answer what is queued, then end."""
        self._stopping = True
        self.wake()

    def run(self) -> None:
        """Serve until stopped; StoreError when the database no longer holds what it should."""
        listener = listen(self._settings.socket)
        self._selector.register(listener, selectors.EVENT_READ, self._accept)
        self._selector.register(self._woken, selectors.EVENT_READ, self._woke)
        self._courier.start()
        try:
            say("writer ready", vkey=self._log.vkey.encode(), size=self._log.appender.tree.size)
            while not self._stopping or self._busy:
                self._turn()
        finally:
            self._settings.socket.unlink(missing_ok=True)
            listener.close()
            self._courier.stop()
            for key in list(self._selector.get_map().values()):
                self._selector.unregister(key.fileobj)
            self._selector.close()

    @property
    def _busy(self) -> bool:
        return bool(self._queue or self._answers or self._reads)

    def _turn(self) -> None:
        now_ms = self._settings.steady()
        polling = self._busy or time.monotonic() < self._poll_until_s
        wait_ms = 0 if polling else max(0, self._next_tick_ms - now_ms)
        for key, events in self._selector.select(wait_ms / 1000):
            handle: Callable[[selectors.SelectorKey, int], None] = key.data
            handle(key, events)
        if not self._add():
            self._commit()
            if self._reads:
                self._reads.slice()
        if now_ms >= self._next_tick_ms:
            self._commit()
            self._tick()

    def _accept(self, key: selectors.SelectorKey, _events: int) -> None:
        listener = key.fileobj
        assert isinstance(listener, socket.socket)
        try:
            channel, _ = listener.accept()
        except OSError:
            return
        uid = peer_uid(channel)
        if uid not in self._allowed:
            say("connection refused", uid=uid)
            channel.close()
            return
        channel.setblocking(False)
        connection = Connection(channel)
        self._selector.register(channel, selectors.EVENT_READ, lambda _key, events: self._serve(connection, events))

    def _woke(self, _key: selectors.SelectorKey, _events: int) -> None:
        self._woken.recv(4096)
        reports = self._courier.reports()
        if reports:
            self._commit()
        for report in reports:
            try:
                line = self._log.witnessed(report)
            except StoreUnavailable:
                line = f"{report.witness}: cosignature could not be stored"
            if line:
                say(line)

    def _serve(self, connection: Connection, events: int) -> None:
        try:
            if events & selectors.EVENT_WRITE:
                self._send(connection)
            if events & selectors.EVENT_READ:
                for frame in connection.receive():
                    self._frame(connection, frame)
        except ProtocolError as error:
            say("connection closed", why=str(error))
            self._drop(connection)
        except OSError:
            self._drop(connection)

    def _send(self, connection: Connection, data: bytes = b"") -> None:
        """Send or keep; a client that has gone is dropped, and one that was dropped is told nothing."""
        if connection.channel.fileno() < 0:
            return
        waited = bool(connection.outbox)
        try:
            connection.send(data)
        except OSError:
            self._drop(connection)
            return
        if bool(connection.outbox) != waited:
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if connection.outbox else 0)
            self._selector.modify(connection.channel, events, self._selector.get_key(connection.channel).data)

    def _drop(self, connection: Connection) -> None:
        if connection.channel.fileno() >= 0:
            self._selector.unregister(connection.channel)
            connection.channel.close()

    def _frame(self, connection: Connection, frame: bytes) -> None:
        op, number = frame[0], int.from_bytes(frame[1:5], "big")
        if op == Op.APPEND:
            requests = decode_append(frame[5:])
            if self._queued + len(requests) > self._settings.max_queue or self._stopping:
                body = refused(Refusal.UNAVAILABLE) * len(requests)
                self._send(connection, reply_frame(op, number, body))
                return
            self._queue.append((connection, number, requests))
            self._queued += len(requests)
        elif self._stopping:
            self._send(connection, reply_frame(op, number, b"", Refusal.UNAVAILABLE))
        else:
            self._reads.start(connection, op, number, frame[5:])

    def _add(self) -> bool:
        """Put a stretch of what is queued, whole frames, into the open group; false where none is or fits."""
        room = self._settings.max_commit - self._grown
        taken: list[tuple[Connection, int, int]] = []
        requests = Requests.of(())
        while self._queue and (len(requests) + len(self._queue[0][2]) <= room or not (taken or self._answers)):
            connection, number, own = self._queue.popleft()
            taken.append((connection, number, len(own)))
            requests.extend(own)
        if not taken:
            return False
        results = iter(self._log.add(requests))
        self._answers += [(connection, number, list(islice(results, count))) for connection, number, count in taken]
        self._grown += len(requests)
        self._queued -= len(requests)
        return True

    def _commit(self) -> None:
        """Make the open group durable and answer it."""
        durable = self._log.appender.commit()
        if self._grown >= MAX_FRAME_ITEMS:
            self._poll_until_s = time.monotonic() + _POLL_S
        answers, self._answers, self._grown = self._answers, [], 0
        replies: dict[Connection, list[bytes]] = {}
        for connection, number, results in answers:
            body = b"".join(results if durable else [REFUSED[Refusal.UNAVAILABLE]] * len(results))
            replies.setdefault(connection, []).append(reply_frame(Op.APPEND, number, body))
        for connection, frames in replies.items():
            self._send(connection, b"".join(frames))

    def _tick(self) -> None:
        self._next_tick_ms = self._settings.steady() + _TICK_MS
        self._heartbeat.beat()
        if not self._courier.alive:
            raise RuntimeError("the courier has stopped")
        if line := self._log.sweep.go_on() or self._log.sweep.move_older(self._log.heads.quorum_size):
            say(line)
        try:
            note = self._log.tick()
        except StoreUnavailable as error:
            say("checkpoint could not be stored", why=type(error).__name__)
            return
        if note is not None:
            self._courier.offer(note)


def run_writer(settings: WriterSettings) -> None:
    """Run until SIGTERM or SIGINT. StoreError and the like when the log cannot be opened."""
    log = Log(settings)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
    try:
        writer = Writer(log)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, writer.stop)
        writer.run()
    finally:
        log.close()
