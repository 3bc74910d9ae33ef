"""Questions by name: kept from a page that answered, found by name or tag, opened again with the same or other words.

A page says itself what of its question can be kept (:attr:`services.console.page.Page.keeps`). Opening one shows its
form, filled in; asking is the page's own doing, under the reason of that moment and by the rights of who asks.
"""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.access.claims import OFFICER
from services.access.jws import BadJws
from services.access.purpose import ROLES
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.paging import paged
from services.console.questions.phrase import Phrase
from services.console.questions.store import EVERYBODY, KeptQuestion, NoQuestion, QuestionStore

PATH: Final = "/questions"
KEPT: Final = 50
"""Questions of one page of the list."""
OF: Final = "of-"
"""What stands before the name of a field of the question, in the form that keeps it."""


def question_routes(store: QuestionStore, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Pages of kept questions. ``pages``: those whose questions can be kept."""
    phrases = {phrase.title: (page, phrase) for page in pages for phrase in page.keeps}

    def found(asked: PageRequest) -> tuple[KeptQuestion, Page, Phrase]:
        """The one that the path names. Raises NoQuestion, where its page is gone too."""
        kept = store.question(asked.parameters["question"], asked.session.officer.id, asked.session.roles)
        if kept.phrase not in phrases:
            raise NoQuestion("question")
        return kept, *phrases[kept.phrase]

    async def listed(asked: PageRequest) -> Response:
        words, roles = asked.field("words"), asked.session.roles
        kept = paged(store.questions(asked.session.officer.id, words, roles), asked.field("page"), KEPT)
        untouched = asked.session.tokens is not None and not roles
        return asked.page("questions.html", kept=kept, words=words, untouched=untouched)

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
        words = {"everybody": EVERYBODY, "roles": ROLES, "offered": _offered(asked)}
        return asked.page("question.html", kept=kept, page=page, phrase=phrase, own=own, share=words)

    async def share(asked: PageRequest) -> Response:
        kept, *_ = found(asked)
        store.share(kept.id, asked.session.officer.id, _with_whom(asked))
        return asked.to(f"{PATH}/{kept.id}")

    async def take_back(asked: PageRequest) -> Response:
        kept, *_ = found(asked)
        store.take_back(kept.id, asked.session.officer.id, asked.field("from"))
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
        Page(f"{PATH}/{{question}}/take-back", take_back, "POST"),
        Page(f"{PATH}/{{question}}/delete", delete, "POST"),
    )


def _offered(asked: PageRequest) -> tuple[str, ...]:
    """Roles with which a question can be shared: where an issuer says who holds which, in an agency's console."""
    return tuple(sorted(ROLES)) if asked.session.tokens is not None else ()


def _with_whom(asked: PageRequest) -> str:
    """The one officer, the one role, or everybody of the form. Raises BadForm for none, for two, and for no such."""
    officer, role, everybody = asked.field("officer"), asked.field("role"), asked.field("everybody")
    if [bool(officer), bool(role), bool(everybody)].count(True) != 1 or (role and role not in _offered(asked)):
        raise BadForm("an officer, a role, or everybody")
    try:
        return EVERYBODY if everybody else role or str(OFFICER("sub", officer))
    except BadJws:
        raise BadForm("no officer's id") from None
