"""What is kept of a subscription is read back the same, the signed request byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from services.access.errors import InvalidArgument
from services.exchange import wire
from services.exchange.watches.ports import Feed, Signed, Subject, Watched
from services.exchange.watches.rows import read, written
from services.values.exchange import Identifier, ListWatchesRequest, WatchedQuestion

NUMBER = Identifier("PASSPORT", "AB1234567", "PK")
WATCHED = Watched(
    "watch-1",
    Feed("pk.fia", "fia-1042", "FIR", "FIA/LAHORE/AHTC/7/2024"),
    "INVESTIGATE_CASE",
    "CRPC_CASE",
    Subject(NUMBER),
    1_780_000_000_000,
    1_780_000_000_001,
    Signed(b"\x00\xff header", b"\x01" * 64, b"\x0a\x02body"),
)
ASKED = Subject(question=WatchedQuestion("Expand", b"\x12\xff\x00"))
RECORD = "agencies/pk.fia/records/warrant-7"


@pytest.mark.parametrize(
    "subject",
    [Subject(NUMBER), Subject(record=RECORD), Subject(person=RECORD), Subject(cited_case=True), ASKED],
    ids=repr,
)
def test_what_is_kept_is_read_back_the_same(subject: Subject) -> None:
    watched = replace(WATCHED, subject=subject)
    kept = read(written(watched))
    assert kept == watched
    assert isinstance(kept.signed, Signed)


def test_the_word_on_the_desk_is_kept_too() -> None:
    assert read(written(replace(WATCHED, deconflict=True))).deconflict
    kept = json.loads(written(WATCHED))
    del kept["deconflict"]
    assert read(json.dumps(kept)) == WATCHED


def test_what_was_kept_when_numbers_alone_were_watched_is_read_as_one() -> None:
    kept = json.loads(written(WATCHED))
    kept["identifier"] = kept.pop("subject")["identifier"]
    assert read(json.dumps(kept)) == WATCHED


def test_a_request_without_fields_is_read_strictly() -> None:
    assert wire.decode(ListWatchesRequest, b"") == ListWatchesRequest()
    with pytest.raises(InvalidArgument):
        wire.decode(ListWatchesRequest, b"\x08\x01")
