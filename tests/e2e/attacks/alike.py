"""Two answers that people see, compared: what differs between any two calls is set aside, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta, timezone
from typing import Final, NamedTuple

from pypdf import PdfReader


class Shown(NamedTuple):
    """What one page or file showed. ``what``: who asked what; ``where``: to which page it went on."""

    what: str
    status: int
    where: str
    body: bytes


PAKISTAN: Final = timezone(timedelta(hours=5))
DAYS: Final = tuple(f"{datetime.now(PAKISTAN) + timedelta(days=after):%Y-%m-%d}" for after in (0, 1))
"""Of a run: nothing in the synthetic world happens on them, so a time on them is a clock's."""
_NOW: Final = f"(?:{'|'.join(DAYS)})[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:\\+05:00)?".encode()
FREE: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (rb'(name="(?:csrf_token|request_id|handle|page_token)" value=)"[\w-]+"', rb'\1""'),
        (rb'("(?:handle|next_page_token)": )"[\w-]+"', rb'\1""'),
        (rb"(Entry )\d+( of the hub&#39;s log)", rb"\1\2"),
        (rb"(Looked through )\d+( of the )\d+( entries)", rb"\1\2\3"),
        (
            "(\u0645\u0631\u06a9\u0632 \u06a9\u06d2 \u0644\u0627\u06af \u06a9\u0627 \u0627\u0646\u062f\u0631\u0627\u062c )(<bdi[^>]*>)?\u2066?\\d+".encode(),
            rb"\1\2",
        ),
        (rb'("epoch": )\d+', rb"\1"),
        (rb"(--after [\w-]+:)\d+(:\d+)", rb"\1\2"),
        (rb'<g role="img" aria-label="[^"]*' + _NOW + b"[^>]*>.*?</g>", b""),
        (rb'<use href="#repeated" [^>]*>', b""),
        (rb'<path id="\w+" d="[^"]*"/>', b""),
        (_NOW, b"now"),
        (rb'("at_ms": )\d+(,\s+"[a-z_]+": "[^"]*",\s+[^{}]*"request_sha256": )"[0-9a-f]{64}"', rb"\1\2"),
        (rb"(SHA-256 of the request: )[0-9a-f]{64}", rb"\1"),
        (rb"[0-9a-f]{64}( :SHA-256)", rb"\1"),
        ("(\u06a9\u0627 \u2066SHA-256\u2069: \u2066)[0-9a-f]{64}".encode(), rb"\1"),
    )
)
"""What is new with each call: a form's secret, the id of an act, a handle, the place in the log, a feed's epoch, times of the run, and
the digest of the question that a paper names. Of a drawing its alphabet and the repeated mark of who asked, too, as the
time is drawn of them: each text is a label besides."""
_SAID: Final = re.compile(rb'<title>([^<]*)|<desc[^>]*>([^<]*)|(data-[\w-]+="[^"]*")')
"""Texts of a drawing, and what its lines and boxes stand for."""
_PLACE: Final = re.compile(rb'<td><bdi dir="auto">\d+</bdi></td></tr>')
"""The last column of a table of calls: the place of each in the log."""
CODE: Final = re.compile(rb"\b(?:[0-9a-f]{12}|[0-9a-f]{40})\b")
"""What a chart calls a node or a line for as long as its session lasts; in FollowTheMoney the SHA-1 of such."""


def bare(shown: Shown) -> Shown:
    """The same without what is new with each call; codes of a chart are numbered as they come.

    A drawing that the hub made is its texts: the hour that it writes moves what stands after it. Where lines and boxes
    stand is compared in the chart's own drawing, whose clock stands.
    """
    body = _opened(shown.body)
    if shown.what.endswith(" svg"):
        body = b" ".join(b"".join(found) for found in _SAID.findall(body))
    for pattern, said in FREE:
        body = pattern.sub(said, body)
    if "/looked" in shown.what:
        body = _PLACE.sub(b"", body)
    if "/network" not in shown.what:
        return shown._replace(body=body)
    what = CODE.sub(b"code", shown.what.encode()).decode()
    if "/codes" in shown.what:
        return Shown(what, shown.status, shown.where, b"\n".join(sorted(CODE.sub(b"code", body).split(b"\n"))))
    codes: dict[bytes, bytes] = {}

    def numbered(found: re.Match[bytes]) -> bytes:
        return codes.setdefault(found[0], b"code-%d" % len(codes))

    return Shown(what, shown.status, shown.where, CODE.sub(numbered, body))


def _opened(body: bytes) -> bytes:
    """What a file of tables, or a paper, holds: its names and contents; the words of each of its pages."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as held:
            return b"\n".join(part for name in held.namelist() for part in (name.encode(), held.read(name)))
    if body.startswith(b"%PDF"):
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]
        return "\n".join(" ".join(page.split()) for page in pages).encode()
    return body
