"""What a stranger tries against a console: forged forms, stolen cookies, links used twice, frames, paths."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from services.console.form import BYTES
from services.console.page import COOKIE
from tests.fakes.console import REASON, Browser, RunningConsole
from tests.fakes.hub_thread import HubThread

NOBODY = 65_534
ASKING = """
import encodings.idna, os, socket, sys
port, account, request = int(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer.read()
os.setgid(account)
os.setuid(account)
with socket.create_connection(("127.0.0.1", port)) as line:
    line.sendall(request)
    sys.stdout.write(line.recv(12)[9:].decode("ascii"))
"""


def as_account(account: int, console: RunningConsole, path: str, cookie: str = "") -> str:
    """Status that another process gets, run under an account, with everything that the browser would send."""
    host = console.origin.partition("://")[2]
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "User-Agent: browser", f"Cookie: {COOKIE}={cookie}", "", ""]
    arguments = [sys.executable, "-I", "-c", ASKING, str(console.port), str(account)]
    said = subprocess.run(arguments, input="\r\n".join(lines).encode(), capture_output=True, check=True, timeout=60)
    return said.stdout.decode()


@pytest.mark.parametrize("token", ["", "wrong", "ü"])
def test_a_form_without_the_sessions_token_changes_nothing(browser: Browser, token: str) -> None:
    browser.login()
    mine, browser.token = browser.token, token
    assert browser.post("/reason", REASON).status_code == 403
    assert "No purpose is stated yet." in browser.get("/").text
    assert browser.token == mine


def test_another_sessions_token_is_no_token(browser: Browser, console: RunningConsole) -> None:
    browser.login()
    theirs = browser.token
    browser.post("/leave")
    browser.login()
    assert browser.token != theirs
    browser.token = theirs
    assert browser.post("/reason", REASON).status_code == 403
    browser.get("/")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_another_sites_form_is_refused_even_with_the_token(browser: Browser, headers: dict[str, str]) -> None:
    browser.login()
    assert browser.post("/reason", REASON, **headers).status_code == 403
    assert browser.post("/reason", REASON, origin=browser.console.origin).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost", "localhost:1", ""])
def test_another_hosts_name_for_this_address_is_refused(browser: Browser, host: str) -> None:
    browser.login()
    assert browser.get("/", host=host).status_code == 403


def test_a_cookie_from_before_the_login_is_never_a_session(browser: Browser) -> None:
    browser.cookie = "chosen-by-a-stranger-0123456789abcdef0123456"
    browser.login()
    assert browser.cookie != "chosen-by-a-stranger-0123456789abcdef0123456"
    mine, browser.cookie = browser.cookie, "chosen-by-a-stranger-0123456789abcdef0123456"
    assert browser.get("/").status_code == 401
    browser.cookie = mine
    assert browser.get("/").status_code == 200


def test_a_login_ends_the_session_that_the_browser_had(browser: Browser, console: RunningConsole) -> None:
    browser.login()
    first = browser.cookie
    assert browser.get("/login/wrong").status_code == 401
    browser.login()
    mine, browser.cookie = browser.cookie, first
    assert browser.get("/").status_code == 401
    browser.cookie = mine


@pytest.mark.parametrize("how", [{"agent": "another"}, {"address": "127.0.0.2"}])
def test_a_stolen_cookie_is_worth_nothing_elsewhere_and_ends_the_session(
    browser: Browser, console: RunningConsole, how: dict[str, str]
) -> None:
    browser.state()
    thief = console.browser(**how)
    thief.cookie = browser.cookie
    answer = thief.get("/")
    assert answer.status_code == 401
    assert "officer-1" not in answer.text
    assert browser.get("/").status_code == 401
    thief.client.close()


def test_another_account_of_the_machine_gets_nothing_with_cookie_or_link(
    browser: Browser, console: RunningConsole
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    assert as_account(NOBODY, console, console.links[-1].removeprefix(console.origin)) == "403"
    browser.login()
    assert as_account(NOBODY, console, "/", browser.cookie) == "403"
    assert as_account(0, console, "/", browser.cookie) == "200"


def test_a_link_is_good_once(browser: Browser, console: RunningConsole) -> None:
    link = console.links[-1].removeprefix(console.origin)
    browser.login()
    thief = console.browser()
    assert thief.get(link).status_code == 401
    assert thief.cookie == ""
    assert browser.get("/").status_code == 200
    thief.client.close()


def test_the_link_before_is_good_no_longer(browser: Browser, console: RunningConsole) -> None:
    browser.login()
    browser.get("/login/wrong")
    older = console.links[-1]
    browser.post("/leave")
    assert console.links[-1] != older
    assert browser.get(older.removeprefix(console.origin)).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "../shell.css/../../__main__.py",
        "..%2f__main__.py",
        "%2e%2e/%2e%2e/console/__main__.py",
        "....//__main__.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "shell.css%00.js",
        "..\\__main__.py",
    ],
)
def test_no_path_leads_out_of_the_assets(browser: Browser, path: str) -> None:
    answer = browser.get(f"/static/{path}")
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_nobody_frames_the_console(browser: Browser) -> None:
    browser.login()
    answer = browser.get("/", sec_fetch_dest="iframe")
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"purpose=a&purpose=b", "application/x-www-form-urlencoded"),
        (b"x=" + b"a" * BYTES, "application/x-www-form-urlencoded"),
        (b"%ff=%ff", "application/x-www-form-urlencoded"),
        (b"\xff=1", "application/x-www-form-urlencoded"),
        ("&".join(f"f{n}=1" for n in range(100)).encode(), "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"purpose=a", "text/plain"),
        (b"", ""),
    ],
)
def test_a_body_that_is_no_form_is_refused(browser: Browser, body: bytes, kind: str) -> None:
    browser.login()
    headers = {"cookie": f"{COOKIE}={browser.cookie}", "content-type": kind}
    answer = browser.client.post("/reason", content=body, headers=headers)
    assert answer.status_code == 400
    assert "The form cannot be read." in answer.text


def test_what_is_typed_is_never_markup(browser: Browser) -> None:
    typed = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    answer = browser.state(case_key=typed)
    assert answer.status_code == 400
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_nobody_is_asked_anything_by_all_this(browser: Browser, hub: HubThread) -> None:
    browser.get("/login/wrong")
    browser.login()
    browser.token = "wrong"
    browser.post("/reason", REASON)
    assert hub.hub.ran == []
    browser.get("/")


def test_what_no_filter_touches_turns_nothing_either(browser: Browser) -> None:
    page = browser.state(case_key="safe\u202etxt").text
    assert "\u202e" not in page
    assert 'value="safe\ufffdtxt"' in page
