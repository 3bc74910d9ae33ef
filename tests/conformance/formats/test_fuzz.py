"""Damaged exports: outcomes or a refusal, never another exception, and never without end.

``RABTA_FUZZ_SECONDS`` of a processor's time a format: a third of one by default, sixty by `make soak`.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest

from services.sources.exports import formats, read
from services.tables.errors import UnreadableFile
from tests.conformance.feeds.test_fuzz import damaged
from tests.conformance.formats.sample import GUISES, ORIGIN, Sample, samples

SECONDS = float(os.environ.get("RABTA_FUZZ_SECONDS", "0.3"))
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
    until, tried, read_through = time.process_time() + SECONDS / len(WAYS), 0, 0
    while time.process_time() < until or not tried:
        path.write_bytes(damaged_book(chance, data) if way == "workbook" else damaged(chance, data))
        began = time.monotonic()
        try:
            for outcome in read(formats()[sample.format], path, ORIGIN):
                assert not (outcome.drafts and outcome.rejects)
            read_through += 1
        except UnreadableFile:
            pass
        tried += 1
        assert time.monotonic() - began < 10
    print(f"{sample.format} as {way}: {tried} files, {read_through} read through")
