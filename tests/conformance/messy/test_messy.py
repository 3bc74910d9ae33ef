"""Own messy files, each with its figures: rows read = taken + rejected + without effect, and so many has the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from services.sources.exports import formats
from services.sources.feeds.registry import readers
from tests.conformance.messy.made import Messy
from tests.conformance.messy.reading import all_files, outcome
from tests.shared import ROOT

FILES = all_files()
MAX_KIB = 300 << 10
each = pytest.mark.parametrize("messy", FILES, ids=lambda messy: messy.name)


def test_there_are_more_than_forty_kinds_for_every_reader() -> None:
    assert len({messy.name for messy in FILES}) == len(FILES) > 40
    assert {messy.reader for messy in FILES} >= set(formats())
    assert {messy.reader for messy in FILES} >= set(readers()) - {"pacs-009", "pain-001"}


@each
def test_each_file_has_its_figures(messy: Messy, tmp_path: Path) -> None:
    found = outcome(messy, tmp_path)
    if messy.refused:
        assert messy.refused in found.refused
        return
    assert (found.refused, found.taken, found.rejected, found.bare) == ("", messy.taken, messy.rejected, messy.bare)
    assert found.reasons == messy.reasons
    assert found.taken + found.rejected + found.bare == messy.rows


@each
def test_each_reject_is_placed(messy: Messy, tmp_path: Path) -> None:
    """Every rejected row of a table is named once or more in the reject file, and no other; rows in their order."""
    found = outcome(messy, tmp_path)
    assert len(set(found.places)) >= min(found.rejected, 1)
    if messy.suffix in {"csv", "xlsx", "jsonl"}:
        assert len(set(found.places)) == found.rejected
        assert list(found.places) == sorted(found.places)


@each
def test_each_file_again_gives_the_same(messy: Messy, tmp_path: Path) -> None:
    assert outcome(messy, tmp_path) == outcome(messy, tmp_path)


def test_all_together_take_little_memory(tmp_path: Path) -> None:
    """The peak of the process's own memory: ``ru_maxrss`` would go on from that of the process that started it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.conformance.messy.reading", str(tmp_path)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}", "PATH": "/usr/bin"},
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    print(f"{len(FILES)} files, peak {int(done.stdout) >> 10} MiB")
    assert int(done.stdout) < MAX_KIB
