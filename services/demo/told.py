"""What the world tells of itself, as its files of JSON hold it: who is who, which file is whose."""

from __future__ import annotations

from typing import Any

Told = dict[str, Any]
