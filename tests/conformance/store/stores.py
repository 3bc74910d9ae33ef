"""The stores that must behave alike: add one here and the whole suite runs on it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from services.records.ports import Store
from services.records.store import open_store

T = TypeVar("T")
_TEMPLATE: dict[str, Path] = {}


def sqlite(folder: Path) -> Store:
    """A new embedded store, copied from one that was migrated once."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / "records.db"
    template = _TEMPLATE.get("sqlite")
    if template is not None and template.exists():
        shutil.copy(template, path)
        path.chmod(0o600)
        return open_store(path)
    store = open_store(path)
    asyncio.run(store.close())
    _TEMPLATE["sqlite"] = Path(shutil.copy(path, folder / "template.db"))
    return open_store(path)


STORES: dict[str, Callable[[Path], Store]] = {"sqlite": sqlite}


def wait(work: Any) -> Any:
    """Run one coroutine to its end."""
    return asyncio.run(work)
