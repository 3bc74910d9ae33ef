"""A school department's folder, and the program run in it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import NamedTuple

from school_warning.__main__ import main
from tests.unit.school_warning.made import DISTRICT, GROUP, LETTERS, SCHOOL, START, weekdays

WARNED = "school,class,token,level,ground\n"
OUTCOMES = "school,token,outcome\n"


class Done(NamedTuple):
    """What a command returned and printed."""

    code: int
    out: str
    err: str


class Place:
    """A folder of tables, with pupils who are all enrolled girls."""

    def __init__(self, folder: Path, tls: Path, port: int) -> None:
        self.folder = folder
        self.today = START
        self.write("calendar.csv", f"district,from,to,kind\n{DISTRICT},2027-12-25,2027-12-25,HOLIDAY\n")
        self.write("schools.csv", f"school,district\n{SCHOOL},{DISTRICT}\n")
        self.write("officers.csv", "officer,body\nW-7,WELFARE\n")
        self.body(tls / "ca.pem", port, tls / "school")

    def write(self, name: str, text: str) -> Path:
        """One of its files."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def body(self, authority: Path, port: int, own: Path) -> None:
        """Say where the child-protection body answers, by whose authority, and whose certificate the department shows.

        ``own``: path of a certificate and its key, without the endings.
        """
        files = f'authority = "{authority}"\ncertificate = "{own}.pem"\nkey = "{own}.key"\n'
        self.write("child_protection.toml", f'host = "localhost"\nport = {port}\n' + files)

    def attend(self, letters: Mapping[str, str], first: date = START) -> None:
        """Take one file a day, a letter of each pupil a day; today is the last of them."""
        lines = "".join(f"{name},,F,ENROLLED\n" for name in letters)
        self.write("pupils.csv", "token,household,sex,standing\n" + lines)
        columns = zip(*letters.values(), strict=True)
        for self.today, marks in zip(weekdays(first, len(next(iter(letters.values())))), columns, strict=True):
            rows = "".join(
                f"{SCHOOL},{GROUP},{name},{LETTERS[mark]}\n" for name, mark in zip(letters, marks, strict=True)
            )
            path = self.write("day.csv", "school,class,token,mark\n" + rows)
            taken = self.run("take", self.today.isoformat(), str(path))
            assert taken == Done(0, "", ""), taken
        path.unlink()

    def run(self, *arguments: str, told: str = "") -> Done:
        """One command, with ``told`` on standard input."""
        before, mask = sys.stdin, os.umask(0o022)
        sys.stdin = io.StringIO(told)
        try:
            with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
                code = main([str(self.folder), *arguments], self.today)
        finally:
            sys.stdin = before
            os.umask(mask)
        return Done(code, out.getvalue(), err.getvalue())

    def ask(self) -> Done:
        """Ask for every visit that `warn` prints."""
        header, *lines = self.run("warn").out.splitlines(keepends=True)
        return self.run("request", told="".join([header, *(line for line in lines if ",VISIT," in line)]))

    def outcome(self, token: str, found: str) -> Done:
        """The officer tells what they found of one pupil."""
        return self.run("outcome", "W-7", told=f"{OUTCOMES}{SCHOOL},{token},{found}\n")
