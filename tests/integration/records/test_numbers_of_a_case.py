"""Over a store: numbers of a case that nobody is known to use find the case, accuse nobody and protect as the case does."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.class_text import read_class
from services.access.decision import RecordClass
from services.records import wire
from services.records.app.history import get_history
from services.records.app.search import search
from services.values.records import (
    CaseReference,
    GetHistoryRequest,
    GetHistoryResponse,
    History,
    Identifier,
    Party,
    RecordVersion,
    SearchRequest,
    SearchResponse,
    Selector,
    Subject,
)
from services.vocabulary.protection import child_at_act
from tests.fakes.record_maker import FIA, SINDH, case_file, cnic, fir, party, person, version
from tests.fakes.records_node import Federation, Node, caller, open_node
from tests.integration.records.judged import kept

PHONE = Identifier("PHONE", "+923001234567")
MISSING = CaseReference("MISSING_CHILD", "LHR/9/2026")
OWN_CASE = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
INVESTIGATOR = caller(FIA, "fia-1", case_key=OWN_CASE.key)
READERS_CASE = case_file("reader", agency=FIA, officers=("fia-1",), case_references=(OWN_CASE,))


def numbers(*more: CaseReference, agency: str = "pk.punjab-police") -> RecordVersion:
    """The phone of an unknown accused, as an import of the register states it."""
    subject = Subject(identifiers=(PHONE,), gender="M")
    return version(
        "PARTY", f"numbers-{agency}", Party(), agency=agency, role="LISTED", subject=subject,
        case_references=(fir(), *more),
    )  # fmt: skip


async def by_phone(node: Node, who: Caller) -> SearchResponse:
    request = SearchRequest(Selector(PHONE))
    return await search(node.context, node.inquiry(who), request, node.federation.registry)


async def history(node: Node, who: Caller) -> History:
    request = GetHistoryRequest(Selector(PHONE))
    raw = await get_history(node.context, node.inquiry(who), request, node.federation.registry)
    answer = wire.decode(GetHistoryResponse, raw.answer)
    assert answer.history is not None
    return answer.history


async def opened(folder: Path, known: Federation, *pages: RecordVersion) -> Node:
    node = open_node(folder / "node", known)
    await node.put(READERS_CASE, *pages)
    return node


async def test_the_number_finds_its_case_and_accuses_nobody(known: Federation, tmp_path: Path) -> None:
    node = await opened(tmp_path, known, case_file(), numbers())
    assert len((await by_phone(node, INVESTIGATOR)).matches) == 1
    shown = await history(node, INVESTIGATOR)
    assert [(fir() in case.references, case.role, case.standing) for case in shown.cases] == [(True, "", "")]
    assert [line.text for line in shown.timeline if line.kind == "PARTY"] == [
        "numbers in FIR 512/2020 PS ICHHRA, LAHORE, of nobody known"
    ]
    assert [flag.rule for line in shown.timeline for flag in line.flags] == []


async def test_the_owner_owes_no_age_of_a_number(known: Federation, tmp_path: Path) -> None:
    """JJSA s. 8 asks for the age of an accused, and a phone is none."""
    node = await opened(tmp_path, known, case_file(), numbers())
    shown = await history(node, caller())
    assert fir() in shown.cases[0].references
    assert "age-never-recorded" not in repr(shown)


@pytest.mark.parametrize("born", ["1985-03-04", "2010-03-04"])
async def test_the_number_is_hidden_where_its_case_is(known: Federation, tmp_path: Path, born: str) -> None:
    """The only accused is a child: the case's own papers are hidden from strangers, and so are its numbers."""
    node = await opened(tmp_path, known, case_file(), party("accused", subject=person(cnic(3), born)), numbers())
    assert len((await by_phone(node, INVESTIGATOR)).matches) == (born < "2000")


async def test_the_number_takes_no_protection_from_a_childs_case(known: Federation, tmp_path: Path) -> None:
    """As a person it would be the least protected of the case, and would show the papers of the child's case."""
    child = party("accused", subject=person(cnic(3), "2010-03-04"))
    node = await opened(tmp_path, known, case_file(), child, numbers())
    classes = await classes_of(node)
    assert child_at_act(classes["file"].juvenile)
    assert classes["numbers-pk.punjab-police"].juvenile == classes["file"].juvenile


async def test_the_number_seeks_a_missing_child_with_its_case(known: Federation, tmp_path: Path) -> None:
    report = case_file(case_references=(fir(), MISSING))
    node = await opened(tmp_path, known, report, numbers(MISSING))
    classes = await classes_of(node)
    assert (classes["file"].missing_child, classes["numbers-pk.punjab-police"].missing_child) == (True, True)


async def classes_of(node: Node) -> dict[str, RecordClass]:
    """Class in force of each record, by its id."""
    return {name.partition("/")[2]: read_class(each.klass) for name, each in (await kept(node)).items()}


async def test_a_strangers_number_is_a_bare_hit(known: Federation, tmp_path: Path) -> None:
    node = await opened(tmp_path, known, case_file(), numbers(agency=SINDH))
    answer = await by_phone(node, INVESTIGATOR)
    assert answer.matches == ()
    assert [hit.owner for hit in answer.hits] == [SINDH]
