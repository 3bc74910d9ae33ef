"""Where an engine is and how to log in: ``engine.json``, written by whoever starts ArcadeDB. Files only."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

ENGINE_FILE = "engine.json"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``uri``: bolt://, neo4j://, neo4j+s:// ...; the password is not shown when this is printed."""

    uri: str
    user: str
    password: str
    database: str

    def __repr__(self) -> str:
        return f"Endpoint({self.uri!r}, {self.user!r}, {self.database!r})"


def write_private(path: Path, text: str) -> None:
    """Replace ``path`` whole, readable by its owner alone from its first byte on."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def save_endpoint(folder: Path, endpoint: Endpoint) -> None:
    """Write ``engine.json`` (mode 0600) into ``folder``."""
    fields = {name: getattr(endpoint, name) for name in ("uri", "user", "password", "database")}
    write_private(folder / ENGINE_FILE, json.dumps(fields))


def load_endpoint(folder: Path) -> Endpoint:
    """Read it again. Raises OSError where no engine was started there, ValueError where the file is none of ours."""
    fields = json.loads((folder / ENGINE_FILE).read_text("utf-8"))
    if not isinstance(fields, dict) or set(fields) != {"uri", "user", "password", "database"}:
        raise ValueError("not an engine file")
    return Endpoint(**{name: str(value) for name, value in fields.items()})
