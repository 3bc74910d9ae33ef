"""GraphML, CSV and i2 charts, read back by others."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.draw.network import FORMATS, draw
from services.draw.network.tables import guarded
from services.values.network import Answer, Edge, Node, NodeKey
from tests.unit.draw.network.sample import ANSWER, CAPTION, EDGES, EXPLOITER, NODES, PATHS, RECRUITER, STUBS


def rows(data: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))


def test_networkx_reads_the_graphml() -> None:
    graph = networkx.parse_graphml(draw(ANSWER, PATHS, CAPTION, "GRAPHML").decode())
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert graph.number_of_nodes() == len(NODES) + len(STUBS)
    assert graph.number_of_edges() == len(EDGES) + 2 * len(STUBS)
    node = graph.nodes["SUBJECT agencies/pk.fia/records/1"]
    assert (node["label"], node["label_ur"], node["person"]) == ("Ghulam Rasool", "غلام رسول ولد اللہ دتہ", 1)
    paid = graph.edges[
        "ACCOUNT IBAN:PK00HABB0000001123456000", "ACCOUNT IBAN:PK01HABB0000001123456001", "TRANSFERRED e0"
    ]
    assert (paid["amount_minor"], paid["currency"], paid["at"]) == (125_000_000, "PKR", "2026-02-25T11:13:20+05:00")
    assert graph.graph["officer"] == "Inspector Sana Malik"
    stub = graph.nodes["STUB 0"]
    assert (stub["kind"], stub["hidden"], stub["owner_name"]) == ("STUB", 2, "Pakistan Customs")


def test_a_handset_and_a_vehicle_keep_their_kinds() -> None:
    graph = networkx.parse_graphml(draw(ANSWER, PATHS, CAPTION, "GRAPHML").decode())
    places = [
        ("DEVICE IMEI:490154203237518", EXPLOITER, "DEVICE_USED_BY"),
        ("VEHICLE LEA1234", RECRUITER, "VEHICLE_USED_BY"),
    ]
    data = draw(ANSWER, PATHS, CAPTION, "CSV")
    told = {(row["kind"], row["id"]) for row in rows(data, "nodes.csv")}
    chart: Any = etree.fromstring(draw(ANSWER, PATHS, CAPTION, "ANX", "en"))
    for place, person, kind in places:
        of, _, number = place.partition(" ")
        assert graph.nodes[place]["kind"] == of
        assert [one["kind"] for one in graph.get_edge_data(place, f"SUBJECT {person.id}").values()] == [kind]
        assert (of, number) in told
        assert chart.xpath("//Entity[@EntityId=$place]/Icon/IconStyle/@Type", place=place) == [of]
        assert kind in chart.xpath("//LinkType/@Name")


def test_the_tables_hold_every_row() -> None:
    data = draw(ANSWER, PATHS, CAPTION, "CSV")
    nodes, edges = rows(data, "nodes.csv"), rows(data, "edges.csv")
    assert {row["id"].lstrip("'") for row in nodes} == {node.key.id for node in NODES if node.key}
    assert {row["id"] for row in edges} == {edge.id for edge in EDGES}
    assert next(row for row in edges if row["id"] == "e0")["amount_minor"] == "125000000"
    assert rows(data, "stubs.csv")[0]["hidden"] == "2"
    assert rows(data, "caption.csv")[0]["purpose"] == "INVESTIGATE_CASE"


def test_the_archive_has_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(draw(ANSWER, PATHS, CAPTION, "CSV"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


@pytest.mark.parametrize("label", ["=1+1", "+A1", "-A1", "@SUM(A1)", "|calc", "%x", '=HYPERLINK("x")', "-1+1"])
def test_no_cell_is_a_formula(label: str) -> None:
    answer = Answer((Node(key=NodeKey("SUBJECT", label), label=label, owner=label),))
    row = rows(draw(answer, (), CAPTION, "CSV"), "nodes.csv")[0]
    assert row["label"] == f"'{label}"
    assert row["id"] == f"'{label}"
    assert row["owner"] == f"'{label}"


@pytest.mark.parametrize("value", ["-5", "5", "abc", "", "a=b"])
def test_numbers_and_words_stay_as_they_are(value: str) -> None:
    assert guarded(value) == value


@given(st.text(max_size=60))
def test_any_label_comes_back_from_the_table(label: str) -> None:
    answer = Answer((Node(key=RECRUITER, label=label),))
    (row,) = rows(draw(answer, (), CAPTION, "CSV"), "nodes.csv")
    assert not row["label"].startswith(("=", "+", "@", "|", "%"))


def test_the_chart_of_i2_names_its_parts_as_i2_does() -> None:
    root: Any = etree.fromstring(draw(ANSWER, PATHS, CAPTION, "ANX", "en"))
    assert root.tag == "Chart"
    assert root.get("Rigorous") == "true"
    assert root.get("IdReferenceLinking") == "false"
    assert [child.tag for child in root] == [
        "StrengthCollection",
        "AttributeClassCollection",
        "LinkTypeCollection",
        "EntityTypeCollection",
        "Summary",
        "ChartItemCollection",
    ]
    entities = root.xpath("ChartItemCollection/ChartItem/End/Entity")
    links = root.xpath("ChartItemCollection/ChartItem/Link")
    assert len(entities) == len(NODES) + len(STUBS)
    assert len(links) == len(EDGES) + 2 * len(STUBS)
    ids = [entity.get("EntityId") for entity in entities]
    assert len(set(ids)) == len(ids)
    assert {end for link in links for end in (link.get("End1Id"), link.get("End2Id"))} <= set(ids)


def test_the_chart_of_i2_declares_every_type_that_it_uses() -> None:
    root: Any = etree.fromstring(draw(ANSWER, PATHS, CAPTION, "ANX", "en"))
    for used, declared in (
        ("//IconStyle/@Type", "//EntityType/@Name"),
        ("//LinkStyle/@Type", "//LinkType/@Name"),
        ("//LinkStyle/@Strength", "//Strength/@Name"),
        ("//Attribute/@AttributeClass", "//AttributeClass/@Name"),
    ):
        assert root.xpath(used)
        assert set(root.xpath(used)) <= set(root.xpath(declared))


def test_the_chart_of_i2_dates_its_links_and_keeps_amounts() -> None:
    root: Any = etree.fromstring(draw(ANSWER, PATHS, CAPTION, "ANX", "en"))
    (item,) = root.xpath("//ChartItem[@Description='e0']")
    assert (item.get("DateTime"), item.get("DateSet"), item.get("TimeSet")) == ("2026-02-25T11:13:20", "true", "true")
    assert item.get("Label") == "transferred PKR 1,250,000.00 · 2026-02-25 11:13"
    assert {a.get("AttributeClass"): a.get("Value") for a in item.iter("Attribute")}["amount_minor"] == "125000000"
    assert root.xpath("//CustomProperty[@Name='officer']/@Value") == ["Inspector Sana Malik"]


def test_an_unknown_kind_is_still_drawn() -> None:
    key = NodeKey("COMET", "1")
    answer = Answer((Node(key=key),), (Edge(id="1", kind="ORBITS", start=key, end=key),))
    for form in FORMATS:
        assert draw(answer, (), CAPTION, form, "ur")
