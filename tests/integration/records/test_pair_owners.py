"""Who owns the records of a decision on one person, and when what they say keeps the two apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.app.pair_owners import LASTING_MS, Owners, owners_of
from services.values.records import RecordVersion
from tests.fakes.record_maker import POLICE, SINDH, cnic, fir, party, person
from tests.fakes.records_node import Node, caller
from tests.fakes.stated_identities import StatedIdentities
from tests.integration.records.whole_answers import OWN

BORN, LATER = "1980-01-01", "1990-01-01"
OF_POLICE = party("of-police", subject=person(cnic(1), born=BORN))
OF_SINDH = party("of-sindh", agency=SINDH, subject=person(cnic(2), born=LATER), case_references=(OWN,))
NOBODY = frozenset[str]()
BY_POLICE, BY_SINDH = frozenset({POLICE}), frozenset({SINDH})


async def owners(node: Node, *pair: RecordVersion) -> Owners:
    one, other = (each.record_name for each in pair)
    return await owners_of(node.context, node.inquiry(caller()), one, other)


async def test_who_writes_under_a_number_of_another_register_owns_nothing(node: Node) -> None:
    planted = replace(OF_SINDH, case_references=(fir(),))
    await node.put(OF_POLICE, planted)
    found = await owners(node, OF_POLICE, planted)
    assert found.owners == BY_POLICE


async def test_a_record_lasts_after_thirty_days(node: Node) -> None:
    await node.put(OF_POLICE, OF_SINDH)
    new = await owners(node, OF_POLICE, OF_SINDH)
    assert (new.owners, new.lasting) == (BY_POLICE | BY_SINDH, (NOBODY, NOBODY))
    node.now_ms += LASTING_MS
    assert (await owners(node, OF_POLICE, OF_SINDH)).lasting == (BY_POLICE, BY_SINDH)


async def test_a_name_of_nothing_has_no_owner(node: Node) -> None:
    await node.put(OF_POLICE)
    found = await owners(node, OF_POLICE, OF_SINDH)
    assert (found.owners, found.contradicted) == (BY_POLICE, False)


@pytest.mark.parametrize(
    ("number", "born", "contradicted"),
    [(cnic(2), LATER, True), (cnic(1), LATER, False), (cnic(2), BORN, False), (cnic(2), "", False), ("", LATER, False)],
    ids=["both", "one card", "one birth", "no birth", "no card"],
)
async def test_two_cards_and_two_births_keep_two_apart(node: Node, number: str, born: str, contradicted: bool) -> None:
    other = replace(OF_SINDH, subject=person(number, born=born))
    await node.put(OF_POLICE, other)
    assert (await owners(node, OF_POLICE, other)).contradicted == contradicted


async def test_cards_that_the_registry_calls_one_persons_are_no_contradiction(node: Node) -> None:
    await node.put(OF_POLICE, OF_SINDH)
    word = StatedIdentities(node.context.blinder, cnic(1), cnic(2))
    node.context = replace(node.context, identities=word)
    assert not (await owners(node, OF_POLICE, OF_SINDH)).contradicted
