"""Databases of a node that are damaged: each is named before anything is opened, with the way back that it has."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from services.exchange.check.store.checks import FILE as POSTS
from services.exchange.corrections.store.proposals import FILE as CORRECTIONS
from services.identity.asking.store.database import FILE as BOOK
from services.linkage.alerting.store.database import FILE as ALERTS
from services.node.backup import HUB_DATABASES, OWN_DATABASES
from services.records.errors import StorageUnavailable
from services.store.pages import fault

IN_NO_BACKUP: Final = (ALERTS, CORRECTIONS, POSTS)
"""What is gone since would come back with an older one."""
DATABASES: Final = (*HUB_DATABASES, *(name for name in OWN_DATABASES if name != BOOK), *IN_NO_BACKUP)
"""Those that are looked through; the book of what was asked of a registry is looked through by who opens it."""
logger = logging.getLogger(__name__)


def check_databases(folder: Path) -> None:
    """Raise StorageUnavailable where a database of the node is damaged; a line says which, and what helps."""
    damaged = {name: text for name in DATABASES if (text := fault(folder / name))}
    for name, text in damaged.items():
        logger.error("%s is damaged: %s: %s", name, text, way_back(name))
    if damaged:
        raise StorageUnavailable


def way_back(name: str) -> str:
    """What an operator does about a damaged database of that name; records and links come back together."""
    if name in IN_NO_BACKUP:
        return "stop the node, and put a disk's own copy back or move the file away: a new one begins without its rows"
    alone = "" if name in HUB_DATABASES else f" --only {name}"
    return f"stop the node, and run `rabta restore BACKUP DIR --replace{alone}`"
