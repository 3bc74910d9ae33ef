"""What a newcomer wishes to be said of it: registers, courts and protecting Acts, as TOML tables.

    [[registers]]
    type = "FIR"
    prefix = "PB/"

    [[courts]]
    code = "PB-LHR-DSJ"
    name = "District and Sessions Court, Lahore"
    tier = "SESSION"
    districts = ["PB/LAHORE"]

    [[protects]]
    act = "PB-DNCA-2004"
    districts = ["PB"]

``from``, ``to``, ``above`` and ``acts`` may be there; an unknown word is an error.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from rabta.membership.v1.registry_pb2 import Court, Protection, Register

from services.membership.spec import court, protection, register

WORDS: Final[dict[str, tuple[dict[str, type], dict[str, type]]]] = {
    "registers": ({"type": str}, {"prefix": str, "from": str, "to": str}),
    "courts": (
        {"code": str, "name": str, "tier": str, "districts": list},
        {"above": str, "acts": list, "from": str, "to": str},
    ),
    "protects": ({"act": str, "districts": list}, {"from": str, "to": str}),
}
Wishes = tuple[tuple[Register, ...], tuple[Court, ...], tuple[Protection, ...]]


def read_wishes(path: Path) -> Wishes:
    """Rows from a file; ValueError that names table and word."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ValueError(f"{path.name}: not TOML") from None
    unknown = said.keys() - WORDS.keys()
    if unknown:
        raise ValueError(f"{path.name}: unknown: {', '.join(sorted(unknown))}")
    rows = {table: [_checked(table, index, row) for index, row in enumerate(said.get(table, []))] for table in WORDS}
    return (
        tuple(register(row["type"], row["prefix"], row["from"], row["to"]) for row in rows["registers"]),
        tuple(
            court(
                row["code"], row["name"], row["tier"], tuple(row["districts"]), row["above"], tuple(row["acts"]),
                row["from"], row["to"],
            )
            for row in rows["courts"]
        ),
        tuple(protection(row["act"], tuple(row["districts"]), row["from"], row["to"]) for row in rows["protects"]),
    )  # fmt: skip


def _checked(table: str, index: int, row: Any) -> dict[str, Any]:
    needed, optional = WORDS[table]
    kinds = needed | optional
    where = f"{table}[{index}]"
    if type(row) is not dict or not needed.keys() <= row.keys() <= kinds.keys():
        raise ValueError(f"{where}: needs {', '.join(needed)}; may have {', '.join(optional)}")
    for name, value in row.items():
        texts = type(value) is not list or all(type(item) is str for item in value)
        if type(value) is not kinds[name] or not texts:
            raise ValueError(f"{where}.{name}: not {'text' if kinds[name] is str else 'a list of texts'}")
    return {name: kind() for name, kind in optional.items()} | row
