"""Questions by name: kept from a page that answered, found by name or tag, opened again with the same or other words.

A page says itself what of its question can be kept (:attr:`services.console.page.Page.keeps`). Opening one shows its
form, filled in; asking is the page's own doing, under the reason of that moment and by the rights of who asks.
"""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.questions.phrase import Phrase
from services.console.questions.store import EVERYBODY, KeptQuestion, NoQuestion, QuestionStore

PATH: Final = "/questions"
OF: Final = "of-"
"""What stands before the name of a field of the question, in the form that keeps it."""


def question_routes(store: QuestionStore, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Pages of kept questions. ``pages``: those whose questions can be kept."""
    phrases = {phrase.title: (page, phrase) for page in pages for phrase in page.keeps}

    def found(asked: PageRequest) -> tuple[KeptQuestion, Page, Phrase]:
        """The one that the path names. Raises NoQuestion, where its page is gone too."""
        kept = store.question(asked.parameters["question"], asked.session.officer.id)
        if kept.phrase not in phrases:
            raise NoQuestion("question")
        return kept, *phrases[kept.phrase]

    async def listed(asked: PageRequest) -> Response:
        words = asked.field("words")
        return asked.page("questions.html", kept=store.questions(asked.session.officer.id, words), words=words)

    async def keep(asked: PageRequest) -> Response:
        if asked.field("phrase") not in phrases or not asked.field("name"):
            raise BadForm("a question of a page, and its name")
        _, phrase = phrases[asked.field("phrase")]
        values = {} if asked.field("bare") else phrase.filled(asked.form, OF)
        officer, now_ms = asked.session.officer.id, asked.console.clock()
        made = store.keep(asked.field("name"), asked.field("tags"), officer, phrase.title, values, now_ms)
        return asked.to(f"{PATH}/{made.id}")

    async def opened(asked: PageRequest) -> Response:
        kept, page, phrase = found(asked)
        own = kept.owner == asked.session.officer.id
        return asked.page("question.html", kept=kept, page=page, phrase=phrase, own=own, everybody=EVERYBODY)

    async def share(asked: PageRequest) -> Response:
        kept, *_ = found(asked)
        other = EVERYBODY if asked.field("everybody") else asked.field("officer")
        if not other:
            raise BadForm("an officer, or everybody")
        store.share(kept.id, asked.session.officer.id, other)
        return asked.to(f"{PATH}/{kept.id}")

    async def delete(asked: PageRequest) -> Response:
        store.delete(asked.parameters["question"], asked.session.officer.id)
        return asked.to(PATH)

    return (
        Page(PATH, listed, menu="questions"),
        Page(PATH, listed, "POST"),
        Page(f"{PATH}/keep", keep, "POST"),
        Page(f"{PATH}/{{question}}", opened),
        Page(f"{PATH}/{{question}}/share", share, "POST"),
        Page(f"{PATH}/{{question}}/delete", delete, "POST"),
    )
