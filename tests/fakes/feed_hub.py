"""A hub that takes pages as the protocol says, with faults on demand; its state is a SQLite file or memory."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import RefusedVersion, SubmitPageRequest, SubmitPageResponse
from rabta.signing.v1.page_pb2 import PageHeader

from services.access.errors import Violation
from services.client.errors import Broken, Refusal, Unproven
from services.records.errors import PageOutOfOrder
from services.signing.es256 import PublicKey
from services.signing.page import FIRST, verify_page

SCHEMA = """
create table if not exists page(number integer primary key, sha256 blob, request_id text unique, body blob, answer blob);
create table if not exists version(id text, version integer, raw blob, page integer, primary key(id, version));
"""


class FeedHub:
    """``faults``: what befalls the next calls: ``request-lost``, ``answer-lost``, a refusal reason, or nothing (``""``).

    ``patience``: how often a page that comes early looks for the one before it.
    """

    patience = 400

    def __init__(self, key: PublicKey, path: Path | None = None) -> None:
        self.key = key
        self.faults: deque[str] = deque()
        self.refuses: Callable[[RecordVersion], bool] = lambda version: False
        self.calls = 0
        self.bodies: dict[str, set[bytes]] = {}
        self.db = sqlite3.connect(path or ":memory:", isolation_level=None)
        self.db.executescript(SCHEMA)

    async def send(self, body: bytes, request_id: str) -> bytes:
        """SubmitPage as the client's channel would carry it."""
        self.calls += 1
        self.bodies.setdefault(request_id, set()).add(body)
        fault = self.faults.popleft() if self.faults else ""
        if fault == "request-lost":
            raise Unproven("transport")
        if fault not in ("", "answer-lost"):
            raise Refusal(fault)
        await self._turn(PageHeader.FromString(SubmitPageRequest.FromString(body).header.header).page_number)
        answer = self._answer(body, request_id)
        if fault == "answer-lost":
            raise Unproven("transport")
        return answer

    async def handle(self, raw: bytes) -> bytes:
        """SubmitPage as a server's handler: what is out of order is refused as a hub refuses it."""
        try:
            return await self.send(raw, SubmitPageRequest.FromString(raw).request_id)
        except Refusal as refusal:
            raise PageOutOfOrder(*(Violation(each.field, each.rule, each.text) for each in refusal.broken)) from None

    async def _turn(self, number: int) -> None:
        for _ in range(self.patience):
            if number <= self.head()[0] + 1:
                return
            await asyncio.sleep(0.001)

    def _answer(self, body: bytes, request_id: str) -> bytes:
        known = self.db.execute("select body, answer from page where request_id = ?", (request_id,)).fetchone()
        if known:
            if known[0] != body:
                raise Refusal("REQUEST_ID_REUSED")
            kept: bytes = known[1]
            return kept
        request = SubmitPageRequest.FromString(body)
        assert request.request_id == request_id
        leaves = [(leaf.salt, leaf.version) for leaf in request.leaves]
        header = verify_page(self.key, request.header.header, request.header.signature, leaves)
        number, previous = self.head()
        digest = sha256(request.header.header).digest()
        held = self.db.execute("select answer from page where number = ? and sha256 = ?", (header.page_number, digest))
        if again := held.fetchone():
            said: bytes = again[0]
            return said
        if header.page_number != number + 1:
            broken = Broken("header.header.page_number", "page-order", f"expected page {number + 1}")
            raise Refusal("PAGE_OUT_OF_ORDER", (broken,))
        if header.previous_sha256 != previous:
            text = f"is not the digest of page {number}, the last one held"
            raise Refusal("PAGE_OUT_OF_ORDER", (Broken("header.header.previous_sha256", "page-chain", text),))
        self.db.execute("begin")
        answer = SubmitPageResponse(page_number=header.page_number, chain_sha256=sha256(request.header.header).digest())
        for index, (_, raw) in enumerate(leaves):
            self._take(answer, index, raw, header.page_number)
        done = answer.SerializeToString()
        row = (header.page_number, answer.chain_sha256, request_id, body, done)
        self.db.execute("insert into page values(?, ?, ?, ?, ?)", row)
        self.db.execute("commit")
        return done

    def _take(self, answer: SubmitPageResponse, index: int, raw: bytes, page: int) -> None:
        version = RecordVersion.FromString(raw)
        held = self.versions(version.record_id)
        if raw in held:
            answer.unchanged += 1
            return
        previous = sha256(held[-1]).digest() if held else b""
        rule = "version-order" if version.version != len(held) + 1 else ""
        rule = rule or ("previous-digest" if version.previous_sha256 != previous else "")
        rule = rule or ("told-to" if self.refuses(version) else "")
        if rule:
            answer.refused.append(RefusedVersion(index=index, record_id=version.record_id, rule=rule, field="version"))
            return
        self.db.execute("insert into version values(?, ?, ?, ?)", (version.record_id, version.version, raw, page))
        answer.accepted += 1

    def head(self) -> tuple[int, bytes]:
        """Last page number and header digest."""
        return self.db.execute("select number, sha256 from page order by number desc limit 1").fetchone() or (0, FIRST)

    def versions(self, record_id: str) -> list[bytes]:
        """Bytes of each version of a record, oldest first."""
        rows = self.db.execute("select raw from version where id = ? order by version", (record_id,))
        return [row[0] for row in rows]

    def latest(self) -> dict[str, RecordVersion]:
        """The last version of every record."""
        rows = self.db.execute("select id, raw from version order by version")
        return {id_: RecordVersion.FromString(raw) for id_, raw in rows}

    def back_to(self, page: int) -> None:
        """As restored from a backup that was made after a page."""
        self.db.execute("delete from page where number > ?", (page,))
        self.db.execute("delete from version where page > ?", (page,))

    def count(self) -> int:
        """How many versions of records the hub holds."""
        return int(self.db.execute("select count(*) from version").fetchone()[0])
