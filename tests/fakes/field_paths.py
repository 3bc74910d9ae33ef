"""Follows a field path through message descriptors, as a partner's client would."""

from __future__ import annotations

import re
from typing import Any

from rabta.records.v1.record_pb2 import RecordVersion
from rabta.signing.v1.page_pb2 import PageHeader

STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]*)\])?")
HELD = {
    "rabta.signing.v1.SignedPageHeader.header": PageHeader.DESCRIPTOR,
    "rabta.signing.v1.PageLeaf.version": RecordVersion.DESCRIPTOR,
}
"""Messages that lie serialised in a field of bytes: a path goes on below it."""


def leads(message: Any, path: str) -> bool:
    """Whether a path names a place in a message of this descriptor; the empty one is the whole."""
    for step in path.split(".") if path else ():
        found = STEP.fullmatch(step)
        if message is None:
            return False
        if step[0] == "#" and step[1:].isdigit():
            message = None
            continue
        field = message.fields_by_name.get(found[1]) if found else None
        if field is None or found is None or (found[2] is not None and not field.is_repeated):
            return False
        inside = field.message_type or HELD.get(field.full_name)
        message = None if inside is not None and field.is_repeated and found[2] is None else inside
    return True
