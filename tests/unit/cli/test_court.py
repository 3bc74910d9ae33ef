"""`rabta court extract`: papers for the defence out of a court's question, and what proves them to a third party."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from rabta.records.v1.records_service_pb2 import SearchResponse

from services.client import evidence as evidence_module
from services.records.timeline.history import compose
from services.records.wire import encode
from services.signing.equivocation import encode_equivocation
from services.signing.evidence import decode_evidence
from services.signing.page import FIRST, Feed, build_page, page_proofs
from services.signing.papers import with_papers
from services.values.encoding import RECORDS
from services.values.records import (
    GetHistoryResponse,
    RecordVersion,
    SignedPageHeader,
    VersionProof,
    VisibleVersion,
)
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import HISTORY, SEARCH, answers, mode, rabta, refuses
from tests.unit.cli.rabta import RECORDS as METHODS
from tests.unit.evidence.test_equivocation import of_pages
from tests.unit.evidence.world import anchor
from tests.unit.listing.antecedents.papers import final
from tests.unit.records.papers import CNIC, COURT, COURT_A, COURT_B, FIR_B, NOW_MS, POLICE, case_file, order, record

SESSIONS = "pk.lahore-sessions"
NAMES = {COURT: SESSIONS, POLICE: live.PUNJAB}
WHY = ("--purpose", "trial", "--legal-basis", "trial-antecedents", "--case", f"COURT_CASE:{COURT_A.key}")
STDIN = f"{CNIC.value}\n"
ACQUITTED = [
    record(case_file(), role="", cases=[FIR_B]),
    record(order("ACQUITTAL_265K", "2024-10-01"), cases=[FIR_B, COURT_B]),
]


def renamed(paper: RecordVersion) -> RecordVersion:
    """The same paper of the member that the registry lists."""
    holders = tuple(NAMES.get(holder, holder) for holder in paper.voice.holders)
    return replace(paper, agency=NAMES[paper.agency], voice=paper.voice._replace(holders=holders))


def history(*papers: RecordVersion) -> bytes:
    """A history whose versions stand in pages that their owners signed."""
    owned = [renamed(paper) for paper in papers]
    pages: dict[bytes, SignedPageHeader] = {}
    shown: list[VisibleVersion] = []
    for owner in sorted({paper.agency for paper in owned}):
        own = [paper for paper in owned if paper.agency == owner]
        feed = Feed(live.registry().federation_id, owner, live.HUB, "records", 1, FIRST)
        page = build_page(key_of(live.files(), owner, "page"), feed, [encode(paper) for paper in own], live.now_ms())
        pages[page.sha256] = SignedPageHeader(page.header, page.signature)
        _, paths = page_proofs(page.leaves)
        for at, (paper, (salt, raw), path) in enumerate(zip(own, page.leaves, paths, strict=True)):
            shown.append(VisibleVersion(paper, NOW_MS, raw, VersionProof(page.sha256, at, salt, tuple(path))))
    made = GetHistoryResponse(compose(shown, (), pages, now_ms=NOW_MS))
    return RECORDS.to_message(made).SerializeToString(deterministic=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    agencies = (SESSIONS, live.FIA)
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), agencies, METHODS) as made:
        yield made


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch, desk: HubThread) -> None:
    monkeypatch.setattr(evidence_module, "PAUSE_S", 0.01)
    monkeypatch.setattr(evidence_module, "TRIES", 3)
    desk.hub.bodies.clear()
    desk.hub.bodies[HISTORY] = answers(history(*final(), *ACQUITTED))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return tmp_path / "court.evidence"


@pytest.fixture
def folder(desk: HubThread, tmp_path: Path, whole: Path) -> Path:
    """What the defence gets."""
    made = tmp_path / "extract"
    asked = ("court", "extract", made, "--profile", desk.profile(SESSIONS), *WHY, "--save-evidence", whole)
    rabta(*asked, stdin=STDIN)
    return made


def papers(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "evidence.rabta")


def verified(desk: HubThread, bundle: Path, *given: Path, code: int = 0) -> str:
    options = [option for path in given for option in ("--paper", path)]
    return rabta("verify", bundle, "--trust", desk.files.anchor, *options, code=code).stdout


def test_the_defence_gets_both_papers_in_both_languages_and_their_proof(desk: HubThread, folder: Path) -> None:
    names = [path.name for path in papers(folder)]
    assert names == ["antecedents.en.pdf", "antecedents.json", "antecedents.ur.pdf"]
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert mode(folder) == 0o700
    told = json.loads((folder / "antecedents.json").read_bytes())
    assert [row["final"] for row in told["convictions"]] == [True]
    assert told["names"] == ["Muhammad Aslam"]
    assert told["asked"]["agency"] == SESSIONS
    assert told["asked"]["case"] == f"COURT_CASE:{COURT_A.key}"
    out = verified(desk, folder / "evidence.rabta", *papers(folder))
    assert out.rstrip().endswith("evidence verified")
    for name in names:
        assert f"made paper {name} of this answer" in out


def test_the_proof_for_the_defence_holds_no_answer(folder: Path, whole: Path) -> None:
    given, kept = (decode_evidence(path.read_bytes()) for path in (folder / "evidence.rabta", whole))
    assert given.redacted
    assert not given.answer_body
    assert given.papers == kept.papers
    assert b"513/2024" in kept.answer_body, "an acquittal that the answer holds"
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"513/2024" not in content
        assert b"acquitted" not in content


def test_the_court_shows_each_row_to_its_owner_with_what_it_keeps(desk: HubThread, folder: Path, whole: Path) -> None:
    out = verified(desk, whole, *papers(folder))
    assert "antecedents.json says what the answer says" in out
    assert f"agency {SESSIONS}" in out
    assert "under its page key" in out
    assert mode(whole) == 0o600


@pytest.mark.parametrize("name", ["antecedents.json", "antecedents.en.pdf", "antecedents.ur.pdf"])
def test_a_byte_changed_is_said_of_its_paper(desk: HubThread, folder: Path, whole: Path, name: str) -> None:
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    for bundle in (folder / "evidence.rabta", whole):
        out = verified(desk, bundle, *papers(folder), code=1)
        assert f"paper {name} is not the one that it signed" in out
        assert out.count("FAILED") == 1


def test_two_papers_of_one_name_are_not_taken_for_one(desk: HubThread, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "antecedents.json"
    other.write_bytes(b"{}")
    verified(desk, folder / "evidence.rabta", other, folder / "antecedents.json", code=2)


def test_a_json_that_says_something_else_than_the_answer_is_caught_though_it_is_signed(
    desk: HubThread, folder: Path, whole: Path
) -> None:
    path = folder / "antecedents.json"
    told = json.loads(path.read_bytes())
    told["convictions"] = []
    path.write_text(json.dumps(told))
    key = key_of(desk.files, SESSIONS, "message")
    whole.write_bytes(with_papers(whole.read_bytes(), {each.name: each.read_bytes() for each in papers(folder)}, key))
    out = verified(desk, whole, *papers(folder), code=1)
    assert "antecedents.json does not say what this release reads in the answer" in out


def test_only_a_court_makes_an_extract_and_only_for_a_trial(desk: HubThread, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    said = rabta("court", "extract", folder, "--profile", desk.profile(), *WHY, stdin=STDIN, code=1).stderr
    assert "only a court makes an extract" in said
    other = ("--purpose", "investigate-case", "--legal-basis", "crpc-case", "--case", "FIR:PB/LAHORE/ICHHRA/512/2024")
    rabta("court", "extract", folder, "--profile", desk.profile(SESSIONS), *other, stdin=STDIN, code=1)
    assert not folder.exists()


def test_of_another_case_no_paper_is_made(desk: HubThread, tmp_path: Path, whole: Path) -> None:
    """Nobody has that case, or it accuses others: a paper would state no conviction of whoever stands trial there."""
    desk.hub.bodies[HISTORY] = answers(history(*ACQUITTED))
    folder = tmp_path / "none"
    asked = ("court", "extract", folder, "--profile", desk.profile(SESSIONS), *WHY, "--save-evidence", whole)
    said = rabta(*asked, stdin=STDIN, code=4).stderr
    assert "nobody accused in the cited case is shown" in said
    assert not folder.exists()
    assert not whole.exists()


def test_nothing_is_written_where_the_hub_refuses(desk: HubThread, tmp_path: Path, whole: Path) -> None:
    desk.hub.bodies[HISTORY] = refuses("CASE_NOT_YOURS")
    folder = tmp_path / "none"
    asked = ("court", "extract", folder, "--profile", desk.profile(SESSIONS), *WHY, "--save-evidence", whole)
    rabta(*asked, stdin=STDIN, code=3)
    assert not folder.exists()
    assert not whole.exists()


def test_what_is_there_is_never_written_over(desk: HubThread, folder: Path, whole: Path) -> None:
    kept = {path: sha256(path.read_bytes()).digest() for path in (*folder.iterdir(), whole)}
    profile = desk.profile(SESSIONS)
    rabta("court", "extract", folder, "--profile", profile, *WHY, stdin=STDIN, code=2)
    fresh = folder.with_name("other")
    rabta("court", "extract", fresh, "--profile", profile, *WHY, "--save-evidence", whole, stdin=STDIN, code=2)
    assert not fresh.exists()
    assert kept == {path: sha256(path.read_bytes()).digest() for path in kept}


def test_evidence_of_another_call_makes_no_extract(desk: HubThread, tmp_path: Path, whole: Path) -> None:
    desk.hub.bodies[SEARCH] = answers(SearchResponse())
    rabta("search", "--profile", desk.profile(SESSIONS), *WHY, "--save-evidence", whole, stdin=STDIN)
    path = tmp_path / "antecedents.json"
    path.write_bytes(b"{}")
    assert "names no paper antecedents.json" in verified(desk, whole, path, code=1)


def test_the_proof_of_an_equivocation_is_verified_without_papers_as_before(tmp_path: Path) -> None:
    path, trust = tmp_path / "proof", tmp_path / "anchor.pem"
    path.write_bytes(encode_equivocation(of_pages()))
    trust.write_bytes(anchor().pem())
    assert "evidence verified" in rabta("verify", path, "--trust", trust).stdout
    rabta("verify", path, "--trust", trust, "--paper", path, code=1)
