"""The index of persons as it lies on disk between two runs: sealed, and made anew wherever it is not whole.

A file is a mark and sealed chunks, each after its length. A chunk is bound to its part, its place in it and whether it
is the last, so that none can be left out or moved. The key is derived from the node's secret.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services import matching, names
from services.errors import RabtaError
from services.matching.index.columns import RELATED, WORDS, Columns
from services.matching.index.people import Image
from services.matching.index.postings import Run
from services.signing.keyfile import make_folder
from services.signing.sealing import SealBroken, Sealer

MARK: Final = b"rabta persons 1\n"
CHUNK: Final = 4 << 20
_LENGTH: Final = struct.Struct(">I")


class FileUnfit(RabtaError):
    """The file is damaged, of another node, or of another version of this program."""


class Kept(NamedTuple):
    """``change``: number of the last change of the records that the image knows."""

    change: int
    image: Image


def made_by() -> str:
    """What an index depends on beside its entries: code and tables that file tokens, and Python's hash of numbers."""
    found = sha256(sys.version.encode())
    for room in (matching, names):
        for path in sorted(Path(room.__path__[0]).rglob("*")):
            if path.suffix in (".py", ".tsv"):
                found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def write(path: Path, sealer: Sealer, kept: Kept) -> None:
    """Replace the file whole, mode 0600. Raises OSError."""
    make_folder(path.parent)
    beside = path.with_name(f"{path.name}~")
    with suppress(FileNotFoundError):
        beside.unlink()
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(MARK)
        for number, part in enumerate(_parts(kept)):
            for chunk in _sealed(sealer, number, part):
                file.write(_LENGTH.pack(len(chunk)) + chunk)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def read(path: Path, sealer: Sealer) -> Kept | None:
    """What was written; None where there is no file. Raises FileUnfit."""
    try:
        with path.open("rb") as file:
            if file.read(len(MARK)) != MARK:
                raise FileUnfit
            about = json.loads(_part(file, sealer, 0))
            if about["made_by"] != made_by():
                raise FileUnfit
            parts = [
                _part(file, sealer, number) for number in range(1, 1 + len(Columns._fields) + 2 * about["runs"] + 2)
            ]
            if file.read(1):
                raise FileUnfit
            return Kept(about["change"], _image(parts))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, SealBroken, struct.error):
        raise FileUnfit from None


def _parts(kept: Kept) -> Iterator[bytes]:
    """What the file says of itself, the columns, the runs, the lengths of the rows, and the rows."""
    image = kept.image
    about = {"change": kept.change, "made_by": made_by(), "runs": len(image.runs)}
    yield json.dumps(about).encode()
    for column in image.columns:
        yield column.tobytes()
    for run in image.runs:
        yield run.keys.tobytes()
        yield run.slots.tobytes()
    yield np.fromiter(map(len, image.rows), np.int32, len(image.rows)).tobytes()
    yield b"".join(image.rows)


def _image(parts: Sequence[bytearray]) -> Image:
    """Columns may be written to: they lie in the bytes that were read."""
    record, group, cnic, born, gender, area, words, related, *filed, lengths, text = parts
    columns = Columns(
        np.frombuffer(record, np.int64),
        np.frombuffer(group, np.int64),
        np.frombuffer(cnic, np.int64),
        np.frombuffer(born, np.int32),
        np.frombuffer(gender, np.int8),
        np.frombuffer(area, np.int32),
        np.frombuffer(words, np.uint32).reshape(-1, WORDS),
        np.frombuffer(related, np.uint32).reshape(-1, RELATED),
    )
    runs = tuple(
        Run(np.frombuffer(keys, np.uint64), np.frombuffer(slots, np.int32))
        for keys, slots in zip(filed[::2], filed[1::2], strict=True)
    )
    return Image(columns, _rows(np.frombuffer(lengths, np.int32), text), runs)


def _rows(lengths: NDArray[np.int32], text: bytearray) -> list[bytes]:
    ends = np.cumsum(lengths, dtype=np.int64)
    whole = bytes(text)
    return [whole[end - size : end] for end, size in zip(ends.tolist(), lengths.tolist(), strict=True)]


def _sealed(sealer: Sealer, number: int, part: bytes) -> Iterator[bytes]:
    places = range(0, len(part), CHUNK) or range(1)
    for place in places:
        yield sealer.seal(part[place : place + CHUNK], _about(number, place, last=place == places[-1]))


def _part(file: BinaryIO, sealer: Sealer, number: int) -> bytearray:
    """The next part. Raises SealBroken, struct.error where the file ends before it."""
    found = bytearray()
    while True:
        (size,) = _LENGTH.unpack(file.read(_LENGTH.size))
        chunk = file.read(size)
        plain, last = _opened(sealer, chunk, number, len(found))
        found += plain
        if last:
            return found


def _opened(sealer: Sealer, chunk: bytes, number: int, place: int) -> tuple[bytes, bool]:
    try:
        return sealer.open(chunk, _about(number, place, last=False)), False
    except SealBroken:
        return sealer.open(chunk, _about(number, place, last=True)), True


def _about(number: int, place: int, *, last: bool) -> bytes:
    return f"{number}/{place}/{last}".encode()
