"""The reason that `rabta use` keeps for the commands after it: a file of mode 0600 in the profile's state folder.

It ends after at most eight hours, the length of a shift: a reason that is kept longer answers for questions that nobody
thought about.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from services.client.profile import Profile
from services.signing.keyfile import UnsafeFile, check_private

LONGEST_MS: Final = 8 * 3_600_000
_FILE: Final = "context.json"


@dataclass(frozen=True, slots=True)
class Context:
    """Why the officer asks, until ``until_ms`` (epoch ms); ``case`` is ``TYPE:KEY``."""

    purpose: str
    legal_basis: str
    case: str
    second_basis: str
    until_ms: int


def now_ms() -> int:
    """This machine's time, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def read_context(settings: Profile) -> Context | None:
    """What is kept, where it has not ended. A file that others may read, or that is none of ours, keeps nothing."""
    path = _path(settings)
    try:
        check_private(path)
        raw = json.loads(path.read_bytes())
        found = Context(**{field.name: raw[field.name] for field in fields(Context)})
    except (OSError, UnsafeFile, ValueError, TypeError, KeyError):
        return None
    if not isinstance(found.until_ms, int) or not now_ms() < found.until_ms <= now_ms() + LONGEST_MS:
        return None
    return found


def write_context(settings: Profile, context: Context) -> None:
    """Keep it, in place of what was kept. OSError."""
    path = _path(settings)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(context), file)
    fresh.replace(path)


def forget_context(settings: Profile) -> bool:
    """Whether there was one."""
    path = _path(settings)
    found = path.exists()
    path.unlink(missing_ok=True)
    return found


def _path(settings: Profile) -> Path:
    return settings.state / _FILE
