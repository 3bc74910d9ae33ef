"""Raw entries of the log, for oversight: a range by the open part of each entry, and one entry with its sealed part.

The hub decides who may read them, under a review or another case of oversight's own; each reading is itself an entry.
An entry is shown once its place in the log is proven and, where the profile names oversight's seal key, that opens it.
"""

from __future__ import annotations

from typing import Final

from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse
from starlette.responses import Response

from services.client.entries import opened_here
from services.client.profile import Profile
from services.client.reason import reading_class
from services.client.results import Verified
from services.console.form import BadForm
from services.console.page import Needs, Page, PageRequest
from services.listing import log_entries as rows

PATH: Final = "/oversight/entries"
MAX_ENTRIES: Final = 256
"""Entries of one question, as the protocol has it."""
COUNT: Final = 50
"""Entries where nobody says how many."""
_DIGITS: Final = 18


def entry_routes(profile: Profile) -> tuple[Page, ...]:
    """``profile``: whose seal key opens what is shown, where it names one."""

    async def listed(asked: PageRequest) -> Response:
        """The form; once a first entry is named, the lines of the range."""
        if not asked.field("start"):
            return _page(asked, None, 0, COUNT)
        start, count = _whole(asked, "start"), _whole(asked, "count", COUNT)
        answer = await _read(asked, start, count)
        return _page(asked, answer, start, count, opened=opened_here(profile, answer.value))

    async def one(asked: PageRequest) -> Response:
        """Every field of one entry."""
        index = _whole(asked, "index")
        answer = await _read(asked, index, 1)
        (found,) = answer.value.entries
        return asked.page(
            "log_entry.html",
            question=asked.question(asked.text("asked.entry", index=index), *_command(index, 1)),
            answer=answer,
            opened=opened_here(profile, answer.value),
            open_part=rows.open_part(found),
            sealed_part=rows.sealed_part(found),
        )

    return (Page(PATH, listed), Page(f"{PATH}/one", one, needs=Needs.FRESH_REASON))


async def _read(asked: PageRequest, start: int, count: int) -> Verified[GetEntriesResponse]:
    """A range that is whole, in its order and proven. Raises BadForm, and as every question."""
    if not 1 <= count <= MAX_ENTRIES:
        raise BadForm("entries of one question")
    request = GetEntriesRequest(start=start, count=count)
    return await asked.hub.call(request, GetEntriesResponse, asked.why, reading_class(asked.why.purpose))


def _page(
    asked: PageRequest, answer: Verified[GetEntriesResponse] | None, start: int, count: int, *, opened: bool = False
) -> Response:
    found = answer.value.entries if answer else ()
    said = asked.text("asked.entries", start=start, count=count)
    return asked.page(
        "log_entries.html",
        question=asked.question(said, *_command(start, count)) if answer else None,
        answer=answer,
        opened=opened,
        part=rows.entries(found),
        links=[f"{PATH}/one?index={each.index}" for each in found],
        after=start + count if len(found) == count else 0,
        start=start,
        count=count,
        most=MAX_ENTRIES,
    )


def _command(start: int, count: int) -> tuple[str, ...]:
    return "audit", "entries", "--start", str(start), "--count", str(count)


def _whole(asked: PageRequest, name: str, otherwise: int | None = None) -> int:
    """A number of the form. Raises BadForm; ``otherwise``: where it was left out."""
    said = asked.field(name)
    if not said and otherwise is not None:
        return otherwise
    if not said.isascii() or not said.isdecimal() or len(said) > _DIGITS:
        raise BadForm("no whole number")
    return int(said)
