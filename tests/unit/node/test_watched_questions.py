"""Questions that are watched: which are taken, what each tells, and what of it counts, is logged and is hidden."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.caller import CaseFacts
from services.access.errors import CaseNotYours, InvalidArgument, OwnOrKin, PolicyDenied
from services.access.kin import kin_digest
from services.exchange.watches.ports import Match
from services.linkage import wire
from services.linkage.errors import EngineUnavailable
from services.node.watched_questions import GraphQuestions
from services.values.exchange import WatchedQuestion
from services.values.network import Answer, Edge, ExpandRequest, ExpandResponse, Frame, Node, NodeKey, Stub
from services.vocabulary.access import CaseState
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.link_room import World, analyst, open_room
from tests.fakes.records_node import Federation, federation

__all__ = ["pytest_pyfunc_call"]

PHONE = NodeKey("PHONE", "+923001234567")
CARD = NodeKey("DOCUMENT", "CNIC:3520212345671")
EXPAND = ExpandRequest(Frame(), (PHONE, CARD))
RECORD = "agencies/pk.fia/records/1"
FOUND = Answer(
    nodes=(Node(NodeKey("SUBJECT", RECORD), owner="pk.fia", source=f"{RECORD}/versions/2"), Node(PHONE)),
    edges=(
        Edge("e1", "CALLED", owner="pk.customs", source="feeds/7/row"),
        Edge("e2", "CALLED", owner="pk.customs", source="feeds/7/row"),
    ),
    stubs=(Stub(owner="pk.sindh-police"),),
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("federation"))


def asking(request: ExpandRequest = EXPAND, method: str = "Expand") -> WatchedQuestion:
    return WatchedQuestion(method, wire.encode(request))


async def test_the_evidence_of_the_answer_is_told_each_once_and_what_is_hidden_is_not(
    tmp_path: Path, known: Federation
) -> None:
    questions = GraphQuestions(open_room(tmp_path, World(answers=[ExpandResponse(answer=FOUND)])))
    inquiry = analyst()
    assert await questions.matches(inquiry, asking(), known.registry, 0) == [
        Match(f"evidence {RECORD}/versions/2", RECORD, "pk.fia", f"{RECORD}/versions/2", ""),
        Match("evidence feeds/7/row", "feeds/7/row", "pk.customs", "feeds/7/row", ""),
    ]
    assert inquiry.trail.records == [f"{RECORD}/versions/2", "feeds/7/row"]
    assert len(inquiry.trail.selectors) == 2


async def test_what_it_names_counts_when_it_is_watched_and_nothing_is_asked(tmp_path: Path) -> None:
    world, inquiry = World(), analyst()
    await GraphQuestions(open_room(tmp_path, world)).check(inquiry, asking())
    assert inquiry.trail.selectors == [sha256(b"PHONE:+923001234567").digest(), sha256(b"CNIC:3520212345671").digest()]
    assert world.asked == []


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        (asking(method="DecideLink"), "known"),
        (asking(method=""), "known"),
        (asking(ExpandRequest(Frame(pictures=("SVG",)), (PHONE,))), "plain"),
        (asking(ExpandRequest(Frame(break_glass="session-1"), (PHONE,))), "plain"),
        (asking(ExpandRequest(Frame(as_of_ms=1), (PHONE,))), "plain"),
        (asking(ExpandRequest(Frame(), (NodeKey("ACCOUNT", "PK37SCBL0000001123456702"),))), "iban-check"),
    ],
    ids=["no question", "no method", "pictures", "session", "earlier", "no id"],
)
async def test_what_is_no_plain_question_is_refused(tmp_path: Path, question: WatchedQuestion, rule: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await GraphQuestions(open_room(tmp_path, World())).check(analyst(), question)
    assert [each.rule for each in refused.value.violations] == [rule]


async def test_bytes_that_are_no_request_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument):
        await GraphQuestions(open_room(tmp_path, World())).check(analyst(), WatchedQuestion("Expand", b"\xff"))


async def test_a_token_of_another_class_may_not_watch_and_is_told_nothing(tmp_path: Path, known: Federation) -> None:
    """Other refusals stay refusals: nothing new must not be said where nobody looked."""
    world = World(answers=[ExpandResponse(answer=FOUND)])
    questions, plain = GraphQuestions(open_room(tmp_path, world)), analyst(query_class="HISTORY")
    with pytest.raises(PolicyDenied):
        await questions.check(plain, asking())
    assert list(await questions.matches(plain, asking(), known.registry, 0)) == []
    assert world.asked == []
    world.fails = EngineUnavailable()
    with pytest.raises(EngineUnavailable):
        await questions.matches(analyst(), asking(), known.registry, 0)


async def test_nobody_watches_their_own_number_or_for_another_case(tmp_path: Path) -> None:
    own = analyst(own_and_kin=frozenset({kin_digest("CNIC:3520212345671")}))
    with pytest.raises(OwnOrKin):
        await GraphQuestions(open_room(tmp_path, World())).check(own, asking())
    world = World()
    world.case = replace(world.case, facts=CaseFacts(CaseState.RESOLVED, False))
    with pytest.raises(CaseNotYours):
        await GraphQuestions(open_room(tmp_path, world)).check(analyst(), asking())
