"""An answer of a peer, held against the registry that is in force here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.signing.v1.header_pb2 import SigHeader

from services.client.channel import Exchange
from services.client.check_answer import Proven
from services.exchange.copies.errors import SenderRefused
from services.exchange.copies.remote import RemoteSender
from services.membership.watch import RegistryFolder
from services.values.copies import RECORDS, FeedCursor
from tests.fakes import live

EMPTY = PullChangesResponse(header=b"page").SerializeToString()


@dataclass
class Line:
    """A connection whose answers are proven: by which version of the registry, and what they say."""

    registries: RegistryFolder
    version: int
    details: bytes = b""

    async def outcome(self, method: str, body: bytes, **_how: Any) -> Exchange:
        """See :class:`services.client.channel.Channel`."""
        status = 7 if self.details else 0
        header = SigHeader(registry_version=self.version, grpc_status=status)
        return Exchange(method, b"", b"", body, "", "", Proven(header, b"", b"", EMPTY, self.details))


def sender(version: int, details: bytes = b"") -> RemoteSender:
    files = live.files()
    made = RemoteSender(None)  # type: ignore[arg-type]  # nothing is opened
    made._open = Line(RegistryFolder(files.hub.registry), version, details)  # type: ignore[assignment]  # in its place
    return made


async def test_an_answer_by_the_registry_in_force_is_taken() -> None:
    for version in (live.registry().version, live.registry().version + 1):
        assert (await sender(version).pull(FeedCursor(RECORDS), 0)).header == b"page"


async def test_an_older_registrys_answer_counts_for_nothing() -> None:
    with pytest.raises(SenderRefused) as refused:
        await sender(live.registry().version - 1).pull(FeedCursor(RECORDS), 0)
    assert refused.value.reason == "REGISTRY_STALE"
    await sender(live.registry().version - 1).ack(FeedCursor(RECORDS))


async def test_nor_does_its_refusal() -> None:
    """Such as that nothing is agreed, by which every copy would end."""
    with pytest.raises(SenderRefused) as refused:
        await sender(live.registry().version - 1, b"\xff").pull(FeedCursor(RECORDS), 0)
    assert refused.value.reason == "REGISTRY_STALE"
