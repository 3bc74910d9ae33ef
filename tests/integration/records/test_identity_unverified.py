"""A history of a number that the identity registry has not confirmed says so, and has it asked for."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.access.errors import Refused
from services.values.records import History, Identifier
from tests.fakes.identities import StatedIdentities
from tests.fakes.record_maker import CNIC, case_file, cnic, party
from tests.fakes.records_node import Node, caller

CODE = "identity-unverified"


@pytest.fixture
def told(node: Node) -> StatedIdentities:
    identities = StatedIdentities()
    node.context = replace(node.context, identities=identities)
    asyncio.run(node.put(case_file(), party()))
    return identities


def token_of(node: Node, number: str = CNIC) -> str:
    return node.context.blinder.of_identifier(Identifier("CNIC", number))


def codes(history: History) -> list[str]:
    return [banner.code for banner in history.banners]


def test_it_is_said_before_that_a_number_alone_matched(node: Node, told: StatedIdentities) -> None:
    shown = asyncio.run(node.history(caller()))
    assert codes(shown)[-2:] == [CODE, "identity-by-number-only"]
    assert [each for _, each in told.asked] == [token_of(node)]
    assert told.asked[0][0] == Identifier("CNIC", CNIC)


def test_a_prepared_answer_is_no_longer_given_once_the_registry_has_spoken(node: Node, told: StatedIdentities) -> None:
    assert CODE in codes(asyncio.run(node.history(caller())))
    assert CODE in codes(asyncio.run(node.history(caller())))
    assert len(told.asked) == 2
    told.persons.append((token_of(node),))
    assert CODE not in codes(asyncio.run(node.history(caller())))
    told.persons.clear()
    assert CODE in codes(asyncio.run(node.history(caller())))
    assert len(told.asked) == 3


def test_it_is_said_of_a_number_that_nothing_is_held_of(node: Node, told: StatedIdentities) -> None:
    assert codes(asyncio.run(node.history(caller(), cnic(77)))) == [CODE]
    told.persons.append((token_of(node, cnic(77)),))
    assert codes(asyncio.run(node.history(caller(), cnic(77)))) == []


def test_it_is_said_of_the_past_as_of_now(node: Node, told: StatedIdentities) -> None:
    then = asyncio.run(node.history(caller(), as_of_recorded_ms=node.now_ms))
    true = asyncio.run(node.history(caller(), as_of_valid="2025-01-01"))
    assert CODE in codes(then)
    assert CODE in codes(true)
    assert len(told.asked) == 2


def test_who_is_refused_has_nothing_asked(node: Node, told: StatedIdentities) -> None:
    with pytest.raises(Refused):
        asyncio.run(node.history(caller(purpose="CHECKPOINT", query_class="NETWORK")))
    assert told.asked == []
