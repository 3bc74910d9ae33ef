"""The readers of a directory by the name of the feed: adding a feed is adding one file.

A module with ``FEED`` (MONEY, CDR, CONTENT or TRAVEL: the cap of the decision table) and ``read`` is a reader;
its name on the wire and for ``rabta feed import`` is that of the module with hyphens: ``camt_053`` is ``camt-053``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from services.sources.feeds.options import Options
from services.sources.feeds.row import Items
from services.vocabulary.access import FEEDS


@dataclass(frozen=True, slots=True)
class Reader:
    """``read`` takes a seekable binary stream; ``title`` is the first line of the module."""

    name: str
    feed: str
    title: str
    read: Callable[[BinaryIO, Options], Items]


@cache
def readers() -> dict[str, Reader]:
    """Every reader of the product by its name."""
    return readers_of(__name__.rpartition(".")[0], Path(__file__).parent)


def readers_of(package: str, folder: Path) -> dict[str, Reader]:
    """Every reader among the modules of ``package``, which lie in ``folder``, by its name."""
    modules = (import_module(f"{package}.{found.name}") for found in pkgutil.iter_modules([str(folder)]))
    found = {}
    for module in modules:
        if (feed := getattr(module, "FEED", None)) in FEEDS:
            name = module.__name__.rpartition(".")[2].replace("_", "-")
            found[name] = Reader(name, feed, (module.__doc__ or "").partition("\n")[0], module.read)
    return dict(sorted(found.items()))
