"""Damaged files: rows, rejects or a refusal, never another exception, and never without end.

``RABTA_FUZZ_SECONDS`` of a processor's time a sample: a third of one by default, sixty by `make soak`.
"""

from __future__ import annotations

import os
import random
import time

from services.sources.feeds.row import FileRefused
from tests.conformance.feeds.sample import Sample, samples
from tests.rows import of_rows

SECONDS = float(os.environ.get("RABTA_FUZZ_SECONDS", "0.3"))
PIECES = [
    b"'",
    b"+",
    b":",
    b"?",
    b'"',
    b",",
    b"\n",
    b"\x00",
    b"\xff\xfe",
    b"UNH+",
    b"UNZ+",
    b"9" * 400,
    b"-",
    b"=1",
    b"\xe2\x80\xae",
    b"1e999",
    b"nan",
    b"\xdb\xb1",
]


def damaged(chance: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, far = sorted(chance.randrange(len(found) + 1) for _ in range(2))
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                found[at:at] = chance.choice(PIECES)
            case 2:
                del found[at : min(far, at + 40)]
            case 3:
                found[at:at] = found[far : far + 60]
            case _:
                found[at : at + 4] = chance.choice(PIECES)
        if not found:
            break
    return bytes(found)


@of_rows("sample", samples(), ids=lambda sample: sample.path.name)
def test_damage_gives_rows_rejects_or_a_refusal(sample: Sample) -> None:
    chance, data = random.Random(f"fuzz {sample.path.name}"), sample.path.read_bytes()
    until, tried, slowest = time.process_time() + SECONDS, 0, 0.0
    while time.process_time() < until:
        began = time.monotonic()
        try:
            sample.items(damaged(chance, data))
        except FileRefused:
            pass
        tried, slowest = tried + 1, max(slowest, time.monotonic() - began)
    print(f"{sample.path.name}: {tried} files, slowest {slowest:.3f} s")
    assert tried > 3
    assert slowest < 10
