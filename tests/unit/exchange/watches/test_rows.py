"""What is kept of a subscription is read back the same, the signed request byte for byte."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument
from services.exchange import wire
from services.exchange.watches.ports import Feed, Signed, Watched
from services.exchange.watches.rows import read, written
from services.values.exchange import Identifier, ListWatchesRequest


def test_what_is_kept_is_read_back_the_same() -> None:
    feed = Feed("pk.fia", "fia-1042", "FIR", "FIA/LAHORE/AHTC/7/2024")
    signed = Signed(b"\x00\xff header", b"\x01" * 64, b"\x0a\x02body")
    number = Identifier("PASSPORT", "AB1234567", "PK")
    watched = Watched(
        "watch-1", feed, "INVESTIGATE_CASE", "CRPC_CASE", number, 1_780_000_000_000, 1_780_000_000_001, signed
    )
    kept = read(written(watched))
    assert kept == watched
    assert isinstance(kept.signed, Signed)


def test_a_request_without_fields_is_read_strictly() -> None:
    assert wire.decode(ListWatchesRequest, b"") == ListWatchesRequest()
    with pytest.raises(InvalidArgument):
        wire.decode(ListWatchesRequest, b"\x08\x01")
