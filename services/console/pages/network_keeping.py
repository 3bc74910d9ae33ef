"""Charts as files, and charts that are kept, opened again, shared and compared."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.console.network.acts import Act, Asked, Between, Filtered, changed
from services.console.network.exports import FORMATS, exported
from services.console.network.sent import Addressed, BadSent, Post, opened, sealed_for
from services.console.network.store import NAME, ChartStore, NoChart
from services.console.network.workspace import opened_by_another, reopened
from services.console.page import Needs, Page, PageRequest
from services.console.pages.charting import asking, workspace
from services.draw.network import Caption
from services.draw.network.words import question_word

PATH: Final = "/network"
SUFFIXES: Final = {"csv": "zip", "ftm": "ftm.json"}
"""Of files whose names end otherwise than the word on the page."""


async def export(asked: PageRequest) -> Response:
    """The chart as a file. Each of its questions is asked again first: so the export has its entries in the log."""
    word, names = asked.parameters["word"], asked.parameters["names"] == "names"
    if word not in FORMATS:
        raise NoChart("format")
    held = await workspace(asked)
    again = await reopened(held.history, asking(asked))
    raw = exported(again.content, again.state, held.codes, _caption(asked), word, asked.language, names=names)
    suffix = SUFFIXES.get(word, word)
    headers = {"content-disposition": f'attachment; filename="rabta-chart.{suffix}"'}
    return Response(raw, media_type=FORMATS[word][1], headers=headers)


def _caption(asked: PageRequest) -> Caption:
    """Who makes the file, when and why: what its watermark says."""
    why, officer = asked.why, asked.session.officer
    questions = asked.session.chart.state.questions
    word = type(questions[-1]).__name__.removesuffix("Request") if questions else ""
    return Caption(officer.id, officer.agency, asked.console.clock(), why.purpose, why.case, word)


def routes(charts: ChartStore) -> tuple[Page, ...]:
    """Pages of kept charts."""

    async def keep(asked: PageRequest) -> Response:
        held = await workspace(asked)
        name = asked.field("name") or "-"
        charts.keep(held.history, name, asked.session.officer.id, asked.console.clock(), asked.field("chart"))
        return asked.to(PATH)

    async def share(asked: PageRequest) -> Response:
        if asked.field("officer"):
            charts.share(asked.field("chart"), asked.session.officer.id, asked.field("officer")[:120])
        return asked.to(PATH)

    async def delete(asked: PageRequest) -> Response:
        charts.delete(asked.field("chart"), asked.session.officer.id)
        return asked.to(PATH)

    async def open_again(asked: PageRequest) -> Response:
        officer = asked.session.officer.id
        kept = charts.chart(asked.field("chart"), officer)
        history = kept.versions[-1].history
        opening = reopened if kept.owner == officer else opened_by_another
        made = await opening(history, asking(asked))
        made.why, made.glass = asked.why, asked.glass
        asked.session.chart = made
        return asked.to(PATH)

    async def compare(asked: PageRequest) -> Response:
        kept = charts.chart(asked.field("chart"), asked.session.officer.id)
        if kept.owner != asked.session.officer.id:
            raise NoChart("chart")
        last = len(kept.versions) - 1
        chosen = (_place(asked.field("before"), max(0, last - 1), last), _place(asked.field("after"), last, last))
        gone, new = changed(*(kept.versions[place].history.acts for place in chosen))
        told = [[_told(asked, act) for act in acts] for acts in (gone, new)]
        return asked.page("network_compare.html", kept=kept, gone=told[0], new=told[1], chosen=chosen)

    return (
        Page(f"{PATH}/export/{{word}}/{{names}}", export, needs=Needs.FRESH_REASON),
        Page(f"{PATH}/keep", keep, "POST"),
        Page(f"{PATH}/share", share, "POST"),
        Page(f"{PATH}/delete", delete, "POST"),
        Page(f"{PATH}/open", open_again, "POST"),
        Page(f"{PATH}/compare", compare),
    )


def post_routes(post: Post) -> tuple[Page, ...]:
    """Pages of charts that go to another console and come from one."""

    async def send(asked: PageRequest) -> Response:
        held, officer = await workspace(asked), asked.session.officer
        to = (asked.field("to_agency")[:NAME], asked.field("to_officer")[:NAME])
        if not all(to):
            raise BadSent("to")
        registry, now_ms = post.registry(), asked.console.clock()
        addressed = Addressed(officer.agency, officer.id, *to, now_ms, registry.federation_id.hex())
        headers = {"content-disposition": 'attachment; filename="rabta-chart.json"'}
        raw = sealed_for(held.state, addressed, post.key)
        return Response(raw, media_type="application/json", headers=headers)

    async def receive(asked: PageRequest) -> Response:
        officer, now_ms = asked.session.officer, asked.console.clock()
        raw = asked.field("file").encode()
        history, sender = opened(raw, post.registry(), officer.agency, officer.id, now_ms)
        made = await opened_by_another(history, asking(asked))
        made.why, made.glass = asked.why, asked.glass
        made.sender = f"{sender.officer}, {sender.agency}"
        asked.session.chart = made
        return asked.to(PATH)

    return (
        Page(f"{PATH}/send", send, needs=Needs.FRESH_REASON),
        Page(f"{PATH}/receive", receive, "POST"),
    )


def _place(text: str, usual: int, last: int) -> int:
    """Place of a version in its chart, as the form names it. Raises NoChart."""
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= last):
        raise NoChart("version")
    return int(text)


def _told(asked: PageRequest, act: Act) -> str:
    """An act by its name, with the question or the filter that it is about; never an id."""
    name = type(act).__name__
    if isinstance(act, Asked):
        return question_word(type(act.question).__name__.removesuffix("Request"), asked.language)
    if isinstance(act, Filtered):
        return f"{name}: {act.filter.field} {act.filter.value}" + ("" if act.on else " \u00d7")
    return f"{name}: {act.since} \u2013 {act.until}" if isinstance(act, Between) else name
