"""A case grows only by words that count and within bounds: what is loaded for a page is counted, not timed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.records.app import closure
from services.records.ports import Transaction
from services.records.rows import HeadRow
from services.records.store.sqlite_statements import SqliteTransaction
from services.records.tokens import case_tokens
from services.values.records import CaseReference, RecordVersion, SubmitPageResponse
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    cnic,
    court,
    custody,
    fir,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import Node

OURS = ("PB/LAHORE/ICHHRA", POLICE)
THEIRS = ("SD/KARACHI/CLIFTON", SINDH)


def number(place: str, serial: int) -> CaseReference:
    return CaseReference("FIR", f"{place}/{serial}/2021")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many heads of cases each statement brought."""
    counted: list[int] = []
    load = SqliteTransaction.heads_of_cases

    async def heads_of_cases(self: SqliteTransaction, tokens: Sequence[str], most: int = -1) -> list[HeadRow]:
        rows = await load(self, tokens, most)
        counted.append(len(rows))
        return rows

    monkeypatch.setattr(SqliteTransaction, "heads_of_cases", heads_of_cases)
    return counted


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def send(node: Node, agency: str, versions: Sequence[RecordVersion]) -> SubmitPageResponse:
    return asyncio.run(node.send(node.page(agency, versions), agency))


def chained(place: str, agency: str, length: int) -> list[RecordVersion]:
    """Case files that each name a FIR and the next one."""
    return [
        case_file(f"chain-{n}", agency=agency, case_references=(number(place, n), number(place, n + 1)))
        for n in range(1, length + 1)
    ]


def rules(answer: SubmitPageResponse) -> dict[str, tuple[str, str]]:
    return {each.record_id: (each.field, each.rule) for each in answer.refused}


class TestChains:
    def test_a_stranger_s_chain_of_case_files_is_not_followed(self, node: Node, read: list[int]) -> None:
        place, owner = OURS
        firs = [case_file(f"f{n}", case_references=(number(place, n),)) for n in range(1, 102)]
        put(node, *firs)
        put(node, *chained(place, FIA, 100))
        read.clear()
        put(node, party("late", agency=owner, case_references=(number(place, 1),)))
        assert sum(read) <= 8, "the FIR, the stranger's paper, and what that one also names"

    def test_nor_one_through_a_lower_number_that_is_not_theirs(self, node: Node, read: list[int]) -> None:
        place, _ = OURS
        held = CaseReference("COURT_CASE", "LAHORE/1/2021")
        put(node, *(case_file(f"f{n}", case_references=(number(place, n),)) for n in range(1, 60)))
        put(node, *(party(f"x{n}", agency=FIA, case_references=(number(place, n), held)) for n in range(1, 60)))
        read.clear()
        put(node, party("late", case_references=(number(place, 1),)))
        assert sum(read) <= 4

    def test_the_holder_s_own_chain_ends_at_the_bound_and_says_where(self, node: Node) -> None:
        place, owner = OURS
        answer = send(node, owner, chained(place, owner, 80))
        refused = rules(answer)
        assert set(refused.values()) == {("case_references", "case-numbers")}
        assert sorted(refused) == sorted(f"chain-{n}" for n in range(64, 81)), (
            "sixty-three files tie sixty-four numbers"
        )
        assert answer.accepted == 63

    def test_link_by_link_it_ends_at_the_same_place_and_stays_as_it_was(self, node: Node, read: list[int]) -> None:
        place, owner = OURS
        chain = chained(place, owner, 64)
        put(node, *chain[:63])
        again = send(node, owner, chain[63:])
        assert rules(again) == {"chain-64": ("case_references", "case-numbers")}
        last = replace(chain[63], case_references=(number(place, 65),))
        put(node, last)
        read.clear()
        put(
            node,
            following(chain[0], case_references=(number(place, 1),)),
            party("late", case_references=(number(place, 9),)),
        )

    def test_two_holders_may_tie_theirs_and_a_stranger_to_one_of_them_makes_no_page_of_theirs_refused(
        self, node: Node
    ) -> None:
        both = (number(OURS[0], 1), number(THEIRS[0], 1))
        for n in range(2, 90):
            put(node, case_file(f"s{n}", agency=FIA, case_references=(both[0], number(THEIRS[0], n))))
        put(node, case_file("ours", case_references=both), case_file("theirs", agency=SINDH, case_references=both))
        put(
            node,
            order("seal", "SEALED", case_references=(both[0],)),
            party("p", agency=SINDH, case_references=both[1:]),
        )
        assert klass(node, SINDH, "p").find('"sealed":true') > 0, "what is sealed in the one number is in the other"

    def test_a_lower_number_leads_to_as_many_cases_at_most(self, node: Node) -> None:
        jail = CaseReference("PRISON_CONVICT", "CAMP JAIL/1")
        rows = [
            custody(f"in-{n}", "ADMISSION", "2021-02-01", agency=PRISONS, case_references=(number(OURS[0], n), jail))
            for n in range(1, 71)
        ]
        refused = rules(send(node, PRISONS, rows))
        assert len(refused) == 70 - 64
        assert set(refused.values()) == {("case_references", "case-numbers")}


class TestShares:
    def test_each_agency_has_a_share_that_nobody_else_uses_up(
        self, node: Node, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("services.records.app.bounds.MAX_OTHER", 10)
        monkeypatch.setattr("services.records.app.bounds.MAX_OWN", 20)
        put(node, case_file())
        foreign = [party(f"x{n}", agency=FIA, subject=person(cnic(n))) for n in range(1, 15)]
        refused = rules(send(node, FIA, foreign))
        assert refused == {f"x{n}": ("case_references", "case-share") for n in range(11, 15)}
        assert rules(send(node, SINDH, [party("s", agency=SINDH)])) == {}
        own = [party(f"o{n}", subject=person(cnic(n))) for n in range(1, 25)]
        assert sorted(rules(send(node, POLICE, own))) == sorted(f"o{n}" for n in range(20, 25)), "the file is one"
        assert rules(send(node, FIA, [following(foreign[0], status="WITHDRAWN", status_note="error")])) == {}
        assert rules(send(node, FIA, [following(foreign[1])])) == {}, "what is held can be corrected"
        assert set(rules(send(node, FIA, [party("again", agency=FIA, subject=person(cnic(90)))]))) == {"again"}
        assert rules(send(node, FIA, [party("else", agency=FIA, case_references=(fir(77),))])) == {}

    def test_a_stranger_makes_a_case_no_heavier_than_who_decides_in_it(
        self, node: Node, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Six of a case of one file; as many as the owner's where those are more; a prison's share is its own."""
        monkeypatch.setattr("services.records.app.bounds.MIN_STRANGER", 6)
        put(node, case_file())
        foreign = [party(f"x{n}", agency=FIA, subject=person(cnic(n))) for n in range(1, 16)]
        assert sorted(rules(send(node, FIA, foreign[:9]))) == ["x7", "x8", "x9"]
        jail = CaseReference("PRISON_CONVICT", "CAMP JAIL/1")
        held = [
            custody(f"in-{n}", "ADMISSION", "2021-02-01", agency=PRISONS, case_references=(fir(), jail))
            for n in range(9)
        ]
        assert rules(send(node, PRISONS, held)) == {}
        put(node, *(party(f"o{n}", subject=person(cnic(n))) for n in range(1, 10)))
        more = [party(f"y{n}", agency=FIA, subject=person(cnic(n))) for n in range(1, 7)]
        assert len(rules(send(node, FIA, more))) == 2, "ten are the owner's"

    def test_where_nobody_owns_the_case_each_has_the_owner_s(self, node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("services.records.app.bounds.MAX_OTHER", 2)
        nobodys = CaseReference("FIR", "BA/QUETTA/CITY/1/2020")
        made = [party(f"x{n}", agency=FIA, subject=person(cnic(n)), case_references=(nobodys,)) for n in range(9)]
        assert rules(send(node, FIA, made)) == {}


class TestLent:
    """A record in several cases is as strict as the strictest; a stranger's, that names many, makes no page heavy."""

    def fill(self, node: Node, cases: int, size: int) -> None:
        for n in range(1, cases + 1):
            put(
                node,
                *(
                    party(f"c{n}-{i}", subject=person(cnic(i)), case_references=(number(OURS[0], n),))
                    for i in range(size)
                ),
            )

    def test_what_is_read_for_a_stranger_s_paper_is_bounded(
        self, node: Node, read: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(closure, "MAX_LENT", 40)
        self.fill(node, 12, 10)
        everywhere = tuple(number(OURS[0], n) for n in range(1, 13))
        put(
            node,
            *(
                party(f"wide-{i}", agency=FIA, subject=person(cnic(50 + i)), case_references=everywhere)
                for i in range(5)
            ),
        )
        read.clear()
        put(node, party("late", case_references=(number(OURS[0], 1),)))
        assert sum(read) <= 15 + 41, "the case with the stranger's papers, and what may be lent"

    def test_a_record_that_is_only_lent_is_judged_where_the_page_says_something_new_of_its_person(
        self, node: Node
    ) -> None:
        """It is loaded under a number that it mentions; its own case is another, in which the age changes."""
        jail = CaseReference("PRISON_CONVICT", "CAMP JAIL/1")
        put(node, party("silent", subject=person(born=""), case_references=(fir(2), jail)))
        assert '"juvenile":"UNKNOWN"' in klass(node, POLICE, "silent")
        told = custody("in", "ADMISSION", "2021-02-01", agency=PRISONS, subject=person(born="2010-01-01"))
        put(node, replace(told, case_references=(jail,)))
        assert '"juvenile":"YES"' in klass(node, POLICE, "silent")

    @pytest.mark.parametrize("most", [0, 2000])
    def test_whatever_hid_a_record_stays_where_its_other_case_cannot_be_looked_at(
        self, node: Node, monkeypatch: pytest.MonkeyPatch, most: int
    ) -> None:
        """Sealed in its second case; the first one changes: also where nothing may be lent it stays sealed."""
        one, other = number(OURS[0], 1), number(OURS[0], 2)
        wide = party("wide", agency=PRISONS, case_references=(one, other))
        put(node, wide, case_file("f1", case_references=(one,)), order("seal", "SEALED", case_references=(other,)))
        assert '"sealed":true' in klass(node, PRISONS, "wide")
        monkeypatch.setattr(closure, "MAX_LENT", most)
        put(node, court("end", "ACQUITTAL", "2021-08-01", case_references=(one,)), party("p", case_references=(one,)))
        assert '"sealed":true' in klass(node, PRISONS, "wide")
        assert ('"favourable":true' in klass(node, PRISONS, "wide")) is (most == 0), "the second case goes on"
        assert '"favourable":true' in klass(node, POLICE, "p")

    def test_it_is_judged_rightly_again_once_all_its_cases_can_be_looked_at(
        self, node: Node, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, other = number(OURS[0], 1), number(OURS[0], 2)
        put(node, party("wide", agency=PRISONS, case_references=(one, other)), party("p", case_references=(other,)))
        with monkeypatch.context() as changed:
            changed.setattr(closure, "MAX_LENT", 0)
            put(node, court("end", "ACQUITTAL", "2021-08-01", case_references=(one,)))
        assert '"favourable":true' in klass(node, PRISONS, "wide")
        put(node, case_file("f1", case_references=(one,)))
        assert '"favourable":false' in klass(node, PRISONS, "wide")


def klass(node: Node, agency: str, record_id: str) -> str:
    """The class in force of a record, as text."""

    async def job(tx: Transaction) -> str:
        (named,) = await tx.heads_named(agency, [record_id])
        assert case_tokens(named.head.cases)
        return (await tx.classes([named.head.klass]))[named.head.klass]

    return asyncio.run(node.context.store.write(job))
