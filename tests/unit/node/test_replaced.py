"""What a supervisor started again is counted since it began, and read by whoever asks how the node is."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.node import replaced
from services.node.replaced import Part, Replaced
from services.node.supervise import Cause
from services.signing.keyfile import UnsafeFile


def test_counts_by_part_and_cause(tmp_path: Path) -> None:
    assert replaced.read(tmp_path) == {}
    counted = Replaced(tmp_path)
    for name, cause in (
        ("edge-0", Cause.HUNG),
        ("writer", Cause.ENDED),
        ("edge-0", Cause.ENDED),
        ("edge-0", Cause.HUNG),
    ):
        counted.count(name, cause)
    found = replaced.read(tmp_path)
    assert {name: (part.ended, part.hung) for name, part in found.items()} == {"edge-0": (1, 2), "writer": (1, 0)}
    assert all(part.last_ms > 0 for part in found.values())
    assert (tmp_path / replaced.FILE).stat().st_mode & 0o777 == 0o600


def test_those_of_the_supervisor_before_are_over(tmp_path: Path) -> None:
    Replaced(tmp_path).count("edge-0", Cause.HUNG)
    Replaced(tmp_path)
    assert replaced.read(tmp_path) == {}


def test_what_cannot_be_written_down_is_said_and_changes_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    counted = Replaced(tmp_path / "gone")
    counted.count("edge-0", Cause.HUNG)
    assert "cannot be written" in caplog.text


@pytest.mark.parametrize("text", ["[]", "{", '{"edge-0": {"hung": 1, "more": 2}}', '{"edge-0": []}'])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / replaced.FILE).touch(mode=0o600)
    (tmp_path / replaced.FILE).write_text(text)
    with pytest.raises(ValueError, match=r".+"):
        replaced.read(tmp_path)


def test_a_file_that_others_may_write_is_not_believed(tmp_path: Path) -> None:
    Replaced(tmp_path).count("edge-0", Cause.HUNG)
    (tmp_path / replaced.FILE).chmod(0o666)
    with pytest.raises(UnsafeFile):
        replaced.read(tmp_path)
    assert Part() == Part(0, 0, 0)
