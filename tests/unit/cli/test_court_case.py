"""`rabta court case`: the records of a case for its court and the defence, out of one question for each accused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.records.v1.records_service_pb2 import GetHistoryRequest

from services.client import evidence as evidence_module
from services.listing.case_paper.bundle import MAX_ACCUSED
from services.listing.case_paper.retold import case_lines
from services.signing.evidence import decode_evidence, encode_evidence
from services.signing.papers import with_papers
from services.values.records import RecordVersion
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import HISTORY, answers, mode, rabta, refuses
from tests.unit.cli.rabta import RECORDS as METHODS
from tests.unit.cli.test_court import SESSIONS, history
from tests.unit.evidence.world import GOOD, anchor
from tests.unit.listing.case_paper.answers import CO_ACCUSED
from tests.unit.records.papers import CNIC, OTHER_CNIC, PPC, case_file, order, party, record

CASE = "LAHORE SESSIONS/99/2024"
WHY = ("--purpose", "trial", "--legal-basis", "trial-antecedents", "--case", f"COURT_CASE:{CASE}")
BOTH = f"{OTHER_CNIC.value}\n{CNIC.value}\n\n{CNIC.value}\n"
"""As somebody pastes them: the wrong way round, an empty line, one twice."""
NAMES = ["answer-02.rabta", "case.en.pdf", "case.json", "case.ur.pdf"]
HIDDEN = "She was found at the Gulberg shelter."


def of_man() -> list[RecordVersion]:
    return [
        record(case_file(summary=HIDDEN), role="", record_id="fir"),
        record(party(PPC), record_id="named"),
        record(order("CHARGE_FRAMED", "2024-06-01"), record_id="charge"),
    ]


def of_other() -> list[RecordVersion]:
    return [
        record(case_file(summary=HIDDEN), role="", record_id="fir"),
        record(order("CHARGE_FRAMED", "2024-06-01"), of=CO_ACCUSED, record_id="charge-2"),
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (SESSIONS, live.FIA), METHODS) as made:
        yield made


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch, desk: HubThread) -> None:
    """Each number is answered with its own history."""
    monkeypatch.setattr(evidence_module, "PAUSE_S", 0.01)
    monkeypatch.setattr(evidence_module, "TRIES", 3)
    desk.hub.bodies.clear()
    told = {CNIC.value: history(*of_man()), OTHER_CNIC.value: history(*of_other())}

    async def answer(call: object, raw: bytes) -> bytes:
        return told[GetHistoryRequest.FromString(raw).selector.identifier.value]

    desk.hub.bodies[HISTORY] = answer


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return tmp_path / "court.evidence"


@pytest.fixture
def folder(desk: HubThread, tmp_path: Path, whole: Path) -> Path:
    """What the defence gets."""
    made = tmp_path / "papers"
    rabta("court", "case", made, "--profile", desk.profile(SESSIONS), *WHY, "--save-evidence", whole, stdin=BOTH)
    return made


def second(whole: Path) -> Path:
    return whole.with_name("court.evidence.02")


def papers(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "evidence.rabta")


def verified(desk: HubThread, bundle: Path, *given: Path, more: tuple[Path, ...] = (), code: int = 0) -> str:
    options = [option for path in given for option in ("--paper", path)]
    options += [option for path in more for option in ("--answer", path)]
    return rabta("verify", bundle, "--trust", desk.files.anchor, *options, code=code).stdout


def test_the_defence_gets_the_papers_of_every_accused_and_their_proof(desk: HubThread, folder: Path) -> None:
    assert [path.name for path in papers(folder)] == NAMES
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    told = json.loads((folder / "case.json").read_bytes())
    assert [each["about"]["value"] for each in told["accused"]] == [CNIC.value, OTHER_CNIC.value]
    assert [each["stands"] for each in told["accused"]] == ["ACCUSATION", "ACCUSATION"]
    assert told["asked"]["case"] == f"COURT_CASE:{CASE}"
    assert {step["signed_by"] for step in told["steps"]} == {live.PUNJAB}
    out = verified(desk, folder / "evidence.rabta", *papers(folder))
    assert out.rstrip().endswith("evidence verified")
    for name in NAMES:
        assert f"made paper {name} of this answer" in out
    assert "evidence verified" in verified(desk, folder / "answer-02.rabta")


def test_nothing_that_goes_to_the_defence_holds_an_answer(folder: Path, whole: Path) -> None:
    for path in (folder / "evidence.rabta", folder / "answer-02.rabta"):
        assert decode_evidence(path.read_bytes()).redacted
    for path in (whole, second(whole)):
        assert HIDDEN.encode() in decode_evidence(path.read_bytes()).answer_body
        assert mode(path) == 0o600
    for path in folder.iterdir():
        assert b"Gulberg" not in path.read_bytes()


def test_the_court_makes_the_json_anew_of_all_its_answers(desk: HubThread, folder: Path, whole: Path) -> None:
    out = verified(desk, whole, *papers(folder), more=(second(whole),))
    assert "case.json says what the answers say" in out
    assert "case.json is not made anew: 1 of 2 answers are given" in verified(desk, whole, *papers(folder))


def test_another_answer_in_place_of_the_second_is_caught(desk: HubThread, folder: Path, whole: Path) -> None:
    out = verified(desk, whole, *papers(folder), more=(whole,), code=1)
    assert "case.json cannot be made anew: a number is given twice" in out
    fresh = whole.with_name("again.evidence")
    asked = ("court", "case", whole.with_name("again"), "--profile", desk.profile(SESSIONS), *WHY)
    rabta(*asked, "--save-evidence", fresh, stdin=f"{OTHER_CNIC.value}\n")
    out = verified(desk, whole, *papers(folder), more=(fresh,), code=1)
    assert "case.json does not say what this release reads in the answers" in out


def test_an_answer_that_is_changed_by_a_byte_is_no_evidence(desk: HubThread, folder: Path, whole: Path) -> None:
    evidence = decode_evidence(second(whole).read_bytes())
    evidence.answer_body = evidence.answer_body.replace(b"Gulberg", b"Gulbarg")
    second(whole).write_bytes(encode_evidence(evidence))
    assert "says what the answers say" not in verified(desk, whole, *papers(folder), more=(second(whole),), code=1)


@pytest.mark.parametrize("name", NAMES)
def test_a_byte_changed_is_said_of_its_paper(desk: HubThread, folder: Path, name: str) -> None:
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    out = verified(desk, folder / "evidence.rabta", *papers(folder), code=1)
    assert f"paper {name} is not the one that it signed" in out
    assert out.count("FAILED") == 1


def test_a_json_that_says_something_else_is_caught_though_it_is_signed(
    desk: HubThread, folder: Path, whole: Path
) -> None:
    path = folder / "case.json"
    told = json.loads(path.read_bytes())
    told["accused"][0]["stands"] = "FINAL"
    path.write_text(json.dumps(told))
    key = key_of(desk.files, SESSIONS, "message")
    whole.write_bytes(with_papers(whole.read_bytes(), {each.name: each.read_bytes() for each in papers(folder)}, key))
    out = verified(desk, whole, *papers(folder), more=(second(whole),), code=1)
    assert "case.json does not say what this release reads in the answers" in out


@pytest.mark.parametrize("content", [b"", b"[]", b'{"asked": 1}', b"\xff", b"[" * 9999])
def test_a_json_that_cannot_be_read_is_no_paper_of_the_answers(content: bytes) -> None:
    (line,) = case_lines([encode_evidence(GOOD)], anchor(), {"case.json": content})
    assert not line.ok
    assert case_lines([b"\xff"], anchor(), {"case.json": content})[0].claim.endswith("a further answer is no evidence")
    assert case_lines([b"\xff"], anchor(), {}) == []


def test_only_a_court_makes_it_and_of_whom_the_case_accuses(desk: HubThread, tmp_path: Path) -> None:
    none = tmp_path / "none"
    said = rabta("court", "case", none, "--profile", desk.profile(), *WHY, stdin=BOTH, code=1).stderr
    assert "only a court makes an extract" in said
    other = (*WHY[:-1], "COURT_CASE:LAHORE SESSIONS/100/2024")
    said = rabta("court", "case", none, "--profile", desk.profile(SESSIONS), *other, stdin=BOTH, code=4).stderr
    assert "of number 1, in their order, nobody accused in the cited case is shown" in said
    assert CNIC.value not in said
    assert not none.exists()


def test_nothing_is_written_where_the_hub_refuses_or_something_is_there(
    desk: HubThread, tmp_path: Path, folder: Path, whole: Path
) -> None:
    asked = ("court", "case", "--profile", desk.profile(SESSIONS), *WHY)
    rabta(*asked, folder, stdin=BOTH, code=2)
    none = tmp_path / "none"
    kept = tmp_path / "kept"
    second(kept).with_name("kept.02").write_bytes(b"there")
    rabta(*asked, none, "--save-evidence", kept, stdin=BOTH, code=2)
    many = "".join(f"{n:013}\n" for n in range(MAX_ACCUSED + 1))
    assert f"more than {MAX_ACCUSED} numbers" in rabta(*asked, none, stdin=many, code=2).stderr
    desk.hub.bodies[HISTORY] = refuses("CASE_NOT_YOURS")
    rabta(*asked, none, "--save-evidence", tmp_path / "new", stdin=BOTH, code=3)
    assert not none.exists()
    assert not kept.exists()
    assert not (tmp_path / "new").exists()
    assert whole.exists()


def test_of_one_accused_there_is_no_further_answer(desk: HubThread, tmp_path: Path) -> None:
    desk.hub.bodies[HISTORY] = answers(history(*of_man()))
    made = tmp_path / "one"
    rabta("court", "case", made, "--profile", desk.profile(SESSIONS), *WHY, stdin=f"{CNIC.value}\n")
    assert [path.name for path in papers(made)] == [name for name in NAMES if name != "answer-02.rabta"]
