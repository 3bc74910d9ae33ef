"""Damaged files: rows, rejects or a refusal, never another exception, and never without end.

Forty files a sample, and ``RABTA_FUZZ_TIMES`` as many by `make soak`.
"""

from __future__ import annotations

import os
import random
from contextlib import suppress

from services.sources.feeds.row import FileRefused
from tests.conformance.feeds.sample import Sample, samples
from tests.rows import of_rows

ROUNDS = 40 * int(os.environ.get("RABTA_FUZZ_TIMES", "1"))
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
    for _ in range(ROUNDS):
        with suppress(FileRefused):
            sample.items(damaged(chance, data))
