"""The detectors of the directory by id: adding one is adding a file with ``DETECTOR``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from services.linkage.detectors.contract import Detector


@cache
def detectors() -> dict[str, Detector]:
    """Every one by its id, in the order of ids."""
    package, folder = __name__.rpartition(".")[0], Path(__file__).parent
    modules = (import_module(f"{package}.{each.name}") for each in pkgutil.iter_modules([str(folder)]))
    found = [each.DETECTOR for each in modules if isinstance(getattr(each, "DETECTOR", None), Detector)]
    by_id = {each.id: each for each in found}
    if len(by_id) != len(found):
        raise ValueError("two detectors bear one id")
    return dict(sorted(by_id.items()))
