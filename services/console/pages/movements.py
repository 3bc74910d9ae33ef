"""Where somebody was: crossings, flights and cells by a number, as a list and a schematic route; nothing is a map."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.console.network.content import Content
from services.console.network.movements import KINDS, same_place, stops
from services.console.network.named import KINDS as NUMBERS
from services.console.network.named import named, typed
from services.console.network.veiling import veiled
from services.console.page import Page, PageRequest
from services.console.questions.phrase import Blank, Phrase
from services.console.times import histogram
from services.draw.network.labels import cut_line
from services.draw.network.words import question_word
from services.values.network import Answer, Frame, TimelineRequest, TimelineResponse
from services.vocabulary.readings import NODES, reading

PATH: Final = "/movements"
LIMIT: Final = 500
OF: Final = ("CNIC", "PASSPORT", "PHONE", "SUBJECT")
"""Kinds of number of those who move, of :data:`services.console.network.named.KINDS`."""


async def form(asked: PageRequest) -> Response:
    """Nothing is asked yet: a kind of number and the number."""
    return _page(asked, None)


async def movements(asked: PageRequest) -> Response:
    """Ask for what happened to a person or phone, of the kinds that say where."""
    key = named(asked.field("kind") if asked.field("kind") in OF else "", asked.field("number"))
    question = TimelineRequest(Frame(limit=LIMIT, edge_kinds=KINDS, break_glass=asked.glass), (key,))
    answer = (await asked.hub.ask(question, TimelineResponse, asked.why)).value.answer or Answer()
    words = ("net", "events", typed(key), *(word for kind in KINDS for word in ("--edge", kind.lower())))
    said = asked.question(question_word("Timeline", asked.language), *words, "--limit", str(LIMIT), *asked.citing)
    return _page(asked, veiled(Content(answer), asked.session.chart.codes).answer, said)


def _page(asked: PageRequest, answer: Answer | None, question: object = None) -> Response:
    route = stops(answer, asked.language) if answer else ()
    return asked.page(
        "movements.html",
        question=question,
        answer=answer,
        stops=route,
        places=same_place(route),
        bars=histogram([span for stop in route for span in stop.span]),
        cuts=[cut_line(cut, asked.language) for cut in answer.cuts] if answer else [],
        kinds=[(word, reading(NODES, NUMBERS[word][0], urdu=asked.urdu)) for word in OF],
        given={name: asked.field(name) for name in ("kind", "number")},
    )


KEEPS: Final = (Phrase("movements", (Blank("kind", "network.kind", OF), Blank("number", "network.number"))),)
ROUTES: Final = (Page(PATH, form, menu="movements"), Page(PATH, movements, "POST", keeps=KEEPS))
