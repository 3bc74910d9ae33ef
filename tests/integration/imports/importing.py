"""Files of the synthetic agencies through formats and feeds into the records room, its store and its rules: all real but the socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.client.contribute import RowRead, contribute
from services.client.drafts import Draft
from services.client.feed import Feed, Finding
from services.client.import_summary import Summary
from services.client.store.feed_journal import Journal
from services.client.store.journal_rows import Terms
from services.records import wire
from services.records.app.submit import submit_page
from services.sources.exports import Origin, formats, read
from services.values.records import SubmitPageRequest
from tests.fakes.records_node import Node, keeper


@dataclass
class Office:
    """One agency's desk: its journal below ``folder``, the hub it sends to."""

    agency: str
    folder: Path
    node: Node
    findings: list[Finding] = field(default_factory=list)

    def bring(self, layout: str, path: Path) -> Summary:
        """Import one file in a run of its own."""
        registry = self.node.federation.registry
        terms = Terms(registry.federation_id, self.agency, registry.hub)
        journal = Journal(self.folder / self.agency / "feed.db", terms)
        key = self.node.federation.page_keys[self.agency]
        feed = Feed(journal, terms, key, lambda: self.node.now_ms, note=self.findings.append, patience_s=0)
        try:
            return asyncio.run(contribute(feed, self._rows(layout, path), self._send))
        finally:
            journal.close()

    def _rows(self, layout: str, path: Path) -> Iterator[RowRead]:
        for outcome in read(formats()[layout], path, Origin(self.agency)):
            drafts = [Draft(draft.record_id, wire.encode(draft), outcome.row) for draft in outcome.drafts]
            yield RowRead(outcome.row, drafts, rejected=bool(outcome.rejects))

    async def _send(self, body: bytes, request_id: str) -> bytes:
        request = wire.decode(SubmitPageRequest, body)
        assert request.request_id == request_id
        inquiry = self.node.inquiry(keeper(self.agency))
        return await submit_page(
            self.node.context, inquiry, request, sha256(body).digest(), self.node.federation.registry
        )


class World:
    """Every agency's desk before one hub."""

    def __init__(self, folder: Path, exports: Path, node: Node, story: dict[str, Any]) -> None:
        self.exports, self.node, self.story = exports, node, story
        self.offices = {entry["agency"]: Office(entry["agency"], folder, node) for entry in story["files"]}

    def bring_all(self, *, later: bool = False) -> list[tuple[dict[str, Any], Summary]]:
        """Import every file of the first day, or of the later one."""
        wanted = [entry for entry in self.story["files"] if entry["later"] == later]
        return [(each, self.bring(each)) for each in wanted]

    def bring(self, entry: dict[str, Any]) -> Summary:
        """Import one file of the story's list."""
        return self.offices[entry["agency"]].bring(entry["format"], self.exports / entry["path"])

    def findings(self, kind: str) -> list[Finding]:
        """Everything of one kind that was told about any file."""
        return [found for office in self.offices.values() for found in office.findings if found.kind == kind]
