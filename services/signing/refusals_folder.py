"""Statements of refusals on their way to the hub: the issuer puts them in a folder, whoever brings them takes them out.

So the issuer needs no way to the hub, and who brings them needs no key of the issuer. ``00000007.signed`` is the
statement with number 7, ``sent`` the number up to which the hub has confirmed them; both 0600 in a folder that is 0700.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from google.protobuf.message import DecodeError
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.signing.keyfile import make_folder, read_private, replace_private

NAME: Final = "refusals"
SENT: Final = "sent"
MAX_FILE: Final = 2 << 20


class RefusalsFolder:
    """The folder below an issuer's; ValueError where a file in it is not one of these, UnsafeFile where it is loose."""

    def __init__(self, issuer: Path) -> None:
        self.path = issuer / NAME

    def put(self, number: int, signed: SignedRefusals) -> None:
        """Lay one down, whole or not at all."""
        make_folder(self.path)
        replace_private(self.path / f"{number:08}.signed", signed.SerializeToString(deterministic=True))

    def waiting(self) -> Iterator[tuple[int, SignedRefusals]]:
        """Number and statement of each that the hub has not confirmed, in order."""
        sent = self.sent()
        for path in sorted(self.path.glob("*.signed")) if self.path.exists() else ():
            number = int(path.stem)
            if number > sent:
                yield number, _read(path)

    def sent(self) -> int:
        """Number of the last that the hub has confirmed; 0 before the first."""
        path = self.path / SENT
        if not path.exists():
            return 0
        return int(read_private(path))

    def confirm(self, number: int) -> None:
        """Note that the hub holds all up to ``number``, and let their files go: the journal has them still."""
        replace_private(self.path / SENT, b"%d\n" % number)
        for path in self.path.glob("*.signed"):
            if int(path.stem) <= number:
                path.unlink(missing_ok=True)


def _read(path: Path) -> SignedRefusals:
    try:
        return SignedRefusals.FromString(read_private(path, MAX_FILE))
    except DecodeError:
        raise ValueError(f"{path.name}: not a statement") from None
