"""Rows of one table as one test: every row is judged, and every row that fails is in the message, by its name."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

LONGEST_NAME = 100
LONGEST_TEXT = 2000
FAILURES = (Exception, pytest.fail.Exception, pytest.skip.Exception)
"""What fails a row. A skip is among them: it would end the test before the rows after it."""
PER_TEST = {"tmp_path", "monkeypatch", "capsys", "capfd", "caplog", "recwarn", "request", "engine"}
"""Fixtures that rows would share, each with what the row before it left there."""


def name_of(row: object) -> str:
    """A row by its values, bounded."""
    values = row if isinstance(row, tuple) else (row,)
    name = "-".join(value if isinstance(value, str) else str(getattr(value, "__name__", value)) for value in values)
    return bounded(name or repr(row), LONGEST_NAME)


def bounded(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}... ({len(text)} characters)"


def each(rows: Iterable[Any], judge: Callable[[Any], object], name: Callable[[Any], str] = name_of) -> None:
    """Judge every row.

    Raises:
        AssertionError: rows fail; the message counts them and has the name and the text of each.
        ValueError: there is no row.
    """
    every = list(rows)
    if not every:
        raise ValueError("a table without rows checks nothing")
    failures = []
    for row in every:
        try:
            judge(row)
        except FAILURES as error:
            failures.append(f"{name(row)}: {type(error).__name__}: {bounded(str(error), LONGEST_TEXT)}")
    if failures:
        raise AssertionError("\n".join([f"{len(failures)} of {len(every)} rows fail", *failures]))


def of_rows(
    names: str | Sequence[str], rows: Iterable[Any], ids: Iterable[str] | Callable[[Any], str | None] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that makes one test of a function that judges one row; it takes what `pytest.mark.parametrize` takes, without marks.

    Raises:
        ValueError: there is no row, a row does not fit the names, ids do not fit the rows.
        TypeError: a row has marks, the function is a coroutine, or it takes a fixture that each row needs afresh.
    """
    columns = [one.strip() for one in names.split(",")] if isinstance(names, str) else list(names)
    alone = isinstance(names, str) and len(columns) == 1
    every = [(row,) if alone else tuple(row) for row in refused_if_marked(rows)]
    if not every or any(len(row) != len(columns) for row in every):
        raise ValueError(f"rows of {columns} are needed: each has one value for each")
    if ids is None or callable(ids):
        labels = [name_of(tuple(ids(value) or value for value in row) if ids else row) for row in every]
    else:
        labels = list(ids)
    if len(labels) != len(every):
        raise ValueError(f"{len(labels)} ids for {len(every)} rows")

    def fold(judge: Callable[..., None]) -> Callable[..., None]:
        inner = getattr(judge, "named_rows", [("", {})])
        named = [
            ("-".join(filter(None, (label, name))), dict(zip(columns, row, strict=True)) | values)
            for label, row in zip(labels, every, strict=True)
            for name, values in inner
        ]
        return judging(getattr(judge, "judge", judge), named)

    return fold


def judging(judge: Callable[..., None], named: Sequence[tuple[str, dict[str, Any]]]) -> Callable[..., None]:
    """A test without the columns of its rows among its arguments; rows of a further table multiply those it has."""
    if inspect.iscoroutinefunction(judge):
        raise TypeError("a coroutine would judge nothing: nobody awaits it")
    signature = inspect.signature(judge)
    others = [one for key, one in signature.parameters.items() if key not in named[0][1]]
    if shared := PER_TEST & {one.name for one in others}:
        raise TypeError(f"rows would share {sorted(shared)}")

    @functools.wraps(judge)
    def test(*args: Any, **fixtures: Any) -> None:
        each(named, lambda row: judge(*args, **fixtures, **row[1]), name=lambda row: row[0])

    del test.__wrapped__
    vars(test).update(__signature__=signature.replace(parameters=others), judge=judge, named_rows=named)
    return test


def refused_if_marked(rows: Iterable[Any]) -> list[Any]:
    every = list(rows)
    if any(isinstance(row, type(pytest.param())) for row in every):
        raise TypeError("a row with marks or an id of its own is an item")
    return every
