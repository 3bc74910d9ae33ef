"""FollowTheMoney: read by the library itself, every reference to something that is there, and nobody called a criminal."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from services.console.network.acts import Asked, Filtered, History, State
from services.console.network.content import Content, merged
from services.console.network.exports import exported
from services.console.network.filters import Filter
from services.draw.network import Caption
from services.draw.network.ftm import SCHEMATA
from services.values.network import NodeKey
from services.vocabulary.readings import NODES
from tests.shared import ROOT, wanting
from tests.unit.console.network.sample import (
    ACCOUNT,
    ACCUSED,
    ANSWERS,
    CODES,
    EXPAND,
    NAMES,
    OTHER_ACCOUNT,
    PATHS,
    VICTIM_SAYS,
    T,
    row,
)

PYTHON = ROOT / ".venv-ftm" / "bin" / "python"
READ = """
import json, sys
from followthemoney import model
said = []
for line in sys.stdin:
    held = json.loads(line)
    model.get(held["schema"]).validate(held)
    read = model.get_proxy(held, cleaned=False)
    said.append([read.id, sorted(read.edgepairs()) if read.schema.edge else [],
                 {name: sorted(read.get(name)) for name in held["properties"]}])
print(json.dumps(said))
"""
CASE = NodeKey("CASE", "FIR:PB/LAHORE/ICHHRA/512/2024")
SOUND = NodeKey("ACCOUNT", "IBAN:PK36SCBL0000001123456702")
JOURNEY = NodeKey("JOURNEY", "CROSSING:TAFTAN:LEB254417:2025-03-15")
ALL = merged(ANSWERS.values())
MORE = (
    row("p1", "PARTY_TO", ACCUSED, CASE),
    row("j1", "TRAVELLED", ACCUSED, JOURNEY, at_ms=T, until_ms=T + 86_399_999),
    row("w1", "WITHDREW", ACCOUNT, SOUND, at_ms=T, sum_minor=900, rows=3, currency="JPY"),
)
CONTENT = Content(replace(ALL.answer, edges=(*ALL.answer.edges, *MORE)), ALL.paths)
CAPTION = Caption("Sub-Inspector Sana Malik", "pk.fia", T, "INVESTIGATE_CASE", "FIR:FIA/2026/7", "Expand")
STATE = History().do(Asked(EXPAND), Asked(PATHS)).state


def told(state: State = STATE, language: str = "", *, names: bool = True) -> list[dict[str, Any]]:
    raw = exported(CONTENT, state, CODES, CAPTION, "ftm", language, names=names)
    return [json.loads(line) for line in raw.decode().splitlines()]


def of(schema: str, entities: list[dict[str, Any]]) -> list[dict[str, list[str]]]:
    return [each["properties"] for each in entities if each["schema"] == schema]


def test_the_library_reads_every_entity_and_drops_no_value() -> None:
    if not PYTHON.exists():
        wanting("the library followthemoney (make .venv-ftm/.ready)")
    entities = told()
    lines = "".join(f"{json.dumps(each)}\n" for each in entities)
    done = subprocess.run([PYTHON, "-c", READ], input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert [name for name, _, _ in read] == [each["id"] for each in entities]
    dropped = [
        (each["schema"], name)
        for each, (_, _, values) in zip(entities, read, strict=True)
        for name, held in each["properties"].items()
        if len(set(held)) != len(values[name])
    ]
    assert dropped == []
    assert sum(len(pairs) for _, pairs, _ in read) > 5


def test_every_reference_is_to_an_entity_of_the_file_and_each_id_is_one() -> None:
    for language in ("", "ur"):
        entities = told(language=language)
        ids = [each["id"] for each in entities]
        assert len(set(ids)) == len(ids)
        named = {"payer", "beneficiary", "payerAccount", "beneficiaryAccount", "caller", "receiver", "holder", "party"}
        named |= {"case", "owner", "asset", "subject", "object", "entity"}
        wanted = {value for each in entities for name in named for value in each["properties"].get(name, [])}
        assert wanted <= set(ids)
        assert len(wanted) > 10


def test_a_payment_says_amount_time_and_source_and_names_no_payer() -> None:
    first, *_ = of("Payment", told())
    assert (first["amount"], first["currency"], first["date"]) == (["50000.00"], ["PKR"], ["2026-02-25T06:13:20"])
    assert first["publisher"] == ["pk.fmu"]
    assert "feeds/calls/t1" in first["summary"][0]
    assert [each["amount"] for each in of("Payment", told()) if each["currency"] == ["JPY"]] == [["900"]]
    assert "whoever used" in json.dumps(told())


def test_only_a_sound_iban_is_called_one() -> None:
    accounts = of("BankAccount", told())
    assert [each.get("iban") for each in accounts] == [None, None, [SOUND.id[5:]]]
    assert [each["accountNumber"] for each in accounts] == [[key.id[5:]] for key in (ACCOUNT, OTHER_ACCOUNT, SOUND)]


def test_who_made_it_why_and_what_is_hidden_is_said() -> None:
    notes = json.dumps(of("Note", told()))
    assert all(each in notes for each in ("Sub-Inspector Sana Malik", "INVESTIGATE_CASE", "FIR:FIA/2026/7"))
    assert "Another agency" in notes
    assert "051-1234567" in notes


@pytest.mark.parametrize("language", ["", "ur"])
def test_the_protected_are_under_codes_and_nobody_has_a_topic(language: str) -> None:
    text = json.dumps(told(language=language), ensure_ascii=False)
    assert all(each not in text for each in VICTIM_SAYS)
    assert '"topics"' not in text
    assert "ACCUSED" not in text


def test_names_off_is_names_off_and_a_filter_holds() -> None:
    text = json.dumps(told(names=False), ensure_ascii=False)
    assert all(each not in text for each in (*NAMES, ACCOUNT.id[5:], CASE.id))
    only = told(History().do(Asked(EXPAND), Filtered(Filter("kind", "CALLED"))).state)
    assert of("Payment", only) == []
    assert len(of("Call", only)) == 6


def test_each_kind_of_node_has_a_schema() -> None:
    assert SCHEMATA.keys() == NODES.keys() - {"STUB", "GROUP"}


def test_equal_charts_are_equal_files() -> None:
    assert told() == told()
