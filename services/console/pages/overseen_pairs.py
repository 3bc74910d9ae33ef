"""Oversight's part in who is one person: pairs that an owner is to state, with who decided what about each.

Oversight may ask nothing of the graph: what is shown of a pair is what its queue tells, two names of records and the
decisions that stand. Each record is read by its name, under the review, with a second person.
"""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.console.command import command
from services.console.page import PageRequest
from services.console.pages.guards import STARTED_WITH
from services.console.pages.pairing import FEWEST_WORDS, LONGEST_WORDS, SIGNS, id_of, queue, subject
from services.listing import links as rows

SECOND_PROFILE: Final = "second.toml"
"""Where this console knows of no second person's profile."""


async def waiting(asked: PageRequest) -> Response:
    """Pairs that owners are to state, those whose time ends first come first; a form for any other two records."""
    answer = await queue(asked)
    found = answer.value.reviews
    return asked.page(
        "pairs_overseen.html",
        question=asked.question(asked.text("asked.pairs.overseen"), "link", "review"),
        answer=answer,
        part=rows.reviews(found, id_of, urdu=asked.urdu),
        pairs=[(each.one.key.id, each.other.key.id) for each in found],
        page_token=asked.field("page_token"),
        next_page_token=answer.value.next_page_token,
        fewest=FEWEST_WORDS,
        longest=LONGEST_WORDS,
        started_with=STARTED_WITH,
    )


async def two(asked: PageRequest) -> Response:
    """What the queue tells of two records, and the forms that decide and withdraw."""
    one, other = (subject(asked.field(name)).id for name in ("one", "other"))
    answer = await queue(asked)
    of_pair = [each for each in answer.value.reviews if {each.one.key.id, each.other.key.id} == {one, other}]
    decided = [decision for each in of_pair for decision in each.decisions]
    return asked.page(
        "pair_overseen.html",
        question=asked.question(asked.text("asked.pair.overseen", one=one, other=other), "link", "review"),
        answer=answer,
        parts_of=(rows.reviews(of_pair, id_of, urdu=asked.urdu), rows.decisions(decided, id_of, urdu=asked.urdu)),
        one=one,
        other=other,
        reading=[_reading(asked, each) for each in (one, other)],
        signs=SIGNS,
        standing=[each.id for each in decided if not each.withdrawn_ms],
        fewest=FEWEST_WORDS,
        longest=LONGEST_WORDS,
        started_with=STARTED_WITH,
    )


def _reading(asked: PageRequest, record: str) -> str:
    """The command by which two people read a record."""
    second = asked.console.second.path if asked.console.second else SECOND_PROFILE
    return command(("record", record, "--approver-profile", second), asked.why, asked.session.officer.profile)
