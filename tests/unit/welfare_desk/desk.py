"""A desk's folder with its files of TLS, the program in it as a process of its own, and departments that ask."""

from __future__ import annotations

import http.client
import io
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from hashlib import sha256
from pathlib import Path

from school_warning.sending import Body
from services.membership.certificates import Authority
from tests.shared import ROOT
from tests.unit.school_warning.body import certified
from tests.unit.school_warning.place import Done
from welfare_desk.__main__ import main

TODAY = date(2027, 3, 1)
SCHOOLS = {"NORTH": "GPS-1", "SOUTH": "GPS-2"}
"""Departments by name, each with its school."""


class Made:
    """The folder; ``stranger`` has a certificate of the same authority that no department shows."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        authority = Authority.create("welfare", time.time_ns() // 1_000_000)
        (folder / "ca.pem").write_bytes(authority.pem())
        for name in ("body", "stranger", *SCHOOLS):
            certified(folder, name, authority)
        self.write("".join(map(self.row, SCHOOLS)))

    def row(self, name: str) -> str:
        """A department of ``desk.toml``."""
        return (
            f'[[department]]\nname = "{name}"\ncertificate_sha256 = "{self.digest(name)}"\n'
            f'schools = ["{SCHOOLS[name]}"]\n'
        )

    def digest(self, name: str) -> str:
        """SHA-256 of a certificate, as its department's row has it."""
        return sha256(ssl.PEM_cert_to_DER_cert((self.folder / f"{name}.pem").read_text())).hexdigest()

    def write(self, departments: str, more: str = "") -> None:
        """``desk.toml``; it serves on a port that the system chooses."""
        files = 'authority = "ca.pem"\ncertificate = "body.pem"\nkey = "body.key"\n'
        text = f'host = "127.0.0.1"\nport = 0\nofficers = ["W-7"]\n{files}{more}{departments}'
        (self.folder / "desk.toml").write_text(text)

    def body(self, name: str = "NORTH") -> Body:
        """The desk as a department's program knows it."""
        return Body("localhost", self.port, *(self.folder / each for each in ("ca.pem", f"{name}.pem", f"{name}.key")))

    def run(self, *arguments: str, told: str = "", today: date = TODAY) -> Done:
        """A command in this process."""
        out, err, typed = io.StringIO(), io.StringIO(), sys.stdin
        try:
            sys.stdin = io.StringIO(told)
            with redirect_stdout(out), redirect_stderr(err):
                code = main([str(self.folder), *arguments], today)
        finally:
            sys.stdin = typed
        return Done(code, out.getvalue(), err.getvalue())

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[str]]:
        """The program, serving; killed at the end as by `kill -9`."""
        words = [sys.executable, "-m", "welfare_desk", str(self.folder), "serve"]
        path = {**os.environ, "PYTHONPATH": str(ROOT / "examples/welfare-desk")}
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=path) as process:
            try:
                assert process.stdout is not None
                line = process.stdout.readline()
                assert line.startswith("serving on "), line or process.stderr
                self.port = int(line.rpartition(":")[2])
                yield process
            finally:
                process.send_signal(signal.SIGKILL)

    def sent(
        self, method: str, path: str, content: bytes = b"", by: str = "NORTH", **headers: str
    ) -> tuple[int, bytes]:
        """Status and content of the answer to one request."""
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        context.load_cert_chain(self.folder / f"{by}.pem", self.folder / f"{by}.key")
        line = http.client.HTTPSConnection("localhost", self.port, timeout=20, context=context)
        try:
            line.putrequest(method, path)
            for name, value in {"Content_Length": str(len(content)), **headers}.items():
                if value:
                    line.putheader(name.replace("_", "-"), value)
            line.endheaders(content)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()
