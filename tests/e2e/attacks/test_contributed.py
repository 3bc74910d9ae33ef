"""Contributed text that would act on its reader: in a terminal, in CSV, in JSON, in the reject file, from file to screen.

The real command line, with an issuer that gives its officers their tokens.
"""

from __future__ import annotations

import asyncio
import csv
import io
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from rabta.records.v1.records_service_pb2 import SearchResponse

from services.cli.demo.officers import write_roster
from services.client.profile import write_profile
from services.node.local import free_ports, issuer_children, write_agency_profile, write_issuer_settings
from services.signing.es256 import PrivateKey
from tests.e2e.attacks.lying import Answer, Liar, lying
from tests.e2e.attacks.test_purpose import SEARCH
from tests.e2e.people import CHILD, FIA, FIA_CASE, INVESTIGATOR, RECORDERS, Officer
from tests.e2e.planted import KNOWN, ref
from tests.e2e.processes import ROOT, until
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.fakes.console import running_console

FORMULA = "=HYPERLINK(0)"
HOSTILE = "\x1b]0;owned\x07\x1b[2JAli\u202egpj.exe\u2066\u200f\x9b31m"
ACTS = ("\x1b", "\x07", "\x9b", "\u202e", "\u200f")
FORMULA_MAN = make.cnic(400)


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str


async def rabta(*arguments: str, stdin: str = "", **environment: str) -> Said:
    """The command line, as a process."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "proto" / "gen")])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.cli.main", *arguments, cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 60)
    return Said(process.returncode or 0, out.decode(), err.decode())


@pytest.fixture(scope="module")
def desk(world: World) -> Iterator[World]:
    """The federation with two issuers; a man whose name is a formula."""
    now, clerk = world.clock.now(), RECORDERS[CHILD]
    for officer, case, port in zip(
        (INVESTIGATOR, clerk), (f"FIR:{FIA_CASE}", f"RECORD:{CHILD.upper()}"), free_ports(2), strict=True
    ):
        world.local.issuers[officer.agency] = port
        write_roster(world.node(officer.agency), officer.agency, [_person(officer, case, now)], now)
        write_issuer_settings(world.local, officer.agency)
        write_agency_profile(world.local, officer.agency, officer.id, contributes=officer is clerk)
    for child in issuer_children(world.local):
        world.run.start(child.name, *child.arguments)
    man = replace(make.person(FORMULA_MAN, name=FORMULA), district="-2+3")
    world.plant([make.party("fia-formula", agency=FIA, subject=man, case_references=ref(FIA_CASE))])
    until(lambda: all(_listens(port) for port in world.local.issuers.values()), "the issuers listen")
    yield world
    for child in issuer_children(world.local):
        world.run.stop(child.name)
    world.local.issuers.clear()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _person(officer: Officer, case: str, now: int) -> dict[str, object]:
    return {
        "id": officer.id, "display_name": officer.id, "roles": list(officer.roles), "clearance": officer.clearance,
        "jurisdictions": ["PK"], "cases": [case], "suspended": False, "undertaking_signed": True,
        "superior": (*officer.superiors, "")[0], "own_and_kin": [], "trained_until_ms": now + 86_400_000,
    }  # fmt: skip


def why(profile: Path) -> list[str]:
    return [
        "--profile", str(profile), "--purpose", "investigate_case", "--legal-basis", "crpc_case",
        "--case", f"FIR:{FIA_CASE}",
    ]  # fmt: skip


def told_by_a_liar(world: World, folder: Path, lie: Callable[[SearchResponse], None], output: str) -> Said:
    """`rabta search` of a hub that puts words into its answer under its own signature."""
    key = PrivateKey.load(world.files.hub.message_key)

    def told(answer: Answer) -> Answer:
        found = SearchResponse.FromString(answer.body)
        lie(found)
        return answer.saying(key, found.SerializeToString(deterministic=True))

    async def run() -> Said:
        async with lying(world) as liar:
            liar.lie, liar.methods = told, (SEARCH,)
            return await rabta("search", *why(pointed(liar, folder)), "--output", output, stdin=KNOWN)

    return asyncio.run(run())


def pointed(liar: Liar, folder: Path) -> Path:
    """The investigator's profile, with another address."""
    world = liar.world
    text = world.local.profile(FIA, INVESTIGATOR.id).read_text("utf-8")
    settings = dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line)
    plain = {name: value.strip('"') for name, value in settings.items()}
    home = world.node(FIA).folder
    paths = (
        "ca",
        "hub_certificates",
        "tls_key",
        "tls_certificate",
        "message_key",
        "registry",
        "governance",
        "officer_key",
    )
    plain |= {name: str(home / plain[name]) for name in paths}
    plain |= {"endpoint": f"127.0.0.1:{liar.port}", "state": str(folder / "state")}
    target = folder / "pointed.toml"
    write_profile(target, plain)
    return target


def _hostile(found: SearchResponse) -> None:
    for match in found.matches:
        for name in match.subject.names:
            name.text = HOSTILE
        match.case_key = FORMULA + HOSTILE
    found.next_page_token = HOSTILE


def harmless(said: Said) -> None:
    """Nothing that a terminal acts on, on either stream."""
    assert said.code == 0, said.err
    for text in (said.out, said.err):
        assert not [character for character in ACTS if character in text]


@pytest.mark.parametrize("output", ["table", "json", "csv"])
def test_hostile_text_from_the_hub(desk: World, tmp_path: Path, output: str) -> None:
    """Escapes, overrides and a formula, signed by the hub itself: shown, and harmless."""
    said = told_by_a_liar(desk, tmp_path, _hostile, output)
    harmless(said)
    if output == "csv":
        cells = [cell for row in csv.reader(io.StringIO(said.out)) for cell in row]
        assert any(FORMULA in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_formula_as_a_name(desk: World) -> None:
    """Accepted as a name, for it may be one; an apostrophe keeps a spreadsheet from running it."""
    profile = desk.local.profile(FIA, INVESTIGATOR.id)
    said = asyncio.run(rabta("search", *why(profile), "--output", "csv", stdin=FORMULA_MAN))
    harmless(said)
    assert f"'{FORMULA}" in said.out
    table = asyncio.run(rabta("history", *why(profile), stdin=FORMULA_MAN))
    harmless(table)


def test_formula_as_a_name_in_the_console(desk: World) -> None:
    """A person of a whole federation, from search to history, record and proof; the text is text on every page."""
    with running_console(desk.local.profile(FIA, INVESTIGATOR.id)) as console:
        browser = console.browser()
        assert browser.state(case_key=FIA_CASE).status_code == 303
        browser.get("/search")
        number = {"kind": "CNIC", "number": FORMULA_MAN}
        found = browser.post("/search", {"by": "number", **number}).text
        told = browser.post("/history", number).text
        (record,) = set(re.findall(r'href="/record\?name=([^"]+)"', found))
        pages = [found, told, browser.get(f"/record?name={record}").text, browser.get(f"/person?record={record}").text]
        bundle = browser.get(f"/proof?name={record}")
        browser.client.close()
    for page in (pages[0], *pages[2:]):
        assert f'<bdi dir="auto">{FORMULA}</bdi>' in page
    assert all("Every proof of this answer held." in page for page in pages)
    assert f"/record?name={record}" in told
    assert FORMULA.encode() in bundle.content


def test_hostile_file(desk: World, tmp_path: Path) -> None:
    """Escapes, overrides and formulas in an agency's export: rows put aside by shape, the good one goes in."""
    rows = [
        ["901/2024", "FIA", "Lahore", "AHTC", "12-03-2024", "11-03-2024", "379 PPC", "Good Man", "Umar Din"],
        ["902/2024", "FIA", "Lahore", "AHTC", "12-03-2024", "11-03-2024", "379 PPC", "\x1b[2JAli", "Umar Din"],
        ["903/2024", "FIA", "Lahore", "AHTC", "12-03-2024", "11-03-2024", "379 PPC", "Ali\u202ejpg", "Umar Din"],
        ["904/2024", "FIA", "Lahore", "AHTC", "12-03-2024", "11-03-2024", "379 PPC", "=1+1", "Umar Din"],
        ["905/2024", "FIA", "Lahore", "AHTC", "12-03-2024", "11-03-2024", "379 PPC", "@SUM(A1)", "Umar Din"],
    ]
    head = (
        "FIR No,Province,District,Police Station,FIR Date,Date of Occurrence,Section of Law,Accused,Accused Father Name"
    )
    file = tmp_path / "=cmd\x1b.csv"
    file.write_text("\n".join([head, *(",".join(row) for row in rows)]), "utf-8")
    profile = str(desk.local.profile(CHILD, RECORDERS[CHILD].id))
    rejects = tmp_path / "rejects.csv"

    async def twice() -> tuple[Said, Said]:
        arguments = ("import", "fir_register", str(file), "--profile", profile, "--rejects", str(rejects))
        return await rabta(*arguments), await rabta(*arguments)

    first, second = asyncio.run(twice())
    harmless(first)
    assert "accepted: 1" in first.out
    assert "rejected: 4" in first.out
    assert "unchanged: 1" in second.out
    text = rejects.read_text("utf-8")
    assert not [character for character in ACTS if character in text]
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [value for value in ("Ali", "SUM", "jpg") if value in text]
    assert {row[3] for row in list(csv.reader(io.StringIO(text)))[1:]} == {"control-character", "formula"}
