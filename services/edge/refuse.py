"""How a call becomes a refusal: by a rule of a room, by the log's writer, or by a failure of ours."""

from __future__ import annotations

import logging
import traceback
import uuid

from services.access.errors import Refused
from services.edge import status
from services.edge.call import Call
from services.edge.errors import ByReason

FRAMES = 3
logger = logging.getLogger(__name__)


def refuse(call: Call, refused: Refused) -> None:
    """From here on the call is a refusal: no body leaves, whatever was prepared."""
    call.give(b"")
    call.reason = refused.reason
    call.status = status.code_number(refused.reason)
    call.details = status.details(refused)


def failed(call: Call, error: Exception) -> None:
    """INTERNAL with a correlation id. Logged are the error's kind and place; its text may hold what was asked."""
    correlation = uuid.uuid4().hex
    logger.error("call failed: %s at %s, correlation %s", type(error).__name__, place(error), correlation)
    internal = ByReason("INTERNAL")
    refuse(call, internal)
    call.details = status.details(internal, correlation=correlation)


def place(error: BaseException) -> str:
    """Where an error was raised: the innermost frames, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
