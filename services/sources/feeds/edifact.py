"""UN/EDIFACT interchanges (ISO 9735 syntax 3 and 4) cut into segments, elements and components. Pure.

The service string advice UNA sets the separators; the release character takes the next one literally. Limits:
a segment of 4,096 characters, 64 elements, 64 components. Nothing is held but one segment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from services.sources.feeds.row import FileRefused

MAX_SEGMENT, MAX_ELEMENTS = 4096, 64
BLOCK = 1 << 16


class Segment(NamedTuple):
    """``tag``, and elements of components; ``number`` from 1 in the file."""

    number: int
    tag: str
    elements: tuple[tuple[str, ...], ...]

    def get(self, element: int, component: int = 0) -> str:
        """A component, counted from 0 after the tag; empty where absent."""
        if element < len(self.elements) and component < len(self.elements[element]):
            return self.elements[element][component]
        return ""


class _Advice(NamedTuple):
    component: str = ":"
    element: str = "+"
    mark: str = "."
    release: str = "?"
    reserved: str = " "
    end: str = "'"


def segments(stream: BinaryIO) -> Iterator[Segment]:
    """Segments in order. Raises FileRefused at what is none, or past a limit."""
    stream.seek(0)
    head = stream.read(9).decode("latin-1")
    advice = _Advice(*head[3:9]) if head.startswith("UNA") and len(head) == 9 else _Advice()
    special = [advice.component, advice.element, advice.end]
    if len(set(special)) != 3 or advice.release in special or any(mark.isalnum() or mark.isspace() for mark in special):
        raise FileRefused("UNA", "edifact-advice", "separators must differ")
    if not head.startswith("UNA"):
        stream.seek(0)
    for number, text in enumerate(_texts(stream, advice), 1):
        yield _segment(number, text, advice)


def _texts(stream: BinaryIO, advice: _Advice) -> Iterator[str]:
    """Texts between terminators, release characters still in them."""
    held: list[str] = []
    size, released, number = 0, False, 1
    while block := stream.read(BLOCK):
        start, text = 0, block.decode("utf-8", "replace") if block.isascii() else block.decode("latin-1")
        for at, char in enumerate(text):
            if released:
                released = False
            elif char == advice.release:
                released = True
            elif char == advice.end:
                yield ("".join(held) + text[start:at]).lstrip("\r\n")
                held, size, start, number = [], 0, at + 1, number + 1
            if size + at - start > MAX_SEGMENT + 2:
                raise FileRefused(f"segment {number}", "edifact-length", f"longer than {MAX_SEGMENT} characters")
        held.append(text[start:])
        size += len(text) - start
    if "".join(held).strip():
        raise FileRefused(f"segment {number}", "edifact-end", "the last segment does not end")


def _segment(number: int, text: str, advice: _Advice) -> Segment:
    elements = [
        tuple(_plain(part, advice) for part in _cut(element, advice.component, advice))
        for element in _cut(text, advice.element, advice)
    ]
    tag = elements[0][0]
    if len(tag) != 3 or not (tag.isascii() and tag.isalpha() and tag.isupper()):
        raise FileRefused(f"segment {number}", "edifact-tag", "does not begin with three letters")
    if len(elements) > MAX_ELEMENTS or any(len(element) > MAX_ELEMENTS for element in elements):
        raise FileRefused(f"segment {number}", "edifact-length", f"more than {MAX_ELEMENTS} elements or components")
    if any(not part.isprintable() for element in elements for part in element):
        raise FileRefused(f"segment {number}", "edifact-character", "holds control characters")
    return Segment(number, tag, tuple(elements[1:]))


def _cut(text: str, mark: str, advice: _Advice) -> list[str]:
    if advice.release not in text:
        return text.split(mark)
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == advice.release:
            at += 1
        elif text[at] == mark:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _plain(text: str, advice: _Advice) -> str:
    if advice.release not in text:
        return text.strip()
    kept, at = [], 0
    while at < len(text):
        at += text[at] == advice.release
        kept.append(text[at : at + 1])
        at += 1
    return "".join(kept).strip()
