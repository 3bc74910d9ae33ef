"""Brings what a folder holds into a database, slowly at one table, until it is done, or killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from services.node.store_move import Target, bring
from services.node.store_move_parts import holding_of


def main(folder: str, address: str, slow: str, log: str) -> None:
    """``slow``: the table; ``log``: whether it is the log that is brought, "yes" or "no"."""

    def slowly(_room: str, table: str, _rows: int) -> None:
        if table == slow:
            time.sleep(0.2)

    bring(holding_of(Path(folder), Target(address), log=log == "yes"), slowly)


if __name__ == "__main__":
    main(*sys.argv[1:])
