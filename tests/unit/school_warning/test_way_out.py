"""The program has one way out, to the child-protection body, and the hub has no way in for it."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest

from school_warning.sending import BadBody, NotTaken, body_of, request_welfare_visit
from school_warning.values import Ground
from services.membership.certificates import Authority
from tests.arch.tree import Source, sources, text_of, tracked
from tests.shared import ROOT
from tests.unit.school_warning.body import Body, Served, certified, serving
from tests.unit.school_warning.made import SCHOOL, token
from tests.unit.school_warning.place import Place
from tests.unit.school_warning.test_program import CLASS

AWAY = token(0)
HOME = "examples/school-warning/"
PROGRAM = [source for source in sources() if source.path.startswith(HOME)]
OUTWARD = {"asyncio", "ctypes", "ftplib", "http", "imaplib", "multiprocessing", "select", "selectors", "smtplib"} | {
    "socket", "socketserver", "ssl", "subprocess", "telnetlib", "urllib", "webbrowser", "xmlrpc", "importlib", "runpy"
}  # fmt: skip
WATCHED = """
import sys
from datetime import date
from school_warning.__main__ import main
def seen(event, arguments):
    if event in ("socket.connect", "socket.sendto", "subprocess.Popen", "os.exec", "os.system", "os.posix_spawn", "os.fork"):
        print(event, *arguments[1:], file=sys.stderr)
sys.addaudithook(seen)
sys.exit(main(sys.argv[2:], date.fromisoformat(sys.argv[1])))
"""


def imports(source: Source) -> set[str]:
    return source.packages() - {"school_warning", "__future__"}


def test_the_program_is_the_standard_library_and_nothing_of_the_hub() -> None:
    assert len(PROGRAM) > 8
    for source in PROGRAM:
        assert imports(source) <= sys.stdlib_module_names, source.path
        assert not re.search(r"\b(__import__|exec|eval)\(", source.text), source.path


def test_one_module_reaches_outward() -> None:
    assert {source.path: found for source in PROGRAM if (found := imports(source) & OUTWARD)} == {
        HOME + "school_warning/sending.py": {"http", "ssl"}
    }


def test_no_part_of_the_hub_knows_of_it() -> None:
    """k9, k10: the hub has no RPC, table or word for a pupil's token, and does not import the program."""
    asking = re.compile(r"school_warning|school-warning|RequestWelfareVisit|pupil_token|rabta\.welfare")
    parts = ("services/", "audit/", "graph/", "rabta/", "proto/")
    hub = [path for path in tracked() if path.startswith(parts) and path.endswith((".py", ".proto", ".sql", ".cedar"))]
    assert len(hub) > 500
    assert [path for path in hub if asking.search(text_of(path))] == []


def test_it_is_in_no_wheel() -> None:
    built = re.search(r"\[tool.hatch.build.targets.wheel\]\npackages = (.+)", text_of("pyproject.toml"))
    assert built is not None
    assert "examples" not in built[1]


def watched(place: Place, *arguments: str, told: str = "") -> list[str]:
    """What the program does to reach out while it runs in a process of its own."""
    line = [sys.executable, "-c", WATCHED, place.today.isoformat(), str(place.folder), *arguments]
    done = subprocess.run(
        line, input=told, capture_output=True, text=True, check=True, timeout=120, cwd=ROOT / HOME, env={}
    )
    return done.stderr.splitlines()


def test_k10_a_run_connects_once_and_leaves_the_token_in_its_own_file_alone(place: Place, body: Body) -> None:
    place.attend(CLASS)
    warned = place.run("warn").out
    asked = "".join(line for line in warned.splitlines(keepends=True) if ",CALL," not in line)
    outcome = f"school,token,outcome\n{SCHOOL},{AWAY},NOT_FOUND\n"
    assert watched(place, "warn") == []
    (connected,) = watched(place, "request", told=asked)
    assert connected.startswith("socket.connect")
    assert str(body.server_port) in connected
    assert watched(place, "outcome", "W-7", told=outcome) == []
    assert watched(place, "rates") == []
    every = [path for path in place.folder.parent.rglob("*") if path.is_file()]
    holding = {path.name for path in every if AWAY.encode() in path.read_bytes()}
    assert holding == {"pupils.csv", "warning.db"}, "the department's own register, and the store"
    assert [json.loads(text).keys() for _, text in body.taken] == [{"school", "token", "reason"}]


def test_the_program_starts_as_the_page_says(place: Place) -> None:
    line = [sys.executable, "-m", "school_warning", str(place.folder), "warn"]
    place.write("pupils.csv", "token,household,sex,standing\n")
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT / HOME)
    assert (done.returncode, done.stdout, done.stderr) == (0, "school,class,token,level,ground\n", "")


@pytest.mark.parametrize("ground", [Ground.FIVE_DAYS_ABSENT, Ground.OFTEN_ABSENT])
def test_a_call_is_no_ground_to_ask_for_a_visit(place: Place, body: Body, ground: Ground) -> None:
    with pytest.raises(ValueError):
        request_welfare_visit(body_of(place.folder / "child_protection.toml"), SCHOOL, AWAY, ground)
    assert body.taken == []


def test_a_server_of_another_authority_or_another_name_hears_nothing(
    place: Place, served: Served, tmp_path: Path
) -> None:
    own = served.tls / "school"
    with serving(tmp_path, ("elsewhere.example",)) as other:
        place.body(served.tls / "ca.pem", other.server_port, own)
        refuses(place)
        place.body(tmp_path / "ca.pem", other.server_port, tmp_path / "school")
        refuses(place)
        assert other.taken == []
    refuses(place)


def test_a_server_of_an_older_tls_hears_nothing(place: Place, tmp_path: Path) -> None:
    with serving(tmp_path, newest=ssl.TLSVersion.TLSv1_2) as older:
        place.body(tmp_path / "ca.pem", older.server_port, tmp_path / "school")
        refuses(place)
        assert older.taken == []


def test_a_department_with_a_strangers_certificate_is_not_heard(place: Place, served: Served, tmp_path: Path) -> None:
    certified(tmp_path, "stranger", Authority.create("stranger", time.time_ns() // 1_000_000))
    place.body(served.tls / "ca.pem", served.body.server_port, tmp_path / "stranger")
    refuses(place)
    assert served.body.taken == []


def refuses(place: Place) -> None:
    with pytest.raises(NotTaken):
        request_welfare_visit(body_of(place.folder / "child_protection.toml"), SCHOOL, AWAY, Ground.TEN_DAYS_ABSENT)


@pytest.mark.parametrize("fault", ["host = 1", "port = '1'", "port", "police = true"])
def test_a_file_that_says_more_or_less_is_refused(place: Place, fault: str) -> None:
    path = place.folder / "child_protection.toml"
    name = fault.split(" ")[0]
    kept = [line for line in path.read_text().splitlines() if not line.startswith(name)]
    place.write(path.name, "\n".join([*kept, *([fault] if "=" in fault else [])]))
    with pytest.raises(BadBody, match=r"child_protection\.toml"):
        body_of(path)
