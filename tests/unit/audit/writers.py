"""Log folders for tests: keys, settings, a writer in its own process, a plain way to append."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit import ed25519
from audit.entry import entry_leaf
from audit.files import private_folder, write_new
from audit.leaves import store_entries, store_plain
from audit.limits import LimitSettings
from audit.log import Log
from audit.merkle import leaf_hash
from audit.nonces import nonce_key
from audit.protocol import REFUSALS, RESULT
from audit.refusal import Refusal
from audit.requests import Request, Requests
from audit.settings import WriterSettings
from audit.sqlite_store import SqliteStore
from audit.store import Store
from audit.tree import recompute
from audit.writer import run_writer

ORIGIN = "rabta.test/audit/1"
START_MS = 1_790_000_000_000
PLENTY = LimitSettings(**{limit.name: 10**12 for limit in fields(LimitSettings)})
"""Limits that nothing reaches, for loads."""
PEM, PKCS8, SPKI = (
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.PublicFormat.SubjectPublicKeyInfo,
)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, ms: int = START_MS) -> None:
        self.ms = ms

    def __call__(self) -> int:
        return self.ms


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(PEM, PKCS8, serialization.NoEncryption())


def public_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(PEM, SPKI)


def make_settings(base: Path, holders: Sequence[ec.EllipticCurvePrivateKey] = (), **changes: Any) -> WriterSettings:
    """Settings of a log in ``base``, with new keys where there are none; no witnesses unless given."""
    private_folder(base)
    keys = {"hub.key": private_pem, "oversight.key": private_pem}
    if not (base / "log.key").exists():
        ed25519.create_private(base / "log.key")
        for name, encode in keys.items():
            key = ec.generate_private_key(ec.SECP256R1())
            write_new(base / name, encode(key))
            write_new(base / f"{name}.pub", public_pem(key))
    for place, holder in enumerate(holders):
        write_new(base / f"holder{place}.pub", public_pem(holder))
    settings = WriterSettings(
        folder=base / "log",
        origin=ORIGIN,
        log_key=base / "log.key",
        hub_seal_key=base / "hub.key",
        oversight_seal_key=base / "oversight.key.pub",
        retention_keys=tuple(base / f"holder{place}.pub" for place in range(len(holders))),
    )
    return replace(settings, **changes)


def request(
    number: int = 0,
    *,
    nonce: bytes | None = None,
    issuer: str = "pk.fia",
    agency: str = "pk.fia",
    version: int = 0,
    exp_ms: int = START_MS + 60_000,
    deadline_ms: int = 0,
    when_stale: bool = False,
    quota: tuple[tuple[str, bytes], ...] = (),
    second: bytes = b"",
    second_exp_ms: int = 0,
    caller: str = "",
) -> Request:
    """A request with its own nonce by default; ``nonce=b""`` consumes none."""
    nonce = os.urandom(16) if nonce is None else nonce
    key = nonce_key(issuer.encode(), nonce) if nonce else b""
    text = f"open {number}".encode()
    sealed = f"sealed {number}".encode()
    return Request(
        text, sealed, agency, version, key, exp_ms, deadline_ms, when_stale, quota, second, second_exp_ms, caller
    )


def outcomes(results: Sequence[bytes]) -> list[int | Refusal]:
    """Index or refusal of each result."""
    read = [RESULT.unpack(result) for result in results]
    return [index if code < 2 else REFUSALS[code] for code, index, _ in read]


def sqlite_of(log: Log) -> sqlite3.Connection:
    """The connection of a log that lies in a file."""
    assert isinstance(log.store, SqliteStore)
    return log.store.db


def append(log: Log, *requests: Request) -> list[int | Refusal]:
    """Append in one batch."""
    return outcomes(log.append(Requests.of(requests)))


@contextmanager
def opened(settings: WriterSettings) -> Iterator[Log]:
    """A log in this process."""
    log = Log(settings)
    try:
        yield log
    finally:
        log.close()


@contextmanager
def writer_process(settings: WriterSettings) -> Iterator[BaseProcess]:
    """A real writer process, up when the block begins, ended at its end."""
    process = multiprocessing.get_context("spawn").Process(target=run_writer, args=(settings,), daemon=True)
    process.start()
    try:
        until = time.monotonic() + 20
        while not settings.socket.exists():
            if process.exitcode is not None or time.monotonic() > until:
                raise RuntimeError("the writer did not start")
            time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        process.join()


def grow(store: Store, size: int, commits: Sequence[int]) -> None:
    """Entries with their sealed forms in commits of these sizes, over and over, up to ``size`` leaves.

    A commit of one is a plain leaf.
    """
    tree, number = recompute(store), 0
    while tree.size < size:
        first, count = tree.size, min(commits[number % len(commits)], size - tree.size)
        bodies = [index.to_bytes(32, "big") for index in range(first, first + count)]
        leaves = [entry_leaf(index, body) for index, body in enumerate(bodies, first)]
        with store.transaction():
            if count == 1:
                leaves = [b"plain %d" % first]
                store_plain(store, first, leaves[0])
            else:
                store_entries(store, first, bodies, [b"sealed %d" % index for index in range(first, first + count)])
            tree, rows = tree.grown([leaf_hash(leaf) for leaf in leaves])
            store.many("insert_tile", rows)
        number += 1
