"""The outer form of a PDF 1.7 (ISO 32000-1): numbered objects, streams, the table of where they stand. Pure."""

from __future__ import annotations

import zlib
from hashlib import sha256

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Objects:
    """Objects of one file, each numbered when it is added, or first reserved and given its body later."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def add(self, body: str) -> str:
        """A dictionary or array as written; returns the reference to it."""
        self._bodies.append(body.encode("ascii"))
        return f"{len(self._bodies)} 0 R"

    def stream(self, content: str, about: str = "") -> str:
        """A stream of operators; returns the reference to it."""
        packed = zlib.compress(content.encode("ascii"), 9)
        head = f"<<{about}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode("ascii")
        self._bodies.append(head + packed + b"\nendstream")
        return f"{len(self._bodies)} 0 R"

    def reserve(self) -> str:
        """A reference to what is set later."""
        self._bodies.append(b"null")
        return f"{len(self._bodies)} 0 R"

    def set(self, reference: str, body: str) -> None:
        """The body of what was reserved."""
        self._bodies[int(reference.split()[0]) - 1] = body.encode("ascii")

    def file(self, root: str, info: str) -> bytes:
        """The whole file. Its id is a digest of its bytes: equal pages give equal files, and no clock is asked."""
        written, places = bytearray(HEAD), []
        for number, body in enumerate(self._bodies, 1):
            places.append(len(written))
            written += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        name = sha256(written).hexdigest()[:32]
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        trailer = f"<</Size {len(places) + 1}/Root {root}/Info {info}/ID[<{name}><{name}>]>>"
        head = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n"
        end = f"{head}{table}trailer\n{trailer}\nstartxref\n{len(written)}\n%%EOF\n"
        return bytes(written) + end.encode("ascii")


def text(value: str) -> str:
    """A text string: UTF-16 with its mark, in hexadecimal, so that nothing in it can be an operator."""
    return f"<feff{value.encode('utf-16-be', 'replace').hex()}>"
