"""Which court may order what: bank data by Sessions or High Court, interception by a Judge of the High Court."""

from __future__ import annotations

from itertools import product

import pytest
from rabta.linkage.v1 import feed_pb2
from rabta.membership.v1 import registry_pb2

from services.access.ordering import BY_COURT, ORDERING, may_order
from services.access.purpose import LEGAL_BASES
from tests.shared import ROOT

TIERS = [name.removeprefix("COURT_TIER_") for name in registry_pb2.CourtTier.keys()]  # noqa: SIM118
KINDS = [name.removeprefix("AUTHORITY_KIND_") for name in feed_pb2.AuthorityKind.keys()]  # noqa: SIM118
FEEDS = [name.removeprefix("FEED_KIND_") for name in feed_pb2.FeedKind.keys()]  # noqa: SIM118
DOCUMENT = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "feed", "may"),
    [
        ("COURT_ORDER", "MONEY", {"SESSION", "HIGH", "SUPREME"}),
        ("COURT_ORDER", "CDR", {"", "MAGISTRATE", "SESSION", "HIGH", "SUPREME"}),
        ("PECA_WARRANT", "CDR", {"", "MAGISTRATE", "SESSION", "HIGH", "SUPREME"}),
        ("IFTA_WARRANT", "CONTENT", {"HIGH", "SUPREME"}),
        ("IFTA_WARRANT", "MONEY", {"HIGH", "SUPREME"}),
        ("AMLA_ORDER", "MONEY", {"", "MAGISTRATE", "SESSION", "HIGH", "SUPREME"}),
        ("STATUTE", "TRAVEL", {"", "MAGISTRATE", "SESSION", "HIGH", "SUPREME"}),
    ],
)
def test_courts_that_may_order(kind: str, feed: str, may: set[str]) -> None:
    tiers = {"", *TIERS} - {"UNSPECIFIED"}
    assert {tier for tier in tiers if may_order(kind, feed, tier)} == may


def test_every_kind_that_a_court_issues_says_so_of_every_feed() -> None:
    assert {"COURT_ORDER", "PECA_WARRANT", "IFTA_WARRANT"} == BY_COURT
    assert ORDERING.keys() == set(product(BY_COURT, set(FEEDS) - {"UNSPECIFIED"}))
    assert set(KINDS) > BY_COURT
    assert LEGAL_BASES.keys() >= BY_COURT


def test_words_are_those_of_the_wire() -> None:
    assert frozenset().union(*(row.tiers for row in ORDERING.values())) <= set(TIERS)
    assert {row.mark for row in ORDERING.values()} <= {"V", "V2", "K", "check"}


def test_the_document_shows_each() -> None:
    for (kind, feed), row in ORDERING.items():
        courts = " ".join(sorted(tier.lower() for tier in row.tiers)) or "any"
        assert f"| `{kind.lower()}` | {feed.lower()} | {courts} | {row.law} | {row.mark} |" in DOCUMENT
