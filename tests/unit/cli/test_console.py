"""`rabta console` as a person starts it: one link on stdout, pages behind it, and an end by a signal."""

from __future__ import annotations

import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.client.profile import load_profile
from services.console.page import COOKIE
from services.node.local import free_ports, write_agency_profile
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.web_certificates import self_signed
from tests.shared import PATIENCE_S

COMMAND = [sys.executable, "-m", "services.cli.main", "console"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.FIA,)) as made:
        yield made


def test_it_prints_a_link_that_logs_in_and_ends_when_told(place: HubThread) -> None:
    started = subprocess.Popen(
        [*COMMAND, "--profile", str(place.profile())], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    try:
        link = started.stdout.readline().strip()
        port = int(link.removeprefix("http://localhost:").partition("/")[0])
        headers = {"host": f"localhost:{port}"}
        answer = httpx.get(link.replace("localhost", "127.0.0.1"), headers=headers, timeout=30)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert answer.cookies.get(COOKIE)
    finally:
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=PATIENCE_S)
    assert "open the link in a browser" in said
    assert "Traceback" not in said


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False)


def test_a_second_person_is_somebody_else(place: HubThread) -> None:
    same = run("--profile", place.profile(), "--approver-profile", place.profile())
    assert (same.returncode, same.stdout) == (2, "")
    assert "approver profile: names no officer, or the one whose console it is" in same.stderr
    absent = run("--profile", place.profile(), "--approver-profile", place.profile().with_name("absent.toml"))
    assert absent.returncode == 2


def test_a_profile_without_an_officer_is_refused(place: HubThread) -> None:
    path = place.profile()
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("officer =", "officer "))]
    other = path.with_name("system.toml")
    other.touch(mode=0o600)
    other.write_text("\n".join(lines) + "\n", "utf-8")
    assert load_profile(other).officer == ""
    said = run("--profile", other)
    assert said.returncode == 2
    assert "names no officer" in said.stderr


def test_a_profile_that_is_absent_is_refused(tmp_path: Path) -> None:
    said = run("--profile", tmp_path / "absent.toml")
    assert (said.returncode, said.stdout) == (2, "")
    assert "Traceback" not in said.stderr


def test_a_port_that_is_taken_is_refused(place: HubThread) -> None:
    said = run("--profile", place.profile(), "--port", place.local.port)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr


def test_an_agencys_console_says_which_setting_is_unfit(tmp_path: Path) -> None:
    folder = tmp_path / "console"
    folder.mkdir(mode=0o700)
    (folder / "console.toml").write_text('origin = "http://console.fia.example"\n', "utf-8")
    said = run("serve", folder)
    assert (said.returncode, said.stdout) == (2, "")
    assert "origin: not https://HOST" in said.stderr


def test_it_serves_an_agencys_officers_and_ends_when_told(place: HubThread, tmp_path: Path) -> None:
    folder = tmp_path / "console"
    folder.mkdir(mode=0o700)
    self_signed(folder / "web.key", folder / "web.crt")
    (port,) = free_ports(1)
    profile = write_agency_profile(place.local, live.FIA)
    said = {"origin": f"https://localhost:{port}", "listen": f"127.0.0.1:{port}", "profile": str(profile)}
    text = "".join(f'{name} = "{value}"\n' for name, value in said.items())
    (folder / "console.toml").write_text(text, "utf-8")
    started = subprocess.Popen([*COMMAND, "serve", str(folder)], stderr=subprocess.PIPE, text=True)
    assert started.stderr is not None
    try:
        assert started.stderr.readline() == f"rabta console: serving https://localhost:{port}\n"
        context = ssl.create_default_context(cafile=folder / "web.crt")
        answer = httpx.get(f"https://localhost:{port}/login", verify=context, timeout=30)
        assert (answer.status_code, 'id="officer"' in answer.text) == (200, True)
    finally:
        started.send_signal(signal.SIGTERM)
        assert started.wait(PATIENCE_S) in (0, -signal.SIGTERM)
