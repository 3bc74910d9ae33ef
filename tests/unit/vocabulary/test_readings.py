"""Every closed word has its reading in both languages, and each stands in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from rabta.linkage.v1.graph_pb2 import EdgeKind, NodeKind
from rabta.linkage.v1.link_pb2 import LinkSign
from rabta.records.v1.history_pb2 import Finality, Standing
from rabta.records.v1.record_pb2 import PartyRole, RecordStatus

from graph.model import EDGE_KINDS, NODE_KINDS
from services.access.purpose import PURPOSES as KNOWN_PURPOSES
from services.vocabulary import readings
from services.vocabulary.readings import is_urdu, reading
from tests.arch.tree import shipped


def words_of(enum: Any) -> set[str]:
    prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", enum.DESCRIPTOR.name).upper() + "_"
    return {name.removeprefix(prefix) for name in enum.keys()} - {"UNSPECIFIED"}  # noqa: SIM118


TABLES: list[tuple[str, Mapping[str, tuple[str, str]], Iterable[str]]] = [
    ("purposes", readings.PURPOSES, KNOWN_PURPOSES),
    ("roles", readings.ROLES, words_of(PartyRole)),
    ("standings", readings.STANDINGS, words_of(Standing)),
    ("finalities", readings.FINALITIES, words_of(Finality)),
    ("statuses", readings.STATUSES, words_of(RecordStatus)),
    ("signs", readings.SIGNS, words_of(LinkSign)),
    ("nodes", readings.NODES, {*NODE_KINDS, *words_of(NodeKind)}),
    ("edges", readings.EDGES, {*EDGE_KINDS, *words_of(EdgeKind)}),
]


@pytest.mark.parametrize(("table", "known"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_every_word_is_read_in_both_languages(table: Mapping[str, tuple[str, str]], known: Iterable[str]) -> None:
    assert table.keys() == set(known)
    for english, urdu in table.values():
        assert english.isascii()
        assert re.fullmatch("[\u0600-\u06ff؟ ]+", urdu)


def test_no_other_table_of_the_product_reads_a_role_or_a_purpose() -> None:
    urdu = {both[1] for table in (readings.PURPOSES, readings.STANDINGS) for both in table.values() if " " in both[1]}
    found = {source.path for source in shipped() for text in urdu if f'"{text}"' in source.text}
    assert found == {"services/vocabulary/readings.py"}
    roles = {'("complainant", "مستغیث")', '("victim", "متاثرہ")'}
    assert {s.path for s in shipped() for text in roles if text in s.text} == {"services/vocabulary/readings.py"}


def test_a_word_of_a_later_version_is_its_own_name() -> None:
    assert reading(readings.ROLES, "NEW_ROLE", urdu=True) == "new role"
    assert (is_urdu("ur-PK"), is_urdu("UR"), is_urdu(""), is_urdu("urx")) == (True, True, False, False)
