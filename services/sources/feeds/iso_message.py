"""ISO 20022 messages: which one a file holds, bare or in an envelope, and texts in it whatever its version.

Versions differ by namespace and in few places; readers ask for the old and the new path. The envelope may be any
element with an application header (``AppHdr``, head.001) and one or more ``Document``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO

from lxml import etree

from services.sources.feeds.options import Options
from services.sources.feeds.row import FileRefused, Remark
from services.sources.feeds.xml_schema import verify
from services.sources.feeds.xml_stream import line, local, namespace, opening, records

_PREFIX = "urn:iso:std:iso:20022:tech:xsd:"


@lru_cache(maxsize=1024)
def _qualified(path: str, tag: str) -> str:
    space = namespace(tag)
    return "/".join(f"{{{space}}}{step}" if space else step for step in path.split("/"))


def find(element: etree._Element, *paths: str) -> etree._Element | None:
    """The first element at the first path that leads to one, in the element's own namespace."""
    for path in paths:
        if (found := element.find(_qualified(path, element.tag))) is not None:
            return found
    return None


def text(element: etree._Element | None, *paths: str) -> str:
    """Its text, blanks joined; nothing if no path leads to one."""
    found = find(element, *paths) if element is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def ancestor(element: etree._Element, *names: str) -> etree._Element | None:
    """The nearest ancestor of one of these names."""
    for found in element.iterancestors():
        if local(found.tag) in names:
            return found
    return None


def message(
    stream: BinaryIO, options: Options, name: str, root: str, tags: Sequence[str]
) -> Iterator[Remark | etree._Element]:
    """Remarks, then records of a message ``name`` (``camt.053``) whose first element is ``root``, any version.

    Raises FileRefused for another message, and for what does not fit the schema given.
    """
    first = opening(stream, _entered)
    document = next((tag for tag in first if local(tag) == "Document"), "")
    after = first[first.index(document) + 1 :] if document else []
    space = namespace(document).removeprefix(_PREFIX)
    if not after or not (space.startswith(f"{name}.") or (not space and local(after[0]).startswith(root))):
        raise FileRefused("line 1", "iso20022-message", f"is no ISO 20022 message {name}")
    yield from verify(stream, options.schema, document, tags, "" if document == first[0] else "Document")
    for element in records(stream, tags):
        if _of(element, name):
            yield element
        elif not namespace(element.tag).startswith(f"{_PREFIX}head."):
            raise FileRefused(f"line {line(element)}", "iso20022-message", f"holds more than messages {name}")


def _of(element: etree._Element, name: str) -> bool:
    space = namespace(element.tag)
    return not space or space.startswith(f"{_PREFIX}{name}.")


def _entered(tags: Sequence[str]) -> bool:
    return any(local(tag) == "Document" for tag in tags[:-1]) or (bool(tags) and local(tags[0]) == "report")
