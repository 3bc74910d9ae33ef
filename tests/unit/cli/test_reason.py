"""Why an officer asks: typed or kept for a shift, and each word checked before anybody is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1.records_service_pb2 import SearchResponse

from services.access.purpose import LEGAL_BASES, PURPOSES, REFERENCES
from services.cli import context as kept
from services.cli.context import LONGEST_MS, Context, forget_context, read_context, write_context
from services.client.profile import Profile, load_profile
from services.edge.call import Call
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import SEARCH, WHY, keep, mode, rabta

CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
OTHER = "FIR:PB/LAHORE/ICHHRA/513/2024"


@pytest.fixture
def profile(hub_desk: HubThread) -> Path:
    path = Path(hub_desk.profile())
    forget_context(load_profile(path))
    return path


@pytest.fixture
def asked(hub_desk: HubThread) -> list[tuple[Call, bytes]]:
    found: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[SEARCH] = keep(found, SearchResponse())
    return found


def search(profile: Path, *words: object, code: int = 0, **options: Any) -> Any:
    return rabta("search", "--profile", profile, *words, code=code, **options)


def settings(profile: Path) -> Profile:
    return load_profile(profile)


@pytest.mark.parametrize(
    ("words", "near", "every"),
    [
        (("--purpose", "investigate-cse"), "INVESTIGATE_CASE", PURPOSES),
        (("--legal-basis", "crpc-cases"), "CRPC_CASE", LEGAL_BASES),
        (("--second-basis", "peca-warant"), "PECA_WARRANT", LEGAL_BASES),
        (("--case", "FRI:PB/LAHORE/ICHHRA/512/2024"), "FIR", REFERENCES),
        (("--query-class", "histroy"), "HISTORY", ()),
    ],
)
def test_a_wrong_word_gets_the_nearest_and_all_of_them(
    profile: Path, asked: list[Any], words: tuple[str, str], near: str, every: Any
) -> None:
    result = search(profile, *WHY, *words, code=2)
    assert f"did you mean {near}?" in result.stderr
    assert all(word in result.stderr for word in every)
    assert asked == []


def test_a_word_like_none_gets_the_list_alone(profile: Path) -> None:
    result = search(profile, *WHY, "--purpose", "\x1b[2Jxyzzy", code=2)
    assert "did you mean" not in result.stderr
    assert "\x1b" not in result.stderr
    assert "INVESTIGATE_CASE" in result.stderr


@pytest.mark.parametrize("case", ["512/2024", "FIR:", ":512"])
def test_a_case_needs_type_and_key(profile: Path, case: str) -> None:
    assert "--case must be TYPE:KEY" in search(profile, *WHY, "--case", case, code=2).stderr


def test_without_a_reason_nobody_is_asked(profile: Path, asked: list[Any]) -> None:
    result = search(profile, "--purpose", "TRIAL", code=2)
    assert "--legal-basis, --case is missing" in result.stderr
    assert "rabta use" in result.stderr
    assert asked == []


def test_a_kept_reason_serves_and_is_shown(profile: Path, hub_desk: HubThread, asked: list[Any]) -> None:
    out = rabta("use", "--profile", profile, *WHY).stdout
    assert out.startswith(f"INVESTIGATE_CASE (CRPC_CASE), {CASE}, until ")
    assert mode(settings(profile).state / "context.json") == 0o600
    assert CASE in search(profile).stdout
    call = asked[0][0]
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.case_key) == ("INVESTIGATE_CASE", CASE.partition(":")[2])
    assert rabta("use", "--profile", profile).stdout == out
    assert CASE in rabta("whoami", "--profile", profile).stdout


def test_what_is_typed_goes_before_what_is_kept(profile: Path, asked: list[Any]) -> None:
    rabta("use", "--profile", profile, *WHY, "--second-basis", "peca-warrant")
    search(profile, *WHY, "--case", OTHER)
    caller = asked[0][0].caller
    assert caller.case_key == OTHER.partition(":")[2]
    assert caller.second_basis == "", "a reason that is typed is typed whole"


def test_another_case_is_confirmed_on_a_terminal(
    profile: Path, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rabta("use", "--profile", profile, *WHY)

    def typed(answer: str, case: str, code: int) -> None:
        monkeypatch.setattr("services.cli.reason._on_a_terminal", lambda: True)
        search(profile, *WHY, "--case", case, code=code, stdin=f"{answer}\n35202-1234567-1\n")

    typed("n", OTHER, 2)
    assert asked == []
    typed("y", OTHER, 0)
    assert len(asked) == 1
    typed("35202-1234567-1", CASE, 0)
    assert len(asked) == 2, "the case in use is not asked about"


def test_it_ends_with_the_shift(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rabta("use", "--profile", profile, *WHY, "--hours", 2)
    now = kept.now_ms()
    monkeypatch.setattr(kept, "now_ms", lambda: now + 2 * 3_600_000 - 1000)
    assert read_context(settings(profile)) is not None
    monkeypatch.setattr(kept, "now_ms", lambda: now + 2 * 3_600_000)
    assert read_context(settings(profile)) is None
    assert rabta("use", "--profile", profile).stdout == "no reason is kept\n"
    rabta("use", "--profile", profile, *WHY, "--hours", 9, code=2)


def test_it_can_be_forgotten(profile: Path) -> None:
    assert rabta("use", "--profile", profile, "--clear").stdout == "nothing was kept\n"
    rabta("use", "--profile", profile, *WHY)
    assert rabta("use", "--profile", profile, "--clear").stdout == "forgotten\n"
    search(profile, code=2)


def test_use_takes_a_whole_reason_of_known_words(profile: Path) -> None:
    assert "all three" in rabta("use", "--profile", profile, "--purpose", "TRIAL", code=2).stderr
    assert "there is no purpose" in rabta("use", "--profile", profile, *WHY, "--purpose", "fun", code=2).stderr
    assert read_context(settings(profile)) is None


def spoilt(path: Path, how: str) -> None:
    said = json.loads(path.read_text())
    if how == "open to others":
        path.chmod(0o644)
    elif how == "a link":
        path.rename(path.with_name("elsewhere"))
        path.symlink_to(path.with_name("elsewhere"))
        path.with_name("elsewhere").chmod(0o644)
    else:
        changed = {
            "endless": {"until_ms": said["until_ms"] + LONGEST_MS},
            "no number": {"until_ms": "soon"},
            "short": {},
        }
        text = json.dumps({**said, **changed[how]}) if how != "short" else json.dumps({"purpose": "TRIAL"})
        path.write_text(text)


@pytest.mark.parametrize("how", ["open to others", "a link", "endless", "no number", "short"])
def test_a_file_that_is_not_as_it_was_written_keeps_nothing(profile: Path, how: str) -> None:
    rabta("use", "--profile", profile, *WHY)
    spoilt(settings(profile).state / "context.json", how)
    assert read_context(settings(profile)) is None


def test_a_file_left_by_a_crash_does_not_stand_in_the_way(profile: Path) -> None:
    rabta("use", "--profile", profile, *WHY)
    (settings(profile).state / "context.new").write_text("half")
    context = Context("TRIAL", "CRPC_TRIAL", "COURT_CASE:1", "", kept.now_ms() + 1000)
    write_context(settings(profile), context)
    assert read_context(settings(profile)) == context


@pytest.mark.parametrize(
    ("command", "words"),
    [("purposes", PURPOSES), ("laws", LEGAL_BASES), ("cases", ["FIR", "OPERATION"]), ("kinds", ["CNIC", "PASSPORT"])],
)
def test_the_vocabulary_is_shown_whole(command: str, words: Any) -> None:
    out = rabta(command).stdout
    assert all(word in out for word in words)


def test_one_purpose_in_full() -> None:
    out = rabta("purposes", "trial").stdout
    assert "COURT_CASE" in out
    assert "CHECKPOINT" not in out
    assert "did you mean TRIAL?" in rabta("purposes", "trail", code=2).stderr


def test_whoami_names_officer_agency_and_hub_without_a_call(hub_desk: HubThread, profile: Path) -> None:
    said = settings(profile)
    out = rabta("whoami", "--profile", profile).stdout
    assert all(word in out for word in (said.officer, said.agency, said.hub, said.endpoint, "no reason is kept"))
