"""A history follows its person over agencies by decisions that stand, and by nothing that its caller does not see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Caller
from services.access.decision import Decision, Level
from services.access.kin import kin_digest
from services.access.reference import ReferenceEngine
from services.linkage.kept import SCORED
from services.linkage.store.links import StoredLinks, links_of
from services.node.person_links import DecidedLinks
from services.records.app.matching import Matching
from services.values.network import LinkDecision
from services.values.network import NodeKey as Key
from services.values.records import Birth, History, RecordVersion
from services.values.records import PersonLink as Link
from tests.budget import budget
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    fir,
    misused,
    order,
    party,
    person,
    withdrawn,
)  # fmt: skip
from tests.fakes.records_node import NOW_MS, Federation, Node, caller, open_node
from tests.fakes.stated_identities import StatedIdentities

ME = caller()
OURS, THEIRS, THIRD = cnic(1), cnic(2), cnic(3)
A = party("a", subject=person(OURS, name="Muhammad Yousaf"))
THE_OTHER = person(THEIRS, name="M. Yusuf")
B = party("b", agency=SINDH, subject=THE_OTHER, case_references=(fir(5),))
C = party("c", agency=FIA, subject=person(THIRD, name="Yousaf Muhammad"), case_references=(fir(6),))
FILES = (
    case_file(), case_file("sindh", agency=SINDH, officers=("x",), case_references=(fir(5),)),
    case_file("fia", agency=FIA, officers=("y",), case_references=(fir(6),)),
)  # fmt: skip


@dataclass
class Linked:
    """A node beside a link store. ``at`` moves by hand: when decisions are made."""

    node: Node
    links: StoredLinks
    at: int = NOW_MS
    made: int = 0

    def put(self, *versions: RecordVersion) -> None:
        asyncio.run(self.node.put(*versions))

    def decide(
        self,
        one: RecordVersion,
        other: RecordVersion,
        sign: str = "SAME",
        by: str = "pk.fia/f-1",
        *,
        parts: tuple[str, ...] = ("OVERSIGHT",),
    ) -> str:
        """With the usual parts, and a second person of the same agency, it carries for everybody."""
        first, second = sorted((one.record_name, other.record_name))
        self.made += 1
        name = f"decision-{self.made}"
        made = LinkDecision(
            name,
            Key("SUBJECT", first),
            Key("SUBJECT", second),
            sign,
            by,
            f"{by.partition('/')[0]}/o-2" if parts else "",
            "why",
            self.at,
            "",
            0,
            "",
            "1+abc",
            17.0,
            SCORED,
            parts,
        )
        return asyncio.run(self.links.decisions.add(made)).id

    def undo(self, decision: str) -> None:
        asyncio.run(self.links.decisions.withdraw(decision, "pk.fia/f-1", "another man", self.at + 1))

    def raw(self, number: str = OURS, who: Caller = ME, **more: Any) -> bytes:
        return asyncio.run(self.node.raw_history(who, number, **more))

    def history(self, number: str = OURS, who: Caller = ME, **more: Any) -> History:
        return asyncio.run(self.node.history(who, number, **more))

    def names(self, number: str = OURS, who: Caller = ME, **more: Any) -> list[str]:
        return sorted(line.version.split("/")[3] for line in self.history(number, who, **more).timeline)


def opened(folder: Path, known: Federation) -> Linked:
    node = open_node(folder / "node", known)
    links = links_of(folder / "node" / "linkage.db")
    node.context = replace(node.context, matching=Matching(links=DecidedLinks(links.decisions)))
    return Linked(node, links)


@pytest.fixture
def room(tmp_path: Path, known: Federation) -> Iterator[Linked]:
    found = opened(tmp_path, known)
    yield found
    asyncio.run(found.node.context.store.close())
    asyncio.run(found.links.close())


def codes(history: History) -> set[str]:
    return {banner.code for banner in history.banners}


def test_it_follows_a_decision_and_undone_it_is_as_before(room: Linked) -> None:
    room.put(*FILES, A, B)
    before = room.raw(), room.raw(THEIRS)
    assert room.names() == ["a", "file"]
    decision = room.decide(A, B)
    found = room.history()
    assert room.names() == ["a", "b", "file", "sindh"]
    assert found.links == (Link(A.record_name, B.record_name, "DECISION", decision, "1+abc", FIA, NOW_MS, True),)
    assert "linked-by-others" in codes(found)
    assert room.names(THEIRS) == room.names()
    assert {line.version for line in found.timeline} <= set(room.node.trail.records)
    room.undo(decision)
    assert (room.raw(), room.raw(THEIRS)) == before


def test_an_answer_that_is_kept_notices_a_decision_and_its_withdrawal_at_once(room: Linked) -> None:
    room.put(*FILES, A, B)
    room.raw()
    kept = len(room.node.context.prepared)
    before = room.raw()
    assert len(room.node.context.prepared) == kept == 1, "this answer came from what is kept"
    for _ in range(2):
        decision = room.decide(A, B)
        assert room.names() == ["a", "b", "file", "sindh"]
        room.undo(decision)
        room.at += 10
        assert room.raw() == before


def test_what_is_kept_follows_what_changes_at_the_other_end(room: Linked) -> None:
    room.put(*FILES, A, B)
    room.decide(A, B)
    assert "b" in room.names()
    room.put(withdrawn(B))
    assert [line.status for line in room.history().timeline if "/b/" in line.version] == ["WITHDRAWN"]
    room.put(order("seal", "SEALED", subject=THE_OTHER, case_references=(fir(5),)))
    assert "b" not in room.names()
    assert room.history().links == ()


def test_it_goes_on_over_decisions_and_ends_where_they_go_in_a_circle(room: Linked) -> None:
    room.put(*FILES, A, B, C)
    room.decide(A, B)
    room.decide(B, C)
    assert room.names() == ["a", "b", "c", "fia", "file", "sindh"]
    room.decide(A, C)
    assert len(room.history().links) == 3


def test_with_a_record_goes_what_its_number_says_of_the_same_man_and_of_no_other(room: Linked) -> None:
    """Whoever borrowed the card of another has none of the holder's cases in their history."""
    theirs_too = party("b2", agency=SINDH, subject=THE_OTHER, case_references=(fir(7),))
    holder = party("holder", agency=SINDH, subject=person(THEIRS, name="Ghulam Sarwar"), case_references=(fir(8),))
    room.put(*FILES, A, B, theirs_too, holder)
    room.decide(A, B)
    assert room.names() == ["a", "b", "b2", "file", "sindh"]
    assert Link(B.record_name, theirs_too.record_name, "SAME_NUMBER") in room.history().links


def test_a_note_of_misuse_travels_with_the_person(room: Linked) -> None:
    note = misused("note", subject=THE_OTHER, case_references=(fir(8),))
    room.put(*FILES, case_file("eight", case_references=(fir(8),)), A, B, note)
    assert "misused-identity" not in codes(room.history())
    room.decide(A, B)
    assert "note" in room.names()
    assert "misused-identity" in codes(room.history())


def test_a_record_without_a_number_is_reached_by_a_decision_alone(room: Linked) -> None:
    nameless = party("nameless", agency=SINDH, subject=person("", name="Yusuf"), case_references=(fir(5),))
    room.put(*FILES, A, nameless)
    assert "nameless" not in room.names()
    room.decide(A, nameless)
    assert "nameless" in room.names()


def test_what_a_decision_reaches_and_may_only_be_a_hit_is_a_hit_and_leads_nowhere(room: Linked) -> None:
    hit = party("hit", agency=SINDH, subject=THE_OTHER, source_grade="X", case_references=(fir(5),))
    other = party("other", agency=SINDH, subject=THE_OTHER, case_references=(fir(7),), source_grade="X")
    room.put(*FILES, A, hit, other, C)
    room.decide(A, hit)
    room.decide(hit, C)
    found = room.history()
    assert room.names() == ["a", "file"]
    assert ([each.owner for each in found.hits], found.links) == ([SINDH], ())
    assert hit.record_name not in str(found)


YOUNG = replace(THE_OTHER, birth=Birth("2006-01-01", "2006-01-01"))
HIDDEN = {
    "victim": [replace(B, role="VICTIM")],
    "sealed": [B, order("seal", "SEALED", subject=THE_OTHER, case_references=(fir(5),))],
    "child": [replace(B, subject=YOUNG)],
    "absent": [],
}


@pytest.mark.parametrize("which", HIDDEN)
def test_a_decision_with_a_hidden_end_carries_nothing_and_shows_nothing(room: Linked, which: str) -> None:
    room.put(*FILES, A, C, *HIDDEN[which])
    before = room.raw()
    room.decide(A, B)
    room.decide(B, C)
    assert room.raw() == before


class Everything(ReferenceEngine):
    """Shows whatever there is, so that nothing but the rule of one side hides."""

    def decide(self, *_: Any) -> Decision:
        return Decision(Level.DISCLOSED, (), False, "")


def test_an_accused_man_is_not_shown_to_be_another_case_s_victim(room: Linked) -> None:
    room.node.engine = Everything()
    victim = party("v", subject=THE_OTHER, role="VICTIM", agency=SINDH, case_references=(fir(5),))
    room.put(*FILES, A, victim)
    room.decide(A, victim)
    room.decide(victim, B)
    room.put(replace(B, role="WITNESS"))
    for number in (OURS, THEIRS):
        assert room.history(number).links == ()
    assert room.names() == ["a", "file"]


def test_who_is_decided_to_be_another_is_carried_by_no_third(room: Linked) -> None:
    room.put(*FILES, A, B, C)
    room.decide(A, B)
    room.decide(B, C)
    apart = room.decide(A, C, "DIFFERENT")
    assert room.names() == ["a", "b", "file", "sindh"]
    room.undo(apart)
    assert "c" in room.names()


def test_what_another_agency_decides_alone_changes_no_answer(room: Linked) -> None:
    """Not those that were kept, nor those made anew; what its own agency decided is followed, and marked."""
    room.put(*FILES, A, B)
    kept = room.raw(), room.raw(THEIRS)
    stranger: dict[str, Any] = {"by": f"{FIA}/f-1", "parts": ()}
    own: dict[str, Any] = {"by": f"{ME.agency}/p-1", "parts": ()}
    room.decide(A, B, **stranger)
    assert (room.raw(), room.raw(THEIRS)) == kept
    decision = room.decide(A, B, **own)
    (link,) = room.history().links
    assert (link.decision, link.agency, link.agreed) == (decision, ME.agency, False)
    room.undo(decision)
    room.at += 10
    room.decide(A, B, by=f"{POLICE}/p-2", parts=("OWNER_OF_ONE",))
    agreed = room.decide(A, B, by=f"{SINDH}/s-1", parts=("OWNER_OF_OTHER",))
    joined = room.raw()
    assert [each.agreed for each in room.history().links] == [True, True]
    room.decide(A, B, "DIFFERENT", **stranger)
    assert room.raw() == joined
    apart = room.decide(A, B, "DIFFERENT", **own)
    assert room.history().links == ()
    room.undo(apart)
    assert room.raw() == joined
    room.undo(agreed)
    assert [each.agreed for each in room.history().links] == [False], "what this agency says itself is left"


@pytest.mark.parametrize("sign", ["DIFFERENT", "UNSURE"])
def test_two_who_disagree_join_nobody_and_who_is_unsure_decides_nothing(room: Linked, sign: str) -> None:
    room.put(*FILES, A, B)
    before = room.raw()
    room.decide(A, B, sign)
    assert room.raw() == before
    room.decide(A, B, by="pk.sindh-police/s-1")
    assert ("b" in room.names()) is (sign == "UNSURE")


def test_what_leads_to_the_officer_s_own_records_shows_nothing_at_all(room: Linked) -> None:
    room.put(*FILES, A, B)
    insider = replace(ME, own_and_kin=frozenset({kin_digest(f"CNIC:{THEIRS}")}))
    assert room.names(who=insider) == ["a", "file"]
    room.decide(A, B)
    assert room.history(who=insider) == History(banners=room.history(cnic(77), insider).banners)
    room.names(who=insider)
    assert room.node.trail.alarms == ["own-or-kin"]
    assert "b" in room.names(), "a colleague's answer is not theirs"


def test_as_of_a_time_before_it_was_decided_nothing_is_followed(room: Linked) -> None:
    room.put(*FILES, A, B)
    room.at = NOW_MS + 5000
    room.decide(A, B)
    room.node.now_ms = NOW_MS + 9000
    assert "b" in room.names()
    assert room.names(as_of_recorded_ms=NOW_MS + 4000) == ["a", "file"]
    assert "b" in room.names(as_of_recorded_ms=NOW_MS + 6000)


def test_more_than_are_followed_is_told(room: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    room.put(*FILES, A, B, C)
    room.decide(A, B)
    room.decide(A, C)
    assert "links-cut" not in codes(room.history())
    monkeypatch.setattr("services.records.app.following.MAX_LINKED", 1)
    assert len(room.history().links) == 1
    assert "links-cut" in codes(room.history())


def test_it_follows_the_registry_s_numbers_and_says_so(room: Linked) -> None:
    room.put(*FILES, A, B, C)
    room.decide(B, C)
    room.raw()
    word = StatedIdentities(room.node.context.blinder, OURS, THEIRS)
    room.node.context = replace(room.node.context, identities=word)
    assert room.names() == ["a", "b", "c", "fia", "file", "sindh"]
    links = room.history().links
    assert links[0] == Link("", B.record_name, "REGISTRY_TOKEN")
    assert [each.by for each in links] == ["REGISTRY_TOKEN", "DECISION"]
    room.put(party("b3", agency=SINDH, subject=THE_OTHER, case_references=(fir(9),)))
    assert "b3" in room.names(), "the stamp of each number is asked for"


def test_a_number_that_the_registry_ties_to_the_officers_own_shows_nothing(room: Linked) -> None:
    """An officer's old card leads to the same files as the new one, whichever of the two they have declared."""
    room.put(*FILES, A, B)
    word = StatedIdentities(room.node.context.blinder, OURS, THEIRS)
    room.node.context = replace(room.node.context, identities=word)
    assert room.names() != []
    insider = replace(ME, own_and_kin=frozenset({kin_digest(f"CNIC:{THEIRS}")}))
    assert room.names(who=insider) == []
    assert room.node.trail.alarms == ["own-or-kin"]


TWO = st.sampled_from([(A, B), (B, C), (A, C)])


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, known: Federation) -> Iterator[Linked]:
    found = opened(tmp_path_factory.mktemp("machine"), known)
    found.put(*FILES, A, B, C)
    yield found
    asyncio.run(found.node.context.store.close())
    asyncio.run(found.links.close())


@budget(25)
@given(st.lists(st.tuples(TWO, st.sampled_from(["SAME", "DIFFERENT"])), max_size=4), st.permutations(range(4)))
def test_whatever_is_decided_and_undone_leaves_every_history_as_it_was(
    machine: Linked, made: list[tuple[tuple[RecordVersion, RecordVersion], str]], turns: list[int]
) -> None:
    numbers = (OURS, THEIRS, THIRD)
    before = [machine.raw(number) for number in numbers]
    held = [machine.decide(*two, sign, by=f"{ME.agency}/f-{place}", parts=()) for place, (two, sign) in enumerate(made)]
    for number in numbers:
        found = machine.history(number)
        carried = {line.version.split("/")[3] for line in found.timeline} & {"a", "b", "c"}
        apart = {frozenset(each.record_id for each in two) for two, sign in made if sign == "DIFFERENT"}
        assert not any(pair <= carried for pair in apart), "cannot-link always holds"
    for turn in turns:
        for each in held[turn : turn + 1]:
            machine.undo(each)
    machine.at += 10
    assert [machine.raw(number) for number in numbers] == before
