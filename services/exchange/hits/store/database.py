"""Requests about hits: ``desk.db`` of the node's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "desk.db"
