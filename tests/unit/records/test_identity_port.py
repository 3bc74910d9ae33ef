"""Whose word on numbers there is to be had: of which kinds of number, and in which federation."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

import pytest

from services.membership.layout import FederationFiles
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.records.identity_port import Unasked, answers, registered
from services.values.records import Identifier
from tests.fakes import live
from tests.fakes.record_maker import CNIC
from tests.fakes.world.federations import LONE, federation_of, joined

REGISTRY = AgencySpec("pk.nadra", "IDENTITY_REGISTRY", "Identity registry")
NUMBER = Identifier("CNIC", CNIC)
PHONE = Identifier("PHONE", "+923001234567")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    """Without an open log of the identity registry, until a test opens one."""
    return federation_of(tmp_path_factory.mktemp("identity"), live.now_ms(), (LONE, REGISTRY))


@cache
def serving(folder: Path, name: str, hub: str) -> Registry:
    files = FederationFiles(folder, name, hub)
    return joined(files, live.now_ms(), log=REGISTRY.id)


@pytest.mark.parametrize("kind", ["CNIC", "NICOP", "POC", "OLD_NIC", "POR"])
def test_what_the_registry_gives_out(kind: str) -> None:
    assert registered(Identifier(kind, "1"))


@pytest.mark.parametrize("kind", ["PHONE", "NAME_KEY", "IMEI", "TAZKIRA", "FINGERPRINT", "ACC"])
def test_what_others_give_out(kind: str) -> None:
    assert not registered(Identifier(kind, "1"))


def test_of_passports_its_own_country_s_alone() -> None:
    assert registered(Identifier("PASSPORT", "AB1234567", "PK"))
    assert not registered(Identifier("PASSPORT", "AB1234567", "AF"))


def test_a_node_that_asks_nobody_knows_no_number_once_a_registry_answers(files: FederationFiles) -> None:
    before = live.registry(files)
    after = serving(files.folder, files.name, files.hub_id)
    assert (answers(before), answers(after)) == (False, True)
    unasked = Unasked()
    assert asyncio.run(unasked.known(NUMBER, "token", before, 0))
    assert not asyncio.run(unasked.known(NUMBER, "token", after, 0))
    assert asyncio.run(unasked.known(PHONE, "token", after, 0))
    assert asyncio.run(unasked.same_person("token")) == ("token",)
