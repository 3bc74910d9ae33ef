"""Mutated samples into every XML reader: rows or a refusal, never another error, and memory stays.

Four hundred files a reader, and ``RABTA_FUZZ_TIMES`` as many by `make soak`.
"""

from __future__ import annotations

import os
import random
import resource
from collections.abc import Iterator

import pytest

from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject, Remark, RowRead
from services.sources.feeds.xml_reasons import REASONS
from tests.conformance.feeds.test_iso20022 import MESSAGES
from tests.conformance.feeds.test_xml_attacks import GOOD
from tests.conformance.feeds.test_xml_samples import ALL, sample
from tests.conformance.feeds.xml_made import enveloped, items

ROUNDS = 400 * int(os.environ.get("RABTA_FUZZ_TIMES", "1"))
TOKENS = [
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#x110000;", b"]]>", b"<![CDATA[", b"<!--", b"<?x", b"<!DOCTYPE a>", b'"', b"\x00",
    b"\xff", b"\xed\xa0\x80", b"-1", b"9" * 40, b"1e400", b"NaN", b"0000-00-00", b"9999-12-31T23:59:59-14:00", b"0001-01-01T00:00:00+14:00",
    b"+14:99", b"PKR", b"<a>" * 300, b"x" * 30_000, "\u0663\u0665".encode(), "\u202e".encode(), b"xmlns='urn:x'", b" ",
]  # fmt: skip


def seeds(name: str) -> list[bytes]:
    own = [GOOD[name].encode()]
    if name in MESSAGES:
        own.append(enveloped(*MESSAGES[name]).encode())
    return own + [sample(file).read_bytes() for file, expected in ALL.items() if expected.reader == name]


def mutated(rng: random.Random, raw: bytes) -> bytes:
    data = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        span = min(len(data), at + rng.choice((1, 4, 40, 400)))
        match rng.randrange(7):
            case 0:
                data[at:at] = rng.choice(TOKENS)
            case 1:
                del data[at:span]
            case 2:
                data[at:at] = data[at:span] * rng.choice((1, 2, 50))
            case 3 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case 4:
                _swap_text(rng, data)
            case 5:
                _swap_text(rng, data, names=True)
            case _ if rng.random() < 0.1:
                del data[at:]
    return bytes(data)


def _swap_text(rng: random.Random, data: bytearray, *, names: bool = False) -> None:
    """Put a token in place of one text, or take one element out, so that the file stays well-formed."""
    opened = data.find(b">", rng.randrange(len(data) + 1))
    closed = data.find(b"</", opened)
    if opened < 0 or closed < 0:
        return
    if names:
        end = data.find(b">", closed)
        start = data.rfind(b"<", 0, opened)
        if start >= 0 and closed - start < 4000 and data[start + 1 : opened] == data[closed + 2 : end]:
            del data[start : end + 1]
    elif b"<" not in data[opened + 1 : closed]:
        data[opened + 1 : closed] = rng.choice(TOKENS)


def sound(found: list[Item]) -> None:
    known = {item.id for item in found if isinstance(item, FeedNode)}
    for item in found:
        if isinstance(item, FeedEdge):
            assert {item.start, item.end} <= known
            assert 0 <= item.amount_minor < 2**63
            assert abs(item.at_ms) < 2**63
        elif isinstance(item, Reject):
            assert item.reason in REASONS
        else:
            assert isinstance(item, FeedNode | Remark | RowRead)


def cases(rng: random.Random, name: str) -> Iterator[bytes]:
    pool = seeds(name)
    for _ in range(ROUNDS):
        yield mutated(rng, rng.choice(pool))


@pytest.mark.parametrize("name", list(GOOD))
def test_a_mutated_file_is_read_or_refused(name: str) -> None:
    rng, refused, number = random.Random(f"{name}{ROUNDS}"), 0, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for raw in cases(rng, name):
        number += 1
        try:
            sound(items(name, raw))
        except FileRefused:
            refused += 1
    assert 0 < refused < number
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024
    print(f"{name}: {number} cases, {refused} refused, grown {grown} KiB")
