"""Which rules decide in a process: plain on the hub, bounded by agreements where copies are held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.engine import CedarEngine
from services.access.held_copies import HeldCopies
from services.membership.registry import Registry
from services.node.rules import Rules, in_force
from tests.fakes.records_node import federation
from tests.unit.access.copies_cases import agreement

FIA = "pk.fia"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("rules")).registry


def test_a_hub_decides_by_the_rules_alone(registry: Registry) -> None:
    rules = Rules("")
    assert isinstance(rules.by(registry), CedarEngine)
    assert rules.by(registry) is rules.by(replace(registry, digest=bytes(32)))


def test_a_members_node_decides_by_the_agreements_of_the_registry_in_use(registry: Registry) -> None:
    rules = Rules(FIA)
    first = rules.by(registry)
    assert isinstance(first, HeldCopies)
    assert rules.by(registry) is first
    next_one = rules.by(replace(registry, digest=bytes(32)))
    assert isinstance(next_one, HeldCopies)
    assert next_one is not first
    assert next_one.digest == first.digest


def test_agreements_run_by_days_of_pakistan(registry: Registry) -> None:
    """Until 19:00 UTC it is the same day there."""
    row = agreement(holder=FIA, giver="pk.customs", since="2026-05-01", until="2026-05-02")
    known = replace(registry, agreements=(row, row._replace(holder="pk.customs")))
    before, after = 1_777_575_599_999, 1_777_661_999_999
    assert [in_force(known, FIA, at) for at in (before, before + 1, after, after + 1)] == [(), (row,), (row,), ()]
