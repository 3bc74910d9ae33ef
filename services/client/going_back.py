"""What an agency sends again to a hub that was restored from a backup: the pages after the last one that it holds.

They go out with the bytes and the signatures that they had. From the first page on that cannot (what was expunged since
is replaced in it, or another page key is in use) each is signed anew, as each names the digest of the one before.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from rabta.records.v1.record_pb2 import RECORD_STATUS_EXPUNGED, RecordVersion
from rabta.records.v1.records_service_pb2 import SubmitPageRequest
from rabta.signing.v1.page_pb2 import PageLeaf, SignedPageHeader

from services.client.errors import Refusal
from services.client.store.journal_rows import Held, Line, PendingPage, SentLine, SentPage, Terms
from services.signing import page as pages
from services.signing.signer import Signer

_EXPECTED: Final = re.compile(r"expected page ([1-9][0-9]{0,18})", re.ASCII)


def expected_page(refusal: Refusal) -> int:
    """Number of the next page by the hub's word; 0 where the refusal names none."""
    if refusal.reason != "PAGE_OUT_OF_ORDER":
        return 0
    found = [_EXPECTED.fullmatch(broken.text) for broken in refusal.broken if broken.rule == "page-order"]
    return next((int(match[1]) for match in found if match), 0)


def signed_by(request: bytes) -> bytes:
    """Id of the key that signed a page; empty for no page."""
    return pages.parse_page_header(SubmitPageRequest.FromString(request).header.header).kid if request else b""


def page_request(page: pages.Page, request_id: str) -> bytes:
    """A page as it is sent."""
    header = SignedPageHeader(header=page.header, signature=page.signature)
    leaves = [PageLeaf(salt=salt, version=version) for salt, version in page.leaves]
    return SubmitPageRequest(header=header, leaves=leaves, request_id=request_id).SerializeToString(deterministic=True)


@dataclass
class GoingBack:
    """Pages after one that the hub holds, made ready to be sent again. ``previous``: digest of its header."""

    terms: Terms
    key: Signer
    clock: Callable[[], int]
    previous: bytes
    _follows: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _expunged: dict[str, bytes] = field(default_factory=dict)

    def again(self, sent: Sequence[SentPage]) -> list[tuple[PendingPage, list[Line]]]:
        """Each page with its lines, in order."""
        return [self._page(one) for one in sent]

    def _page(self, sent: SentPage) -> tuple[PendingPage, list[Line]]:
        request = SubmitPageRequest.FromString(sent.request)
        before = [leaf.version for leaf in request.leaves]
        versions = [self._version(raw, line) for raw, line in zip(before, sent.lines, strict=True)]
        lines = [_line(raw, line) for raw, line in zip(versions, sent.lines, strict=True)]
        header = pages.parse_page_header(request.header.header)
        same = not sent.altered and versions == before
        if same and (header.previous_sha256, header.kid) == (self.previous, self.key.kid):
            self.previous = sent.sha256
            return PendingPage(sent.number, sent.sha256, sent.request_id, sent.request), lines
        return self._signed(sent.number, versions), lines

    def _signed(self, number: int, versions: list[bytes]) -> PendingPage:
        terms = self.terms
        where = pages.Feed(terms.federation_id, terms.agency, terms.audience, terms.feed, number, self.previous)
        page = pages.build_page(self.key, where, versions, self.clock())
        request_id = f"page-{number}-{secrets.token_hex(8)}"
        self.previous = page.sha256
        return PendingPage(number, page.sha256, request_id, page_request(page, request_id))

    def _version(self, raw: bytes, line: SentLine) -> bytes:
        """The version as it follows what the hub will hold: one that expunges comes where the record's next did."""
        name = line.record_id
        if name in self._expunged:
            return self._expunged[name]
        number, digest = self._follows.get(name, (line.version - 1, line.previous))
        version = RecordVersion.FromString(raw)
        if version.status == RECORD_STATUS_EXPUNGED:
            version.version, version.previous_sha256 = number + 1, digest
            raw = self._expunged[name] = version.SerializeToString(deterministic=True)
        self._follows[name] = version.version, sha256(raw).digest()
        return raw


def _line(raw: bytes, line: SentLine) -> Line:
    version = RecordVersion.FromString(raw)
    digest = sha256(raw).digest()
    held = Held(version.version, digest, line.content_sha256, True, line.facts_sha256, line.corrected)
    return Line(line.record_id, held, line.row, version.status == RECORD_STATUS_EXPUNGED)
