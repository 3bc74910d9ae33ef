"""Enrolment of officers' passkeys: codes that an administrator issues, each good once, and what officers made by them.

A passkey that was made is a proposal: it counts once the agency's office has put its row into the roster and signed it
(ADR 134). ``DIGEST.code``, ``DIGEST.made`` and ``DIGEST.confirmed`` in the folder are JSON, named by the SHA-256 of a
code. Where a code names a second officer, they confirm what was made by their own passkey: the issuer's token for that.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from services.access.jws import BadJws, decode_segment, encode_segment, load_object
from services.errors import RabtaError
from services.signing.keyfile import make_folder, read_private, write_private

LIFE_MS: Final = 30 * 60_000
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: none that is read for another."""
_GROUPS, _GROUP = 4, 5
_ALIKE: Final = str.maketrans("OIL", "011", "- ")


class NoCode(RabtaError):
    """No such code waits for this officer: it never did, was used, or its time is over."""


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """What an officer's authenticator made. ``spki``: SubjectPublicKeyInfo, DER; ``at_ms``: when, epoch ms.

    ``second``: officer who is to confirm it, empty for nobody; ``token``: the issuer's, for their touch.
    """

    officer: str
    credential: bytes
    spki: bytes
    at_ms: int
    second: str = ""
    token: str = ""

    @property
    def waits(self) -> bool:
        """Whether the second officer has not confirmed it."""
        return bool(self.second) and not self.token

    @property
    def digest(self) -> bytes:
        """SHA-256 of officer and row, 32 bytes: what a second officer confirms."""
        return sha256(b"rabta enrolment confirmed\0" + f"{self.officer}\0{self.row}".encode()).digest()

    @property
    def row(self) -> str:
        """As ``passkeys`` of a roster has it."""
        return f"{encode_segment(self.credential)}.{encode_segment(self.spki)}"

    @property
    def fingerprint(self) -> str:
        """Of credential and key, as the officer reads it to the administrator: 20 hexadecimal digits in groups."""
        said = sha256(self.credential + self.spki).hexdigest()[:20]
        return " ".join(said[at : at + _GROUP] for at in range(0, len(said), _GROUP))


class Enrolments:
    """Codes and passkeys below ``folder``, which is made where it is missing. A code is held as its digest alone."""

    def __init__(self, folder: Path, clock: Callable[[], int]) -> None:
        make_folder(folder)
        self._folder, self._clock = folder, clock

    def issue(self, officer: str, second: str = "") -> str:
        """A new code for ``officer``, good once and for :data:`LIFE_MS`; codes whose time is over are taken away.

        ``second``: the other officer who is to confirm what is made with it.
        """
        for path in self._folder.glob("*.code"):
            if self._until(path, None) < self._clock():
                path.unlink(missing_ok=True)
        signs = [secrets.choice(_SIGNS) for _ in range(_GROUPS * _GROUP)]
        code = "".join(signs)
        said = {"officer": officer, "second": second, "until_ms": self._clock() + LIFE_MS}
        write_private(self._path(code, "code"), json.dumps(said).encode())
        return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))

    def check(self, officer: str, code: str) -> None:
        """Raise NoCode unless this code waits for this officer."""
        made, path = self._path(code, "made"), self._path(code, "code")
        if made.exists() or not path.exists() or self._until(path, officer) < self._clock():
            raise NoCode("no such code")

    def keep(self, code: str, made: MadePasskey) -> MadePasskey:
        """Use the code up for what was made, in one step that is durable; with who is to confirm it. Raises NoCode."""
        self.check(made.officer, code)
        second = str(load_object(read_private(self._path(code, "code"))).get("second", ""))
        said = {"officer": made.officer, "row": made.row, "at_ms": made.at_ms, "second": second}
        try:
            write_private(self._path(code, "made"), json.dumps(said).encode())
        except FileExistsError:
            raise NoCode("used meanwhile") from None
        self._path(code, "code").unlink(missing_ok=True)
        return replace(made, second=second)

    def to_confirm(self, second: str) -> list[MadePasskey]:
        """What waits for ``second``, the oldest first."""
        return [each for each in self.made() if each.waits and each.second == second]

    def confirm(self, made: MadePasskey, token: str) -> None:
        """Keep the issuer's token for the touch of who is to confirm it, once. Raises NoCode where nothing waits."""
        for path in self._folder.glob("*.made"):
            if self._read(path) == made and made.waits:
                write_private(path.with_suffix(".confirmed"), json.dumps({"token": token}).encode())
                return
        raise NoCode("nothing to confirm")

    def made(self) -> Iterator[MadePasskey]:
        """What was made, the oldest first."""
        found = [self._read(path) for path in self._folder.glob("*.made")]
        yield from sorted(found, key=lambda one: (one.at_ms, one.officer))

    def _path(self, code: str, kind: str) -> Path:
        digest = sha256(b"rabta enrolment code\0" + plain(code).encode()).hexdigest()
        return self._folder / f"{digest}.{kind}"

    def _until(self, path: Path, officer: str | None) -> int:
        """Until when a code waits; 0 where it waits for another officer, or cannot be read."""
        try:
            said = load_object(read_private(path))
        except (BadJws, RabtaError):
            return 0
        until = said.get("until_ms")
        return until if type(until) is int and officer in (None, said.get("officer")) else 0

    def _read(self, path: Path) -> MadePasskey:
        said = json.loads(read_private(path))
        credential, spki = (decode_segment(part) for part in str(said["row"]).split("."))
        second, told = str(said.get("second", "")), path.with_suffix(".confirmed")
        token = str(json.loads(read_private(told))["token"]) if second and told.exists() else ""
        return MadePasskey(str(said["officer"]), credential, spki, int(said["at_ms"]), second, token)


def plain(code: str) -> str:
    """A code as it was issued, however it was typed."""
    return code.upper().translate(_ALIKE)


def challenge_of(officer: str, code: str) -> bytes:
    """What the authenticator is asked to make a passkey for, 32 bytes."""
    return sha256(b"rabta enrolment\0" + officer.encode() + b"\0" + plain(code).encode()).digest()
