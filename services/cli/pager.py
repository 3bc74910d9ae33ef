"""Long answers through a pager, on a terminal alone: RABTA_PAGER, else PAGER, else `less -R`; empty or `cat` is none.

What is typed into the pager's search may be a name: `less` is told to keep no history of it (LESSHISTFILE), and to
start no shell and write no file (LESSSECURE).
"""

from __future__ import annotations

import inspect
import io
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, get_type_hints

import typer

from services.cli.settings import pager_command, pager_environment

NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", help="Print as it comes, however long; see RABTA_PAGER and PAGER.")
]

_off: ContextVar[bool] = ContextVar("without a pager", default=False)


def pageable(command: Callable[..., None]) -> Callable[..., None]:
    """A command with ``--no-pager`` behind its own options."""
    own = get_type_hints(command, include_extras=True)
    given = [one.replace(annotation=own[name]) for name, one in inspect.signature(command).parameters.items()]
    last = inspect.Parameter("no_pager", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=NoPagerOption)

    @wraps(command)
    def paging(*, no_pager: bool = False, **values: object) -> None:
        before = _off.set(no_pager)
        try:
            command(**values)
        finally:
            _off.reset(before)

    paging.__annotations__ = {each.name: each.annotation for each in (*given, last)}
    paging.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in given), last]
    )
    return paging


@contextmanager
def paged() -> Iterator[None]:
    """Hold back what is printed and show it at the end: through the pager where it is longer than the terminal is high.

    Ask nothing inside. Where something is raised, what was printed before it is shown without a pager.
    """
    command = [] if _off.get() or not sys.stdout.isatty() else pager_command()
    if not command:
        yield
        return
    out, held = sys.stdout, _Screen()
    sys.stdout = held
    try:
        yield
    except BaseException:
        command = []
        raise
    finally:
        sys.stdout = out
        _shown(held.getvalue(), command)


class _Screen(io.StringIO):
    """Text on its way to a terminal."""

    def isatty(self) -> bool:
        """Whoever prints sees the terminal behind."""
        return True


def _shown(text: str, command: list[str]) -> None:
    height = shutil.get_terminal_size().lines
    if not command or text.count("\n") < height or not _through(text, command):
        sys.stdout.write(text)
        sys.stdout.flush()


def _through(text: str, command: list[str]) -> bool:
    """Whether the pager took it. Ctrl-C is the pager's until it ends; one that ends early has shown enough."""
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=pager_environment())
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode("utf-8", "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
