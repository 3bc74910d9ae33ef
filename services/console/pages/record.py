"""One record: every version that the officer may see, what changed between them, and a file that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from typing import Final

from starlette.responses import Response

from services.client.results import Version
from services.console.page import Needs, Page, PageRequest
from services.values.records import Remains

_QUIET: Final = frozenset({"previous_sha256", "version"})
"""Fields that are told otherwise: which version it is, and what it follows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field by its path, such as ``subject.names[0].text``; ``changed``: since the version before."""

    field: str
    value: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version; no rows and number 0 where only that it is there may be shown. ``digest``: SHA-256, hexadecimal."""

    number: int
    recorded_ms: int
    digest: str
    rows: Sequence[Row]


async def record(asked: PageRequest) -> Response:
    """The versions of a record, the newest first; what remains of one that is erased."""
    name = asked.field("name")
    question = asked.question(asked.text("asked.record", record=name), "record", name, "--versions", *asked.citing)
    now = await asked.hub.record(name, asked.why, break_glass=asked.glass)
    if isinstance(now.value, Remains):
        return asked.page("remains.html", question=question, answer=now, name=name)
    answer = await asked.hub.versions(name, asked.why, page_token=asked.field("page_token"), break_glass=asked.glass)
    return asked.page(
        "record.html",
        question=question,
        answer=answer,
        name=name,
        releases=now.releases,
        versions=shown_versions(answer.value.versions),
    )


async def proof(asked: PageRequest) -> Response:
    """A bundle about the record as it is now: question, answer, and what proves them."""
    answer = await asked.hub.record(asked.field("name"), asked.why, break_glass=asked.glass)
    raw = await asked.hub.evidence(answer)
    said = {"content-disposition": 'attachment; filename="record.evidence"'}
    return Response(raw, media_type="application/octet-stream", headers=said)


def shown_versions(versions: Sequence[Version]) -> list[ShownVersion]:
    """Each version with its fields, marked where they differ from the last version that was shown."""
    found, before = list[ShownVersion](), dict[str, str]()
    for version in versions:
        if version.record is None:
            found.append(ShownVersion(0, version.recorded_ms, "", ()))
            continue
        said = dict(_fields(version.record, ""))
        rows = [Row(path, value, bool(before) and before.get(path) != value) for path, value in said.items()]
        digest = sha256(version.raw).hexdigest()
        found.append(ShownVersion(version.record.version, version.recorded_ms, digest, rows))
        before = said
    return found


def _fields(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Path and text of every field that says something."""
    if is_dataclass(value):
        for each in fields(value):
            if path or each.name not in _QUIET:
                yield from _fields(getattr(value, each.name), f"{path}.{each.name}" if path else each.name)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _fields(one, f"{path}[{number}]")
    elif isinstance(value, bytes):
        if value:
            yield path, value.hex()
    elif value not in (None, "", 0, False):
        yield path, str(value)


ROUTES: Final = (Page("/record", record), Page("/proof", proof, needs=Needs.FRESH_REASON))
