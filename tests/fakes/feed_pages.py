"""GetPage of a :class:`tests.fakes.feed_hub.FeedHub`: the pages that it took, and of some records no bytes."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import (
    GetPageRequest,
    GetPageResponse,
    SubmitPageRequest,
    WithheldVersion,
)
from rabta.signing.v1.page_pb2 import VersionProof

from services.signing.page import page_proofs
from tests.fakes.feed_hub import FeedHub


class FeedPages:
    """``expunged``, ``sealed``: ids of records of which no bytes are shown."""

    def __init__(self, hub: FeedHub, expunged: Collection[str] = (), sealed: Collection[str] = ()) -> None:
        self.hub = hub
        self.expunged = expunged
        self.sealed = sealed

    async def page(self, request: GetPageRequest) -> GetPageResponse:
        """As the hub answers, a part of the page at a time."""
        answer = GetPageResponse(last_page=self.hub.head()[0])
        row = self.hub.db.execute("select body from page where number = ?", (request.page_number,)).fetchone()
        if row is None:
            return answer
        sent = SubmitPageRequest.FromString(row[0])
        answer.page.CopyFrom(sent.header)
        _, paths = page_proofs([(leaf.salt, leaf.version) for leaf in sent.leaves])
        taken = [place for place, leaf in enumerate(sent.leaves) if self._took(leaf.version, request.page_number)]
        after = int(request.page_token or -1)
        part = [place for place in taken if place > after][: request.page_size or 50]
        for place in part:
            self._put(answer, place, sent, paths[place])
        if part and part[-1] != taken[-1]:
            answer.next_page_token = str(part[-1])
        return answer

    def _took(self, raw: bytes, page: int) -> bool:
        found = self.hub.db.execute("select count(*) from version where raw = ? and page = ?", (raw, page)).fetchone()
        return bool(found[0])

    def _put(self, answer: GetPageResponse, place: int, sent: SubmitPageRequest, path: list[bytes]) -> None:
        leaf, said = sent.leaves[place], RecordVersion.FromString(sent.leaves[place].version)
        if said.record_id in (*self.expunged, *self.sealed):
            digest, gone = sha256(leaf.version).digest(), said.record_id in self.expunged
            answer.withheld.append(
                WithheldVersion(
                    index=place, record_id=said.record_id, version=said.version, sha256=digest, expunged=gone
                )
            )
            return
        proof = VersionProof(page_sha256=sha256(sent.header.header).digest(), index=place, salt=leaf.salt, path=path)
        answer.versions.append(SignedVersion(version=leaf.version, proof=proof))
