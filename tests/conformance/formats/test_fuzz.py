"""Damaged exports: outcomes or a refusal, never another exception, and never without end.

Ten files a format and way, and ``RABTA_FUZZ_TIMES`` as many by `make soak`.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from services.sources.exports import formats, read
from services.tables.errors import UnreadableFile
from tests.conformance.feeds.test_fuzz import damaged
from tests.conformance.formats.sample import GUISES, ORIGIN, Sample, samples

ROUNDS = 10 * int(os.environ.get("RABTA_FUZZ_TIMES", "1"))
WAYS = ("utf-8", "windows-1256", "json lines", "workbook")
FIRST = list({sample.format: sample for sample in samples()}.values())


def damaged_book(chance: random.Random, data: bytes) -> bytes:
    """A package that is whole, with one part of it damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        broken = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(chance, content) if name == broken else content)
    return out.getvalue()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sample", FIRST, ids=lambda sample: sample.format)
def test_damage_gives_outcomes_or_a_refusal(sample: Sample, way: str, tmp_path: Path) -> None:
    path = GUISES[way](tmp_path, sample.rows())
    data, chance = path.read_bytes(), random.Random(f"fuzz {sample.format} {way}")
    for _ in range(ROUNDS):
        path.write_bytes(damaged_book(chance, data) if way == "workbook" else damaged(chance, data))
        with suppress(UnreadableFile):
            for outcome in read(formats()[sample.format], path, ORIGIN):
                assert not (outcome.drafts and outcome.rejects)
