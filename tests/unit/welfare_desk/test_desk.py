"""A school's program and the body's desk over a real socket: what is taken, from whom, and what is told to whom."""

from __future__ import annotations

import json
import socket
import sqlite3
import ssl
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from school_warning.outcomes import Outcome as SchoolsOutcome
from school_warning.sending import NotTaken, request_welfare_visit
from school_warning.values import Ground
from tests.e2e.processes import until
from tests.unit.school_warning.made import SCHOOL, START, token
from tests.unit.school_warning.place import OUTCOMES, WARNED, Place
from tests.unit.school_warning.test_program import CLASS
from tests.unit.welfare_desk.desk import SCHOOLS, TODAY, Made
from welfare_desk.serving import AT_ONCE, REQUEST
from welfare_desk.serving import OUTCOMES as TOLD
from welfare_desk.store import KEPT
from welfare_desk.values import LONGEST, Outcome, Reason

AWAY, OTHER = token(0), token(1)
GOOD = {"reason": "TEN_DAYS_ABSENT", "school": "GPS-1", "token": AWAY}
HEADER = "asked,department,school,token,reason\n"


def asked(desk: Made, **changes: Any) -> int:
    """The status of a request."""
    by = changes.pop("by", "NORTH")
    return desk.sent("POST", REQUEST, json.dumps(GOOD | changes).encode(), by)[0]


def waiting(desk: Made) -> list[str]:
    """Lines of `list`, without the day."""
    done = desk.run("list")
    assert done.out.startswith(HEADER)
    return [line.partition(",")[2] for line in done.out.splitlines()[1:]]


def test_what_a_schools_program_asks_waits_at_the_desk_and_its_outcome_comes_back(desk: Made, tmp_path: Path) -> None:
    """From absence to the next step, each program by its own commands."""
    folder = tmp_path / "department"
    folder.mkdir()
    school = Place(folder, desk.folder, desk.port)
    school.write(
        "schools.csv", "school,district\n" + school.folder.joinpath("schools.csv").read_text().split("\n")[1] + "\n"
    )
    school.body(desk.folder / "ca.pem", desk.port, desk.folder / "NORTH")
    school.attend({AWAY: "A" * 10} | CLASS, START)
    warned = school.run("warn").out
    (line,) = [each for each in warned.splitlines() if AWAY in each]
    assert school.run("request", told=f"{WARNED}{line}\n").code == 0
    assert waiting(desk) == [f"NORTH,{SCHOOL},{AWAY},TEN_DAYS_ABSENT"]
    assert desk.run("outcome", "W-7", told=f"{OUTCOMES}{SCHOOL},{AWAY},MARRIED\n").code == 0
    status, told = desk.sent("GET", TOLD)
    assert (status, told.decode()) == (200, f"{OUTCOMES}{SCHOOL},{AWAY},MARRIED\n")
    assert desk.run("outcomes", "NORTH").out == told.decode()
    done = school.run("outcome", "W-7", told=told.decode())
    assert f"{SCHOOL},{AWAY},OFFER_REFERRAL" in done.out
    assert waiting(desk) == []


def test_the_same_three_again_are_one_request_while_it_is_open(desk: Made) -> None:
    for _ in range(3):
        request_welfare_visit(desk.body(), "GPS-1", AWAY, Ground.TEN_DAYS_ABSENT)
    assert len(waiting(desk)) == 1
    request_welfare_visit(desk.body(), "GPS-1", AWAY, Ground.SIBLINGS_ABSENT)
    assert len(waiting(desk)) == 2
    assert desk.run("outcome", "W-7", told=f"{OUTCOMES}GPS-1,{AWAY},WELL\n").code == 0
    assert waiting(desk) == [], "one visit answers both"
    assert asked(desk) == 202
    assert len(waiting(desk)) == 1


def test_whoever_is_no_department_is_refused(desk: Made) -> None:
    with pytest.raises(NotTaken, match="403"):
        request_welfare_visit(desk.body("stranger"), "GPS-1", AWAY, Ground.TEN_DAYS_ABSENT)
    assert desk.sent("GET", TOLD, by="stranger") == (403, b"")
    assert waiting(desk) == []


def test_a_department_asks_for_its_own_schools_and_is_told_of_its_own_requests(desk: Made) -> None:
    assert asked(desk, by="SOUTH") == 403
    assert asked(desk, school="GPS-9") == 403
    assert (asked(desk), asked(desk, school="GPS-2", token=OTHER, by="SOUTH")) == (202, 202)
    found = f"{OUTCOMES}GPS-1,{AWAY},ILL\nGPS-2,{OTHER},NOT_FOUND\n"
    assert desk.run("outcome", "W-7", told=found).code == 0
    assert desk.sent("GET", TOLD)[1].decode() == f"{OUTCOMES}GPS-1,{AWAY},ILL\n"
    assert desk.sent("GET", TOLD, by="SOUTH")[1].decode() == f"{OUTCOMES}GPS-2,{OTHER},NOT_FOUND\n"


def test_without_a_certificate_of_its_authority_nobody_gets_a_word(desk: Made, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Made(tmp_path / "other")
    for name in ("NORTH", "stranger"):
        context = ssl.create_default_context(cafile=desk.folder / "ca.pem")
        context.load_cert_chain(other.folder / f"{name}.pem", other.folder / f"{name}.key")
        with pytest.raises((ssl.SSLError, OSError)):
            _talk(desk, context)
    with pytest.raises((ssl.SSLError, OSError)):
        _talk(desk, ssl.create_default_context(cafile=desk.folder / "ca.pem"))
    old = ssl.create_default_context(cafile=desk.folder / "ca.pem")
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    old.load_cert_chain(desk.folder / "NORTH.pem", desk.folder / "NORTH.key")
    with pytest.raises((ssl.SSLError, OSError)):
        _talk(desk, old)
    assert asked(desk) == 202, "the desk serves on"


def _talk(desk: Made, context: ssl.SSLContext) -> None:
    """Raises OSError where the desk says nothing."""
    with (
        socket.create_connection(("localhost", desk.port), 20) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as line,
    ):
        line.sendall(f"GET {TOLD} HTTP/1.0\r\n\r\n".encode())
        if not line.recv(64):
            raise OSError


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 1000,
        json.dumps(GOOD | {"name": "A Girl"}).encode(),
        json.dumps({"school": "GPS-1", "token": AWAY}).encode(),
        json.dumps(GOOD | {"token": "3520212345671"}).encode(),
        json.dumps(GOOD | {"token": f"A{'1' * 13}"}).encode(),
        json.dumps(GOOD | {"token": 7}).encode(),
        json.dumps(GOOD | {"school": "gps 1"}).encode(),
        json.dumps(GOOD | {"reason": "FIVE_DAYS_ABSENT"}).encode(),
        json.dumps(GOOD).encode()[:-1] + b', "token": "' + OTHER.encode() + b'"}',
    ],
)
def test_anything_else_asks_for_no_visit(desk: Made, content: bytes) -> None:
    assert desk.sent("POST", REQUEST, content) == (400, b"")
    assert waiting(desk) == []


def test_a_request_of_another_length_or_path_is_refused_before_it_is_read(desk: Made) -> None:
    good = json.dumps(GOOD).encode()
    assert desk.sent("POST", REQUEST, b"x" * (LONGEST + 1))[0] == 413
    assert desk.sent("POST", REQUEST, b"", Content_Length="9" * 30)[0] == 413
    for length in ("", "-1", "1e3", "\u0663"):
        with_length = desk.sent("POST", REQUEST, b"", Content_Length=length.encode().decode("latin-1"))
        assert with_length[0] == 411
    assert desk.sent("POST", REQUEST, good, Transfer_Encoding="chunked")[0] == 411
    assert desk.sent("POST", "/welfare/v1/Other", good)[0] == 404
    assert desk.sent("GET", REQUEST)[0] == 404
    assert desk.sent("DELETE", REQUEST)[0] == 501
    assert waiting(desk) == []


def test_what_was_taken_outlives_a_kill(tmp_path: Path) -> None:
    made = Made(tmp_path)
    for number in range(3):
        with made.serving() as process:
            request_welfare_visit(made.body(), "GPS-1", token(number), Ground.TEN_DAYS_ABSENT)
            process.kill()
            process.wait()
    assert len(waiting(made)) == 3


def test_an_outcome_is_of_an_open_request_by_an_officer_and_all_or_none(desk: Made) -> None:
    assert asked(desk) == 202
    line = f"GPS-1,{AWAY},WELL\n"
    for told in (
        "",
        "school,token\n",
        f"{OUTCOMES}{line}{line}",
        f"{OUTCOMES}GPS-1,{AWAY},FINE\n",
        f"{OUTCOMES}GPS-1\n",
    ):
        done = desk.run("outcome", "W-7", told=told)
        assert done.code == 1
        assert AWAY not in done.err
    assert desk.run("outcome", "SP-1", told=OUTCOMES + line).code == 1, "no police officer tells one"
    assert desk.run("outcome", "W-7", told=f"{OUTCOMES}{line}GPS-1,{OTHER},WELL\n").code == 1
    assert len(waiting(desk)) == 1
    assert desk.run("outcomes", "NOBODY").code == 1


def test_k13_ninety_one_days_after_its_outcome_nothing_is_left_of_it(desk: Made) -> None:
    assert asked(desk) == 202
    assert desk.run("outcome", "W-7", told=f"{OUTCOMES}GPS-1,{AWAY},WELL\n").code == 0
    file = desk.folder / "desk.db"
    assert desk.run("outcomes", "NORTH", today=TODAY + KEPT).out.count(AWAY) == 1
    assert desk.run("list", today=TODAY + KEPT + timedelta(days=1)).code == 0
    assert AWAY.encode() not in file.read_bytes()
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM requests").fetchone() == (0,)
    assert asked(desk) == 202
    desk.run("list", today=date(2030, 1, 1))
    assert len(waiting(desk)) == 1, "what waits for a visit stays"


def test_nothing_is_written_of_a_request_but_to_the_store(tmp_path: Path) -> None:
    made = Made(tmp_path)
    with made.serving() as process:
        request_welfare_visit(made.body(), "GPS-1", AWAY, Ground.TEN_DAYS_ABSENT)
        assert made.sent("POST", REQUEST, b"[]")[0] == 400
        process.kill()
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == ("", "")
    assert (made.folder / "desk.db").stat().st_mode & 0o777 == 0o600
    holding = [path.name for path in made.folder.iterdir() if AWAY.encode() in path.read_bytes()]
    assert holding == ["desk.db"]
    assert set(SCHOOLS) == {"NORTH", "SOUTH"}


def test_a_desk_that_is_not_well_described_does_not_start(tmp_path: Path) -> None:
    made = Made(tmp_path)
    good = made.row("NORTH")
    for rows in (good * 2, good.replace("GPS-1", "gps"), good.replace("schools", "school"), "", good + 'x = "1"\n'):
        made.write(rows)
        done = made.run("list")
        assert (done.code, done.out) == (1, ""), rows
        assert done.err.startswith("refused: desk.toml")
    made.write(good + made.row("SOUTH").replace("GPS-2", "GPS-1"))
    assert made.run("list").code == 1, "a school of two departments"
    made.write(good, 'log = "x"\n')
    assert made.run("list").code == 1
    made.write(good)
    assert made.run("list").code == 0


def test_silent_connections_hold_no_more_than_their_number_and_give_it_back(desk: Made) -> None:
    """One more is closed without a word; when they are gone, a department is served as before."""
    with ExitStack() as held:
        for _ in range(AT_ONCE):
            held.enter_context(socket.create_connection(("127.0.0.1", desk.port), 30))
        with socket.create_connection(("127.0.0.1", desk.port), 10) as more:  # half of what a silent one may hold
            assert more.recv(1) == b""
    until(lambda: served(desk), "a department is served again")


def served(desk: Made) -> bool:
    """Whether the desk answers a department; it closes whoever comes while nothing is free."""
    try:
        return desk.sent("GET", TOLD)[0] == 200
    except OSError:
        return False


def test_the_desk_and_the_schools_program_have_the_same_words() -> None:
    """Two programs of two offices share no code: what one says the other knows."""
    assert [*Outcome] == [*SchoolsOutcome]
    assert {*Reason} == {*Ground} - {Ground.FIVE_DAYS_ABSENT, Ground.OFTEN_ABSENT}
