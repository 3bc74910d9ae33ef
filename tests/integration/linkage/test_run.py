"""A run over a node's records: what it proposes, whom it leaves out, and that a killed one goes on where it was."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from services.linkage.kept import MILLI, Proposal
from services.linkage.links import Links
from services.linkage.store.links import links_of
from services.matching.default_model import default_model
from services.node.link_run import LinkRun, Progress, Summary
from services.records.app.changes import Follow
from services.records.wire import decode_version
from services.values.network import LinkDecision, NodeKey
from services.values.records import Birth, CaseReference, Name, RecordVersion, Subject
from tests.fakes.record_maker import FIA, case_file, cnic, fir, following, order, party, person, withdrawn
from tests.fakes.records_node import NOW_MS, Federation, Node, federation, open_node

FIAS = (CaseReference("FIR", "FIA/LAHORE/AHTC/6/2020"),)


@dataclass
class Linked:
    """A node's records beside a link store."""

    node: Node
    links: Links

    def put(self, *versions: RecordVersion) -> None:
        asyncio.run(self.node.put(*versions))

    def runner(self) -> LinkRun:
        context = self.node.context
        follow = Follow(context.store, context.keys.bodies, decode_version)
        return LinkRun(follow, self.links, default_model(), lambda: NOW_MS)

    def run(self) -> Summary:
        return asyncio.run(self.runner().whole(lambda _done, _of: None))

    def proposed(self) -> list[str]:
        self.run()
        return [two(each) for each in asyncio.run(self.links.reviews.after(None, 99))]

    def decide(self, one: RecordVersion, other: RecordVersion, sign: str) -> str:
        first, second = (NodeKey("SUBJECT", name) for name in sorted((one.record_name, other.record_name)))
        made = LinkDecision(
            f"{sign} {one.record_id}", first, second, sign, "pk.fia/1", "pk.fia/2", "why", 1, parts=("OVERSIGHT",)
        )
        return asyncio.run(self.links.decisions.add(made)).id


def two(each: Proposal) -> str:
    return " ".join(sorted(name.split("/")[3] for name in each.pair[:2]))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("run"))


@pytest.fixture
def room(tmp_path: Path, known: Federation) -> Iterator[Linked]:
    node = open_node(tmp_path / "node", known)
    found = Linked(node, Links(links_of(tmp_path / "node" / "linkage.db")))
    yield found
    asyncio.run(found.links.close())
    asyncio.run(node.context.store.close())


def man(record_id: str, name: str, father: str, number: str = "", born: str = "1985-03-04") -> RecordVersion:
    names = (Name("OWN", name, "Latn"), Name("FATHER", father, "Latn"))
    who = replace(person(number, born=born), names=names)
    return party(record_id, subject=who, case_references=(fir(5),))


RARE, SPELT = ("Zarak Mandokhail", "Sherdil Mandokhail"), ("Zarrak Mandokhel", "Sher Dil Mandokhel")
FILES = (case_file(), case_file("second", officers=("x",), case_references=(fir(5),)))
A, B = man("a", *RARE, cnic(1)), man("b", *SPELT)
OTHER = man("other", "Hamza Bugti", "Nawab Bugti", cnic(9), "1961-07-08")


def test_two_spellings_of_a_man_wait_for_a_reviewer_with_what_speaks_for_it(room: Linked) -> None:
    room.put(*FILES, A, B, OTHER)
    summary = room.run()
    assert summary == Summary(records=3, pairs=1, proposed=1, resumed=False)
    (proposal,) = asyncio.run(room.links.reviews.after(None, 9))
    assert two(proposal) == "a b"
    assert (proposal.model, proposal.proposed_ms) == (default_model().name, NOW_MS)
    assert proposal.pair.millibits >= default_model().review * MILLI
    assert '"name": [' in proposal.pair.fields
    assert asyncio.run(room.links.decisions.all_standing()) == [], "a machine decides nothing"
    assert asyncio.run(room.links.runs.current()) is None


def test_records_of_one_number_without_contradiction_are_no_question(room: Linked) -> None:
    again = man("again", *RARE, cnic(1), born="")
    room.put(*FILES, A, replace(A, record_id="same"), again)
    assert room.proposed() == []


def test_one_number_under_two_names_is_a_question(room: Linked) -> None:
    room.put(*FILES, A, man("borrowed", "Ghulam Sarwar", "Allah Ditta", cnic(1), "1961-07-08"))
    assert room.proposed() == ["a borrowed"]


def test_what_is_decided_is_asked_no_more_until_it_is_undone(room: Linked) -> None:
    room.put(*FILES, A, B)
    for sign in ("SAME", "DIFFERENT"):
        decision = room.decide(A, B, sign)
        assert room.proposed() == []
        asyncio.run(room.links.decisions.withdraw(decision, "pk.fia/1", "why", 2))
        assert room.proposed() == ["a b"]


VICTIM = replace(B, role="VICTIM")
YOUNG = replace(B, subject=replace(B.subject or Subject(), birth=Birth("2006-01-01", "2006-01-01")))


@pytest.mark.parametrize(
    "hidden",
    [
        [VICTIM],
        [B, withdrawn(B)],
        [B, order("seal", "SEALED", subject=B.subject, case_references=(fir(5),))],
        [YOUNG],
    ],
    ids=["victim", "withdrawn", "sealed", "a child with an adult"],
)
def test_who_is_protected_is_compared_with_nobody(room: Linked, hidden: list[RecordVersion]) -> None:
    room.put(*FILES, A, *hidden)
    assert room.proposed() == []


def ended_at(place: int) -> Progress:
    """Ends the run once so many changes are done."""

    def ended(done: int, _of: int) -> None:
        if done >= place:
            raise KeyboardInterrupt

    return ended


def test_a_run_that_was_ended_goes_on_and_comes_to_the_same(room: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.node.link_run.AT_ONCE", 2)
    room.put(*FILES, A, OTHER, B, man("c", *RARE), man("d", *SPELT, cnic(2)))
    room.run()
    whole = asyncio.run(room.links.reviews.after(None, 99))
    asyncio.run(room.links.runs.finish([]))
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(room.runner().whole(ended_at(5)))
    assert asyncio.run(room.links.reviews.after(None, 99)) == [], "nothing is proposed of half a run"
    assert room.run().resumed
    assert asyncio.run(room.links.reviews.after(None, 99)) == whole
    assert not room.run().resumed


def test_a_run_that_was_killed_goes_on_and_comes_to_the_same(room: Linked, tmp_path: Path) -> None:
    room.put(*FILES, A, OTHER, B, man("c", *RARE), man("d", *SPELT, cnic(2)))
    room.run()
    whole = asyncio.run(room.links.reviews.after(None, 99))
    asyncio.run(room.links.runs.finish([]))
    command = [sys.executable, "-m", "tests.integration.linkage.run_process", str(tmp_path / "node"), "6"]
    assert subprocess.run(command, check=False, timeout=120).returncode == -signal.SIGKILL
    held = asyncio.run(room.links.runs.current())
    assert held is not None
    assert held.place == 6, "what was done before is not done again"
    assert room.run().resumed
    assert asyncio.run(room.links.reviews.after(None, 99)) == whole


def test_what_changed_while_a_run_was_ended_is_compared_anew(room: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.node.link_run.AT_ONCE", 1)
    room.put(*FILES, A, OTHER, B)
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(room.runner().whole(ended_at(5)))
    room.put(following(OTHER, subject=B.subject), withdrawn(B))
    assert room.run() == Summary(records=2, pairs=1, proposed=1, resumed=True)
    assert [two(each) for each in asyncio.run(room.links.reviews.after(None, 99))] == ["a other"]


def test_another_model_begins_anew(room: Linked) -> None:
    room.put(*FILES, A, B)
    asyncio.run(room.links.runs.begin("old", 1))
    asyncio.run(room.links.runs.add(99, [], []))
    assert room.run() == Summary(2, 1, 1, resumed=False)


def test_what_another_agency_s_record_says_of_the_same_man_is_compared_too(room: Linked) -> None:
    abroad = replace(B, agency=FIA, record_id="fia", case_references=FIAS)
    room.put(*FILES, case_file("f", agency=FIA, officers=("y",), case_references=FIAS), A, abroad)
    assert room.proposed() == ["a fia"]
