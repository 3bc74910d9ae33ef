"""``python -m welfare_desk PLACE COMMAND``: take requests of schools, list them, and tell what officers found.

PLACE is the desk's folder. What names pupils is read from standard input, and never from arguments.
"""

from __future__ import annotations

import argparse
import csv
import os
import sqlite3
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from welfare_desk.place import BadPlace, Settings, desk_of
from welfare_desk.serving import DeskServer, address
from welfare_desk.store import NotOpen, opened
from welfare_desk.values import CODE, TOKEN, Outcome, matched

FOUND = ["school", "token", "outcome"]


class Refused(Exception):
    """A command is refused; the message names no pupil."""


def main(arguments: Sequence[str], today: date) -> int:
    """Run one command; 0 where it is done, 1 where it is refused, with why on standard error."""
    os.umask(0o077)
    told = _parser().parse_args(arguments)
    try:
        told.run(told, desk_of(told.place), today)
    except (Refused, BadPlace, OSError) as fault:
        print(f"refused: {fault}", file=sys.stderr)
        return 1
    except NotOpen:
        print("refused: a pupil of the list has no open request; no outcome was taken", file=sys.stderr)
        return 1
    except sqlite3.Error as fault:
        print(f"the store: {type(fault).__name__}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("welfare_desk", description="Take schools' requests for a visit.")
    parser.add_argument("place", type=Path, metavar="PLACE", help="folder of the desk")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("serve", help="take requests until it is stopped").set_defaults(run=_serve)
    commands.add_parser("list", help="print the requests that wait, the oldest first").set_defaults(run=_list)
    outcome = commands.add_parser("outcome", help="take what an officer found on standard input: school,token,outcome")
    outcome.add_argument("officer", metavar="OFFICER", help="a welfare officer of desk.toml")
    outcome.set_defaults(run=_outcome)
    outcomes = commands.add_parser("outcomes", help="print what a department is told, for where it does not fetch it")
    outcomes.add_argument("department", metavar="DEPARTMENT")
    outcomes.set_defaults(run=_outcomes)
    return parser


def _serve(told: argparse.Namespace, desk: Settings, today: date) -> None:
    with opened(told.place / "desk.db", today), DeskServer(desk, told.place / "desk.db") as server:
        host, port = address(server)
        print(f"serving on {host}:{port}", flush=True)
        server.serve_forever()


def _list(told: argparse.Namespace, _desk: Settings, today: date) -> None:
    with opened(told.place / "desk.db", today) as store:
        waiting = store.waiting()
    rows = [(one.asked, one.department, one.request.school, one.request.token, one.request.reason) for one in waiting]
    _print(["asked", "department", "school", "token", "reason"], rows)


def _outcome(told: argparse.Namespace, desk: Settings, today: date) -> None:
    if told.officer not in desk.officers:
        raise Refused("the officer is not in desk.toml")
    found = _read()
    with opened(told.place / "desk.db", today) as store:
        store.close(found, told.officer, today)


def _outcomes(told: argparse.Namespace, desk: Settings, today: date) -> None:
    if told.department not in {each.name for each in desk.departments.values()}:
        raise Refused("the department is not in desk.toml")
    with opened(told.place / "desk.db", today) as store:
        _print(FOUND, store.outcomes(told.department))


def _read() -> dict[tuple[str, str], Outcome]:
    """What was found of each pupil. Raises Refused with the line."""
    found: dict[tuple[str, str], Outcome] = {}
    table = csv.reader(sys.stdin, strict=True)
    try:
        if next(table, None) != FOUND:
            raise ValueError
        for school, token, outcome in table:
            pupil = matched(CODE, school), matched(TOKEN, token)
            if pupil in found:
                raise ValueError
            found[pupil] = Outcome(outcome)
    except (ValueError, csv.Error):
        raise Refused(f"standard input, line {table.line_num}: school,token,outcome, each pupil once") from None
    return found


def _print(header: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerows([header, *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))
