"""Search: by a number who is known under it, by a description who is like it, and whose desk is to be asked."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.client.results import Verified
from services.console.command import Question
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages.number import BLANKS, FIELDS, KINDS, typed_number
from services.console.questions.phrase import Blank, Phrase
from services.matching.closeness import closeness, missing
from services.values.dates import first_and_last
from services.values.records import Birth, Name, PersonDescription, SearchPersonResponse, SearchResponse

_GIVEN: Final = ("by", *FIELDS, "name", "father", "born", "district")


async def form(asked: PageRequest) -> Response:
    """The forms, with nothing filled in."""
    return _page(asked, None)


async def search(asked: PageRequest) -> Response:
    """Ask the hub by what was filled in."""
    token = asked.field("page_token")
    if asked.field("by") == "name":
        named = await asked.hub.search_person(_description(asked), asked.why, page_token=token, break_glass=asked.glass)
        return _page(asked, named, not (named.value.candidates or named.value.hits))
    found = await asked.hub.search(typed_number(asked), asked.why, page_token=token, break_glass=asked.glass)
    return _page(asked, found, not (found.value.matches or found.value.hits))


def _page(
    asked: PageRequest, answer: Verified[SearchResponse] | Verified[SearchPersonResponse] | None, nothing: bool = False
) -> Response:
    candidates = answer.value.candidates if answer and isinstance(answer.value, SearchPersonResponse) else ()
    return asked.page(
        "search.html",
        likeness=[closeness((field.field, field.level) for field in each.fields) for each in candidates],
        to_add=missing([field.field for field in each.fields] for each in candidates),
        question=_question(asked) if answer else None,
        answer=answer,
        nothing=nothing,
        by=asked.field("by"),
        kinds=KINDS,
        given={name: asked.field(name) for name in _GIVEN},
    )


def _question(asked: PageRequest) -> Question:
    if asked.field("by") == "name":
        options = {"--born": asked.field("born"), "--district": asked.field("district")}
        words = [word for option, value in options.items() if value for word in (option, value)]
        words += ["--relation", "father"] if asked.field("father") else []
        return asked.question(asked.text("asked.name", name=asked.field("name")), "find", *words, *asked.citing)
    kind, country = asked.field("kind"), asked.field("country")
    said = asked.text("asked.number", kind=asked.text(f"kind.{kind}"), number=asked.field("number"))
    of = ("--country", country) if country else ()
    return asked.question(said, "search", "--type", kind, *of, *asked.citing)


def _description(asked: PageRequest) -> PersonDescription:
    """Raises BadForm for no name, or a date of birth that is none."""
    if not asked.field("name"):
        raise BadForm("no name")
    names = (("OWN", asked.field("name")), ("FATHER", asked.field("father")))
    return PersonDescription(
        tuple(Name(kind, text) for kind, text in names if text),
        birth=_birth(asked.field("born")),
        district=asked.field("district"),
    )


def _birth(text: str) -> Birth | None:
    try:
        return Birth(*first_and_last(text)) if text else None
    except ValueError:
        raise BadForm("no date of birth") from None


KEEPS: Final = (
    Phrase(
        "search.name",
        (Blank("name", "name"), Blank("father", "father"), Blank("born", "born"), Blank("district", "district")),
        {"by": "name"},
    ),
    Phrase("search.number", BLANKS, {"by": "number"}),
)
ROUTES: Final = (Page("/search", form, menu="search"), Page("/search", search, "POST", keeps=KEEPS))
