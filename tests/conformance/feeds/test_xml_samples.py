"""Every goAML and ISO 20022 sample at hand: read or refused as its own schema says, with figures for each file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from services.sources.feeds.row import FileRefused, Remark
from tests.conformance.feeds.xml_made import figures, items, reasons, remarks
from tests.rows import of_rows
from tests.shared import count_vectors, shared


class Figures(NamedTuple):
    """``reader``; nodes, edges, rejects; reasons of the rejects; whether a schema for it is at hand."""

    reader: str
    nodes: int
    edges: int
    rejects: tuple[str, ...] = ()
    schema: bool = True


GOAML = {
    "AIF.xml": Figures("goaml", 3, 2),
    "AIFT.xml": Figures("goaml", 6, 5),
    "DPMSR.xml": Figures("goaml", 3, 2),
    "ECDD.xml": Figures("goaml", 3, 2),
    "ECDDT.xml": Figures("goaml", 6, 5),
    "SAR.xml": Figures("goaml", 3, 2),
    "STR.xml": Figures("goaml", 6, 5),
}
NONE = ("no-counterparty",)
ISO = {
    "camt052.v1.xml": Figures("camt_052", 0, 0, NONE, schema=False),
    "camt052.v2.other-account.xml": Figures("camt_052", 4, 3, schema=False),
    "camt052.v2.with-account-name.xml": Figures("camt_052", 0, 0, ("no-date",), schema=False),
    "camt052.v2.xml": Figures("camt_052", 4, 3, schema=False),
    "camt052.v4.xml": Figures("camt_052", 0, 0, ("not-booked",), schema=False),
    "camt052.v6.Amt-zero.xml": Figures("camt_052", 0, 0, ("not-booked",), schema=False),
    "camt052.v6.xml": Figures("camt_052", 0, 0, ("not-booked",), schema=False),
    "camt052.v8.xml": Figures("camt_052", 0, 0, NONE),
    "camt053.v2.all-balance-types.xml": Figures("camt_053", 0, 0, ("no-counterparty",)),
    "camt053.v2.five.decimals.xml": Figures("camt_053", 0, 0, ("no-counterparty",)),
    "camt053.v2.minimal.ultimate.xml": Figures("camt_053", 0, 0, NONE),
    "camt053.v2.minimal.xml": Figures("camt_053", 3, 2),
    "camt053.v2.multi.statement.xml": Figures("camt_053", 3, 2, NONE),
    "camt053.v2.with-account-name.xml": Figures("camt_053", 0, 0, NONE),
    "camt053.v2.with-party-ids.xml": Figures("camt_053", 4, 3),
    "camt053.v3.xml": Figures("camt_053", 4, 3, (), schema=False),
    "camt053.v4.xml": Figures("camt_053", 4, 3, schema=False),
    "camt053.v8.xml": Figures("camt_053", 4, 3),
    "prowide-pacs.008.001.07.xml": Figures("pacs_008", 0, 0, ("no-account",), schema=False),
}
PLACES = {**dict.fromkeys(GOAML, ("goaml", "v5.0.2")), **dict.fromkeys(ISO, ("iso20022", "xsd"))}
ALL = {**GOAML, **ISO}


def sample(name: str) -> Path:
    return shared("data", PLACES[name][0], "samples", name)


def schemas(name: str) -> Path:
    return shared("data", *PLACES[name])


@pytest.mark.parametrize("family", ["goaml", "iso20022"])
def test_no_sample_is_left_out(family: str) -> None:
    at_hand = {path.name for path in shared("data", family, "samples").glob("*.xml")}
    assert at_hand == {name for name, place in PLACES.items() if place[0] == family}


@of_rows("name", ALL)
def test_a_sample_gives_its_figures(name: str) -> None:
    expected = ALL[name]
    found = items(expected.reader, sample(name).read_bytes(), schema=schemas(name))
    assert figures(found) == (expected.nodes, expected.edges, len(expected.rejects))
    assert tuple(reasons(found)) == expected.rejects
    assert ("no-schema" in remarks(found)) == (not expected.schema)
    count_vectors("feeds: goAML and ISO 20022 samples", 1)


@of_rows("name", ALL)
def test_without_schema_it_gives_the_same(name: str) -> None:
    raw = sample(name).read_bytes()
    bare = items(ALL[name].reader, raw)
    with_schema = items(ALL[name].reader, raw, schema=schemas(name))
    assert bare == [item for item in with_schema if not (isinstance(item, Remark) and item.code == "no-schema")]


COVERED = [name for name, expected in ALL.items() if expected.schema]


@of_rows("name", COVERED)
def test_what_the_schema_refuses_is_refused_whole(name: str) -> None:
    """An element that the schema does not know, at the end of the root."""
    tree = etree.parse(sample(name))
    tree.getroot().append(etree.Element("unheard-of"))
    broken = etree.tostring(tree)
    with pytest.raises(FileRefused) as refused:
        items(ALL[name].reader, broken, schema=schemas(name))
    assert "schema" in str(refused.value)
    assert figures(items(ALL[name].reader, broken))[0] == ALL[name].nodes


@of_rows("name", [name for name in ALL if name not in GOAML])
def test_another_messages_reader_refuses_it(name: str) -> None:
    other = "camt_054" if ALL[name].reader != "camt_054" else "camt_053"
    with pytest.raises(FileRefused, match="iso20022-message"):
        items(other, sample(name).read_bytes())


@of_rows("name", ALL)
def test_a_second_reading_is_equal(name: str) -> None:
    raw = sample(name).read_bytes()
    assert items(ALL[name].reader, raw) == items(ALL[name].reader, raw)
