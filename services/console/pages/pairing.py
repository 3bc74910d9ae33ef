"""What the pages about two records of one person ask of the hub, for agencies and for oversight alike."""

from __future__ import annotations

from typing import Final

from google.protobuf.message import Message
from rabta.linkage.v1 import graph_pb2 as graph
from rabta.linkage.v1 import link_pb2 as pb

from services.client.asking import A, method_of
from services.client.reason import network_class
from services.client.results import Verified
from services.console.network.named import named
from services.console.page import PageRequest
from services.console.seconding import FIELD, approved_by, seconded
from services.vocabulary.access import Purpose

SIGNS: Final = ("SAME", "DIFFERENT", "UNSURE")
PAGE_SIZE: Final = 50
FEWEST_WORDS: Final = 20
LONGEST_WORDS: Final = 2000
"""Characters of a reason in words: what the form takes, as the hub does."""


def oversees(asked: PageRequest) -> bool:
    """Whether the pages of oversight are shown: it is a page's word, and no right."""
    return asked.why.purpose == Purpose.OVERSIGHT


async def queue(asked: PageRequest) -> Verified[pb.ListLinkReviewsResponse]:
    """One page of the pairs that wait, from the place that the form names on."""
    request = pb.ListLinkReviewsRequest(page_size=PAGE_SIZE, page_token=asked.field("page_token"))
    return await ask(asked, request, pb.ListLinkReviewsResponse)


async def ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    """The answer to a question that takes no second person."""
    return await asked.hub.call(request, kind, asked.why, _class(asked, request))


async def decided_by_two(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    """With the second person where the form names one, else without. Raises as :func:`seconded`."""
    if asked.field(FIELD):
        return await seconded(asked, request, kind, _class(asked, request))
    return await ask(asked, request, kind)


def approval(asked: PageRequest) -> tuple[str, ...]:
    """The second person of the form as words of the same command."""
    return approved_by(asked) if asked.field(FIELD) else ()


def subject(record: str) -> graph.NodeKey:
    """The Subject of a record's name. Raises BadNode."""
    return graph.NodeKey(kind=graph.NODE_KIND_SUBJECT, id=named("SUBJECT", record).id)


def id_of(key: graph.NodeKey) -> str:
    """How a page writes a Subject."""
    return key.id


def _class(asked: PageRequest, request: Message) -> str:
    return network_class(method_of(request), asked.why.second_basis, asked.why.purpose)
