"""Files of a chart: what the officer saw and nothing else, watermarked, harmless in a spreadsheet, without names if so wanted."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import networkx
import pytest
from pypdf import PdfReader

from services.console.network.acts import Asked, Filtered, Hidden, History, State
from services.console.network.content import Content, merged
from services.console.network.exports import FORMATS, exported
from services.console.network.filters import Filter
from services.draw.network import Caption
from services.draw.network.chart import spot_id
from tests.rows import of_rows
from tests.unit.console.network.sample import ANSWERS, CODES, EXPAND, NAMES, PATHS, PEOPLE, PHONE, VICTIM_SAYS, T

ALL = merged(ANSWERS.values())
STATE = History().do(Asked(EXPAND), Asked(PATHS)).state
CAPTION = Caption("Sub-Inspector Sana Malik", "pk.fia", T, "INVESTIGATE_CASE", "FIR:FIA/2026/7", "Expand")


def made(word: str, state: State = STATE, *, content: Content = ALL, language: str = "", names: bool = True) -> bytes:
    return exported(content, state, CODES, CAPTION, word, language, names=names)


def text_of(word: str, raw: bytes) -> str:
    """All that somebody can read in the file."""
    if word == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)
    if word == "csv":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    return raw.decode("utf-8")


READABLE = sorted(FORMATS.keys() - {"png"})


@pytest.mark.parametrize("word", READABLE)
def test_who_made_it_when_and_why_is_in_each(word: str) -> None:
    said = text_of(word, made(word))
    assert "Sub-Inspector Sana Malik" in said
    assert "2026-02-25" in said
    assert "FIR:FIA/2026/7" in said
    assert "INVESTIGATE_CASE" in said or "investigation of a case" in said


@of_rows("word", READABLE)
@of_rows("language", ["", "ur"])
def test_the_protected_are_in_none(word: str, language: str) -> None:
    said = text_of(word, made(word, language=language))
    assert all(each not in said for each in VICTIM_SAYS)


@pytest.mark.parametrize("word", READABLE)
def test_names_off_is_names_off(word: str) -> None:
    said = text_of(word, made(word, names=False))
    ids = [node.key.id for node in ALL.answer.nodes if node.key and node.key.kind != "SUBJECT"]
    assert all(each not in said for each in (*NAMES, *ids))
    assert "Ghulam Rasool" in text_of(word, made(word))


@pytest.mark.parametrize("word", ["csv", "graphml", "anx", "pdf"])
def test_what_was_taken_off_or_held_back_is_not_in_it(word: str) -> None:
    history = History().do(Asked(EXPAND), Asked(PATHS), Hidden(spot_id(PHONE)), Filtered(Filter("agency", "pk.fia")))
    said = text_of(word, made(word, history.state))
    assert "feeds/calls/t2" in said
    assert "feeds/calls/t1" not in said
    assert PHONE.id not in said


def test_each_is_what_it_says() -> None:
    assert made("png").startswith(b"\x89PNG")
    assert made("pdf").startswith(b"%PDF-1.7")
    assert ElementTree.fromstring(made("svg")).tag.endswith("svg")
    assert ElementTree.fromstring(made("anx")).tag == "Chart"
    graph = networkx.parse_graphml(made("graphml").decode())
    assert graph.number_of_edges() == len(ALL.answer.edges) + 1
    with zipfile.ZipFile(io.BytesIO(made("csv"))) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv", "stubs.csv", "caption.csv"]
    with pytest.raises(KeyError):
        made("exe")


@pytest.mark.parametrize("word", READABLE)
def test_equal_charts_give_equal_bytes(word: str) -> None:
    assert made(word) == made(word)


@pytest.mark.parametrize("begin", ["=HYPERLINK(1)", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(begin: str) -> None:
    people = tuple(replace(person, label=begin, role="ACCUSED", person=0) for person in PEOPLE)
    raw = made("csv", content=Content(replace(ALL.answer, nodes=people)))
    rows = list(csv.reader(io.StringIO(text_of("csv", raw))))
    assert [
        cell for row in rows for cell in row if cell[:1] in ("=", "@", "\t", "\r") or cell[:2] in ("+1", "-2")
    ] == []


@pytest.mark.parametrize("word", ["svg", "anx", "graphml"])
def test_what_somebody_wrote_is_no_markup(word: str) -> None:
    people = (replace(PEOPLE[0], label="<script>alert(1)</script>&\x00\u202e"),)
    raw = made(word, content=Content(replace(ALL.answer, nodes=people)))
    assert b"<script" not in raw
    assert "\u202e" not in raw.decode()
    assert ElementTree.fromstring(raw) is not None
