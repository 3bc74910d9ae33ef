"""What dated law says of the cited case: what is due in it, who is a child, what the facts fit. It decides nothing.

Facts of a case that an officer states go by POST, so that they stand in no address and no history.
"""

from __future__ import annotations

from typing import Final, cast

from google.protobuf.message import Message
from rabta.records.v1 import case_law_pb2 as law
from starlette.responses import Response

from services.client.asking import A
from services.client.reason import reading_class
from services.client.results import Verified
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.questions.phrase import Blank, Phrase
from services.console.words import ALL
from services.listing import case_law as rows
from services.listing.part import Part, enum_word
from services.statutes.age_rows import WORKPLACES
from services.statutes.offence_rows import ACTS, FURTHER, MEANS, PURPOSES, SAME_AS
from services.statutes.provision import PLACES

ASKED_AS: Final = tuple(name.removeprefix("ASKED_AS_") for name in law.AskedAs.keys()[1:])
"""As what the law looks at a person."""
HOW: Final = tuple(name.removeprefix("STATED_HOW_") for name in law.StatedHow.keys()[1:])
"""How somebody says that something is so; what nobody says of a fact is not stated."""
OVER: Final = ("CANNOT_TELL", "YES", "NO")
"""Whether the victim was taken over the border."""
_ACTS_TOO: Final = frozenset({"TRANSFER", "RECEIVE"})
GROUPS: Final = {
    "acts": tuple(sorted(ACTS | _ACTS_TOO)),
    "means": tuple(sorted(MEANS | SAME_AS.keys() - _ACTS_TOO)),
    "purposes": tuple(sorted(PURPOSES)),
    "further": tuple(sorted(FURTHER)),
}
"""The words of the law on facts, as a form has them."""
_PLACES: Final = ("", *sorted(PLACES))
_WORKPLACES: Final = tuple(sorted(WORKPLACES))
OFFERED: Final = {
    "as": ASKED_AS,
    "groups": GROUPS,
    "how": ("", *HOW),
    "over": OVER,
    "places": _PLACES,
    "workplaces": _WORKPLACES,
}
"""What the forms have to choose from."""


async def due(asked: PageRequest) -> Response:
    """Steps of every procedure that has begun in the cited case, with their clocks."""
    place = _one_of(asked, "place", _PLACES)
    answer = await _ask(asked, law.ListClocksRequest(place=place), law.ListClocksResponse)
    question = asked.question(asked.text("asked.law.clocks", case=asked.why.case), "law", "clocks", *_place(place))
    part = _said(asked, rows.clocks(answer.value.steps))
    return asked.page("law.html", question=question, answer=answer, part=part, offered=OFFERED, given=asked.form)


async def child(asked: PageRequest) -> Response:
    """Under which laws the person of a record of the case is a child; the form alone until it is said as what."""
    record, person = asked.field("record"), asked.field("as")
    if not person:
        return asked.page("law_child.html", answer=None, part=None, lines=(), offered=OFFERED, given=asked.form)
    if not record or person not in ASKED_AS:
        raise BadForm("a record, and as what the law looks at the person")
    place, workplace = _one_of(asked, "place", _PLACES), _one_of(asked, "workplace", _WORKPLACES)
    request = law.CheckChildRequest(
        record=record,
        asked_as=cast(law.AskedAs, law.AskedAs.Value(f"ASKED_AS_{person}")),
        place=place,
        workplace=workplace,
        continuing=bool(asked.field("continuing")),
    )
    answer = await _ask(asked, request, law.CheckChildResponse)
    further = (*(("--workplace", workplace) if workplace else ()), *(("--continuing",) if request.continuing else ()))
    said = ("law", "child", "--record", record, "--as", person, *_place(place), *further)
    return asked.page(
        "law_child.html",
        question=asked.question(asked.text("asked.law.child", record=record), *said),
        answer=answer,
        part=_said(asked, rows.ages(answer.value, urdu=asked.urdu)),
        lines=_together(asked, answer.value),
        offered=OFFERED,
        given=asked.form,
    )


async def facts(asked: PageRequest) -> Response:
    """The form on which an officer says what was done; nothing is asked yet."""
    return asked.page("law_fit.html", answer=None, parts_of=(), lines=(), offered=OFFERED, given=asked.form)


async def fit(asked: PageRequest) -> Response:
    """Which offences the stated facts fit, who investigates, and what the sections of the case leave out."""
    stated = {word: asked.field(word) for words in GROUPS.values() for word in words if asked.field(word)}
    if not stated or not set(stated.values()) <= set(HOW):
        raise BadForm("facts are words of the form, each with how it is known")
    victim, place, over = asked.field("victim"), _one_of(asked, "place", _PLACES), _one_of(asked, "crossed", OVER)
    request = law.FitChargesRequest(
        said=[
            law.StatedWord(word=word, how=cast(law.StatedHow, law.StatedHow.Value(f"STATED_HOW_{how}")))
            for word, how in stated.items()
        ],
        victim=victim,
        crossed=cast(law.LawAnswer, law.LawAnswer.Value(f"LAW_ANSWER_{over}")),
        place=place,
    )
    answer = await _ask(asked, request, law.FitChargesResponse)
    words = [each for word, how in stated.items() for each in ("--word", f"{word}={how}")]
    said = ("law", "fit", *words, *(("--record", victim) if victim else ()), "--crossed", over, *_place(place))
    made = (rows.offences(answer.value), rows.bodies(answer.value), rows.points(answer.value))
    return asked.page(
        "law_fit.html",
        question=asked.question(asked.text("asked.law.fit", case=asked.why.case), *said),
        answer=answer,
        parts_of=[_said(asked, part) for part in made],
        lines=_general(asked, answer.value),
        offered=OFFERED,
        given=asked.form,
    )


def _together(asked: PageRequest, answer: law.CheckChildResponse) -> list[str]:
    """What all laws say together, and what the answer rests on; nothing of whom the officer does not know."""
    if not answer.answers:
        return []
    word = enum_word(law.Agreement.DESCRIPTOR, answer.together)
    keys = (
        f"law.together.{word}" if f"law.together.{word}" in ALL else "law.together.CANNOT_TELL",
        "law.protect" if answer.protect else "",
        "law.by_court" if answer.by_court else "",
        "law.claimed" if answer.claimed else "",
    )
    return [asked.text(key) for key in keys if key]


def _general(asked: PageRequest, answer: law.FitChargesResponse) -> list[str]:
    """Whether it is to be said why the general law alone is charged, and what was said."""
    told = told_reason(asked, answer.reason) if answer.HasField("reason") else []
    return told + ([asked.text("law.reason.needed")] if answer.reason_needed else [])


def told_reason(asked: PageRequest, reason: law.ChargeReason) -> list[str]:
    """What was said of why the general law alone is charged, by whom, and whether it still holds."""
    kind = _cell(asked, enum_word(law.GeneralReason.DESCRIPTOR, reason.kind))
    who = f"{reason.officer}, {reason.agency}"
    said = asked.text("law.reason", kind=kind, words=reason.words, who=who)
    return [said] if reason.holds else [said, asked.text("law.reason.over")]


def _said(asked: PageRequest, part: Part) -> Part:
    """The same table with its closed words as people read them."""
    return Part(part.title, part.header, [[_cell(asked, cell) for cell in row] for row in part.rows])


def _cell(asked: PageRequest, cell: str) -> str:
    """A closed word, or several; anything else as it stands."""
    keys = [f"law.said.{word}" for word in cell.split(", ")]
    return ("، " if asked.urdu else ", ").join(map(asked.text, keys)) if ALL.keys() >= set(keys) else cell


def _place(place: str) -> tuple[str, ...]:
    return ("--place", place) if place else ()


def _one_of(asked: PageRequest, name: str, words: tuple[str, ...]) -> str:
    """The first of the words where the form left it out. Raises BadForm."""
    word = asked.field(name) or words[0]
    if word not in words:
        raise BadForm(f"{name} is no word of the form")
    return word


async def _ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    return await asked.hub.call(request, kind, asked.why, reading_class(asked.why.purpose))


_IN: Final = Blank("place", "law.place", _PLACES, "law.place.")
_OF_CHILD: Final = Phrase(
    "law.child",
    (
        Blank("record", "law.record"),
        Blank("as", "law.as", ASKED_AS, "law.as."),
        Blank("workplace", "law.workplace", _WORKPLACES, "law.workplace."),
        _IN,
        Blank("continuing", "law.continuing", ticked=True),
    ),
)
_OF_FACTS: Final = Phrase(
    "law.fit",
    (
        Blank("victim", "law.victim"),
        Blank("crossed", "law.crossed", OVER, "law.said."),
        _IN,
        *(Blank(word, f"law.word.{word}", ("", *HOW), "law.how.") for words in GROUPS.values() for word in words),
    ),
)
ROUTES: Final = (
    Page("/law", due, menu="law", keeps=(Phrase("law.clocks", (_IN,)),)),
    Page("/law/child", child, keeps=(_OF_CHILD,)),
    Page("/law/fit", facts),
    Page("/law/fit", fit, "POST", keeps=(_OF_FACTS,)),
)
