"""What an issuer tells waits in its folder until the hub has confirmed it, and goes then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.signing.es256 import PrivateKey
from services.signing.refusals_folder import MAX_FILE, RefusalsFolder
from tests.fakes.refusals import chain

DAYS = chain(PrivateKey.generate(), date(2026, 11, 2), 3)


@pytest.fixture
def folder(tmp_path: Path) -> RefusalsFolder:
    """Three statements, none confirmed."""
    tmp_path.chmod(0o700)
    made = RefusalsFolder(tmp_path)
    for number, signed in reversed(list(enumerate(DAYS, 1))):
        made.put(number, signed)
    return made


def test_before_the_first_nothing_waits_and_nothing_is_confirmed(tmp_path: Path) -> None:
    assert RefusalsFolder(tmp_path).sent() == 0
    assert list(RefusalsFolder(tmp_path).waiting()) == []


def test_what_waits_comes_in_order_as_it_was_signed(folder: RefusalsFolder) -> None:
    assert list(folder.waiting()) == list(enumerate(DAYS, 1))
    assert (folder.path.stat().st_mode & 0o777, {path.name for path in folder.path.iterdir()}) == (
        0o700,
        {f"0000000{number}.signed" for number in (1, 2, 3)},
    )


def test_what_is_confirmed_goes_and_the_rest_waits(folder: RefusalsFolder) -> None:
    folder.confirm(2)
    assert folder.sent() == 2
    assert [number for number, _ in folder.waiting()] == [3]
    assert {path.name for path in folder.path.iterdir()} == {"sent", "00000003.signed"}


def test_a_file_that_came_back_is_not_told_again(folder: RefusalsFolder) -> None:
    """A stop between the note and the files' going leaves them: the note counts."""
    folder.confirm(2)
    folder.put(1, DAYS[0])
    assert [number for number, _ in folder.waiting()] == [3]


@pytest.mark.parametrize("content", [b"\xff", b"\x0a\xff"])
def test_a_file_that_is_no_statement_is_named(folder: RefusalsFolder, content: bytes) -> None:
    (folder.path / "00000001.signed").write_bytes(content)
    with pytest.raises(ValueError, match=r"00000001\.signed: not a statement"):
        next(folder.waiting())


def test_a_statement_of_the_largest_size_is_read(folder: RefusalsFolder) -> None:
    large = SignedRefusals(payload=bytes(MAX_FILE - 4))
    assert large.ByteSize() == MAX_FILE
    folder.put(4, large)
    assert [number for number, _ in folder.waiting()] == [1, 2, 3, 4]
