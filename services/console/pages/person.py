"""One person as every agency's records describe them, side by side, and what joins these records."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.console.page import Page, PageRequest
from services.console.questions.phrase import Blank, Phrase


async def person(asked: PageRequest) -> Response:
    """The person of a record."""
    record = asked.field("record")
    answer = await asked.hub.person(record, asked.why, break_glass=asked.glass)
    question = asked.question(asked.text("asked.person", record=record), "person", record, *asked.citing)
    return asked.page("person.html", question=question, answer=answer)


ROUTES: Final = (Page("/person", person, keeps=(Phrase("person", (Blank("record", "record"),)),)),)
