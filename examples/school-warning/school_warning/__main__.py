"""``python -m school_warning PLACE COMMAND``: take a day's marks, warn, ask for visits, take their outcomes.

PLACE is a folder of the school department's tables. What names pupils is read from files and standard input, and never
from arguments, which other users of the machine can see.
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

from school_warning import tables
from school_warning.department import Department, NoDistrict, Roll, department_of
from school_warning.outcomes import Outcome, next_step
from school_warning.rates import rates, uneven
from school_warning.sending import BadBody, NotTaken, body_of, request_welfare_visit
from school_warning.store import MARKS_KEPT, NoOpenVisit, Store, opened
from school_warning.values import Ground, Level, Standing, Warned

WARNED = ("school", "class", "token", "level", "ground")


class Refused(Exception):
    """A command is refused; the message names no pupil."""


def main(arguments: Sequence[str], today: date) -> int:
    """Run one command; 0 where it is done, 1 where it is refused, with why on standard error."""
    os.umask(0o077)
    told = _parser().parse_args(arguments)
    try:
        with opened(told.place / "warning.db", today) as store:
            told.run(told, department_of(told.place), store, today)
    except (Refused, tables.BadTable, BadBody, NoDistrict, OSError) as fault:
        print(f"refused: {fault}", file=sys.stderr)
        return 1
    except NoOpenVisit:
        print("refused: a visit of the list is not open; no outcome was taken", file=sys.stderr)
        return 1
    except sqlite3.Error as fault:
        print(f"the store: {type(fault).__name__}", file=sys.stderr)
        return 1
    except NotTaken as fault:
        print(f"the body took none from here on ({fault}); ask again with the rest of `warn`", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("school_warning", description="Warn of pupils who stay away from school.")
    parser.add_argument("place", type=Path, metavar="PLACE", help="folder of the department's tables")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    take = commands.add_parser("take", help="take the marks of a day; sent again, they replace the first")
    take.add_argument("day", type=date.fromisoformat, metavar="DAY")
    take.add_argument("marks", type=Path, metavar="FILE")
    take.set_defaults(run=_take)
    commands.add_parser("warn", help="print whom to call and whom to visit").set_defaults(run=_warn)
    notices = commands.add_parser("notices", help="print classes that are absent as a whole, for the education officer")
    notices.set_defaults(run=_notices)
    request = commands.add_parser("request", help="ask for the visits on standard input, lines of `warn`")
    request.set_defaults(run=_request)
    outcome = commands.add_parser("outcome", help="take the outcomes on standard input: school,token,outcome")
    outcome.add_argument("officer", metavar="OFFICER", help="a welfare officer of officers.csv")
    outcome.set_defaults(run=_outcome)
    commands.add_parser("rates", help="print the rate of visits by district and sex").set_defaults(run=_rates)
    return parser


def _take(told: argparse.Namespace, department: Department, store: Store, today: date) -> None:
    if not today - MARKS_KEPT <= told.day <= today:
        raise Refused("a day is today or one of the 180 before it")
    store.take(told.day, tables.marks(told.marks, department.register, department.schools))


def _warn(_told: argparse.Namespace, department: Department, store: Store, _today: date) -> None:
    _print(WARNED, [_line(one) for one in _warned(department, store) if not one.finding.mass])


def _notices(_told: argparse.Namespace, department: Department, store: Store, _today: date) -> None:
    classes = {(one.school, one.group) for one in _warned(department, store) if one.finding.mass}
    _print(("school", "class"), sorted(classes))


def _request(told: argparse.Namespace, department: Department, store: Store, today: date) -> None:
    body = body_of(told.place / "child_protection.toml")
    visits = {_line(one) for one in _warned(department, store) if one.finding.level is Level.VISIT}
    asked = [tuple(row.cells.values()) for row in tables.rows(sys.stdin, "standard input", WARNED)]
    if len(set(asked)) != len(asked) or not visits.issuperset(asked):
        raise Refused("each line is a VISIT that `warn` prints today, once; none was asked for")
    for school, _, token, _, ground in asked:
        request_welfare_visit(body, school, token, Ground(ground))
        store.asked(school, token, Ground(ground), today)


def _outcome(told: argparse.Namespace, _department: Department, store: Store, today: date) -> None:
    if told.officer not in tables.officers(told.place / "officers.csv"):
        raise Refused("the officer is not in officers.csv")
    outcomes = {}
    for row in tables.rows(sys.stdin, "standard input", ("school", "token", "outcome")):
        pupil = row.read("school", tables.code), row.read("token", tables.token)
        if pupil in outcomes:
            raise row.refused("token: twice")
        outcomes[pupil] = row.read("outcome", Outcome)
    store.close(outcomes, told.officer, today)
    _print(("school", "token", "next_step"), [(*pupil, next_step(found)) for pupil, found in outcomes.items()])


def _rates(_told: argparse.Namespace, department: Department, store: Store, _today: date) -> None:
    register, district = department.register, department.district
    school = {token: days[max(days)].school for token, days in store.marks().items()}
    found = rates(
        ((district(one.school), register[one.token].sex) for one in store.visits() if one.token in register),
        (
            (district(at), register[token].sex)
            for token, at in school.items()
            if token in register and register[token].standing is Standing.ENROLLED
        ),
    )
    odd = uneven(found)
    lines = [
        (rate.district, rate.sex, "" if rate.told is None else rate.told, rate.pupils, rate.district in odd)
        for rate in found
    ]
    _print(("district", "sex", "visits", "pupils", "uneven"), lines)


def _warned(department: Department, store: Store) -> list[Warned]:
    return Roll(department, store.marks(), store.visits()).warned()


def _line(one: Warned) -> tuple[str, ...]:
    return one.school, one.group, one.token, one.finding.level, one.finding.ground or ""


def _print(header: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerows([header, *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))
