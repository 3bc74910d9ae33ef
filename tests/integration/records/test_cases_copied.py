"""A case that is handed over, or joint, at a node that holds copies: one owner at any time, as at the node that gives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.errors import CaseNotYours
from services.records.app.copying import begin_anew
from services.values.copies import RECORDS
from services.values.dates import day_text, today
from services.values.records import CaseReference, InvestigationEvent, JointTeam, RecordVersion
from tests.fakes.copies_sender import HUB, CopiesSender
from tests.fakes.copying import apply, cursor, pull
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    SINDH,
    case_file,
    changed_body,
    fir,
    following,
    party,
    version,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, open_node
from tests.integration.records.test_in_cited_case import SEEN, seen

DAY_MS = 86_400_000
OURS, THEIRS = fir(), CaseReference("FIR", "FIA/LAHORE/AHTC/7/2021")
FILE = case_file(case_references=(OURS,))
HANDED = version("INVESTIGATION_EVENT", "handed", InvestigationEvent("TRANSFER", "2021-02-01", to=FIA))
TAKEN = case_file("taken", agency=FIA, officers=("fia-1",), case_references=(THEIRS, OURS))
WORDS = (SEEN, replace(SEEN, agency=FIA, record_id="fias"))
"""Each agency's word on a victim, which its own officers of the case see: whose case it is shows in who sees it."""
GIVER, RECEIVER = caller(), caller(FIA, "fia-1", case_key=THEIRS.key)
OTHER, THIRD_PARTY = case_file("other", case_references=(fir(40),)), caller(case_key=fir(40).key)


@pytest.fixture
def member(tmp_path: Path, known: Federation) -> Iterator[Node]:
    """A node that takes what the other gives."""
    opened = open_node(tmp_path / "member", known)
    yield opened
    asyncio.run(opened.context.store.close())


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def shown(node: Node, who: Caller) -> set[str]:
    """What an officer of the case sees of the victim."""
    try:
        return seen(node, who)
    except CaseNotYours:
        return set()


def answered(node: Node, who: Caller) -> bool:
    """Whether a history is answered in the case, a second time too."""
    try:
        for _ in range(2):
            asyncio.run(node.history(who))
    except CaseNotYours:
        return False
    return True


def owners(node: Node) -> set[str]:
    """Agencies that are answered as the case's owner."""
    return {who.agency for who in (GIVER, RECEIVER, replace(RECEIVER, case_key=OURS.key)) if shown(node, who)}


def pages(member: Node, sender: CopiesSender) -> Iterator[None]:
    """Take what there is one record after another, stopping after each."""
    while True:
        page = asyncio.run(sender.page(asyncio.run(cursor(member, HUB)), 1))
        if page.after == page.before:
            return
        asyncio.run(apply(member, page))
        yield


@pytest.mark.parametrize("order", list(permutations(("file", "handed", "taken"))), ids="-".join)
def test_in_whatever_order_its_papers_come_a_case_has_one_owner(
    node: Node, member: Node, order: tuple[str, ...]
) -> None:
    papers = {"file": FILE, "handed": HANDED, "taken": TAKEN}
    put(node, *WORDS)
    for each in order:
        put(node, papers[each])
    sender = CopiesSender(node)
    found = []
    for _ in pages(member, sender):
        found.append(owners(member))
        assert len(found[-1]) <= 1
    assert found[-1] == owners(node) == {FIA}


def test_a_transfer_that_is_taken_back_is_so_at_each_node(node: Node, member: Node) -> None:
    sender = CopiesSender(node)
    put(node, FILE, *WORDS)
    asyncio.run(pull(member, sender))
    assert owners(member) == owners(node) == {GIVER.agency}
    for paper in (HANDED, TAKEN):
        put(node, paper)
        asyncio.run(pull(member, sender))
        assert owners(member) == owners(node)
    assert owners(member) == {FIA}
    put(node, withdrawn(HANDED))
    assert owners(member) == {FIA}, "until it hears of it, as it was"
    asyncio.run(pull(member, sender))
    assert owners(member) == owners(node) == {GIVER.agency}


def test_what_the_former_owner_says_of_days_after_it_decides_nothing_at_either_node(node: Node, member: Node) -> None:
    """It is kept as a stranger's word: that somebody is a witness hides no more what others say of them."""
    sender, nodes = CopiesSender(node), (node, member)
    spoken = party("spoken", role="WITNESS")
    put(node, FILE, OTHER, party("accused", agency=SINDH), HANDED, TAKEN, spoken)
    asyncio.run(pull(member, sender))
    for each in nodes:
        assert [hit.owner for hit in asyncio.run(each.search(RECEIVER, CNIC)).hits] == [SINDH]
    put(node, following(spoken, valid_from="2021-06-01"))
    asyncio.run(pull(member, sender))
    for each in nodes:
        assert seen(each, RECEIVER, CNIC) == {"accused"}


def test_a_joint_case_is_joint_at_each_node_until_its_owner_ends_it(node: Node, member: Node) -> None:
    sender = CopiesSender(node)
    fias = case_file("fias-file", agency=FIA, officers=("fia-1",))
    who = replace(RECEIVER, case_key=OURS.key)
    named = following(FILE, body=changed_body(FILE, joint=(FIA,)))
    for paper, joint in ((FILE, False), (named, True), (following(named, body=changed_body(FILE, joint=())), False)):
        put(node, paper, *((*WORDS, fias) if paper is FILE else ()))
        asyncio.run(pull(member, sender))
        for each in (node, member):
            assert shown(each, who) == ({"fias"} if joint else set())
            assert shown(each, GIVER) == {"victim"}, "its owner stays its owner"


def test_named_officers_read_a_joint_case_until_its_day_is_over_at_each_node(node: Node, member: Node) -> None:
    """Whoever is not named does not, nor does the named one of another agency; the day ends it without a word."""
    sender, nodes = CopiesSender(node), (node, member)
    fias = case_file("fias-file", agency=FIA, officers=("fia-1", "fia-2"))
    who = replace(RECEIVER, case_key=OURS.key)
    until = day_text(today(node.now_ms) + 1)
    joint = following(FILE, body=changed_body(FILE, joint_teams=(JointTeam(FIA, ("fia-1",), until),)))
    put(node, FILE, *WORDS, fias, joint)
    asyncio.run(pull(member, sender))
    for day, shares in enumerate((True, True, False)):
        for each in nodes:
            assert shown(each, who) == ({"fias"} if shares else set()), day
            assert answered(each, who) == shares, "no answer is kept past the day"
            assert shown(each, replace(who, officer="fia-2")) == set()
            assert shown(each, GIVER) == {"victim"}
            each.now_ms += DAY_MS


def test_the_owner_ends_a_joint_case_before_its_day(node: Node, member: Node) -> None:
    sender = CopiesSender(node)
    fias = case_file("fias-file", agency=FIA, officers=("fia-1",))
    who = replace(RECEIVER, case_key=OURS.key)
    joint = replace(FILE, body=changed_body(FILE, joint_teams=(JointTeam(FIA, ("fia-1",), "2099-12-31"),)))
    put(node, joint, *WORDS, fias)
    asyncio.run(pull(member, sender))
    assert shown(member, who) == {"fias"}
    put(node, following(joint, body=changed_body(joint, joint_teams=())))
    asyncio.run(pull(member, sender))
    for each in (node, member):
        assert shown(each, who) == set()


def test_a_copy_of_the_file_that_is_taken_back_ends_what_it_let(node: Node, member: Node) -> None:
    """Whose node may hold the owner's file no more reads the case there no more."""
    sender = CopiesSender(node)
    fias = case_file("fias-file", agency=FIA, officers=("fia-1",))
    who = replace(RECEIVER, case_key=OURS.key)
    put(node, replace(FILE, body=changed_body(FILE, joint=(FIA,))), *WORDS, fias)
    asyncio.run(pull(member, sender))
    assert shown(member, who) == {"fias"}
    sender.may, sender.epoch = lambda klass: (klass.kind, klass.owner) != ("CASE_FILE", GIVER.agency), 2
    asyncio.run(begin_anew(member.context, HUB, RECORDS))
    asyncio.run(pull(member, sender))
    assert shown(member, who) == set()
