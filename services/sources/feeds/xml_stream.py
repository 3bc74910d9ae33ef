"""Streaming XML that a stranger wrote: records one at a time, nothing fetched, nothing expanded, everything bounded.

A DOCTYPE is refused at sight, so that no entity is ever declared; libxml2 keeps its own bounds (256 levels, 10 MB of
text) since ``huge_tree`` is off. A record may not be longer than MAX_RECORD bytes; what lies between two records
counts to the second. Elements are freed as soon as the reader has seen them; siblings before the first record of a
parent stay, since they are its header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Final, TypedDict, cast

from lxml import etree

from services.sources.feeds.row import FileRefused

MAX_RECORD: Final = 2 << 20
MAX_ELEMENTS: Final = 20_000
MAX_TEXT: Final = 20_000
_MAX_OPENING: Final = 1 << 18
_CHUNK: Final = 1 << 16


class Hardening(TypedDict):
    """What every parser here is made with."""

    resolve_entities: bool
    load_dtd: bool
    dtd_validation: bool
    no_network: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


HARDENED: Final = Hardening(
    resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False,
    remove_comments=True, remove_pis=True,
)  # fmt: skip
_COUNT: Final = etree.XPath("count(descendant::*)")
_LONG: Final = etree.XPath(
    f"boolean(descendant-or-self::*[text()[string-length() > {MAX_TEXT}] or @*[string-length() > {MAX_TEXT}]])"
)


def local(tag: str) -> str:
    """A tag's name without its namespace."""
    return tag.rpartition("}")[2]


def line(element: etree._Element) -> int:
    """The line on which it starts."""
    return cast("int | None", element.sourceline) or 0


def namespace(tag: str) -> str:
    """A tag's namespace, or nothing."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


class _Opening:
    def __init__(self) -> None:
        self.tags: list[str] = []

    def doctype(self, name: str, public: str, system: str) -> None:  # noqa: ARG002
        raise FileRefused("line 1", "xml-doctype", "a document type is declared, which no feed needs")

    def start(self, tag: str, attributes: object) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def close(self) -> None: ...


def opening(stream: BinaryIO, enough: Callable[[Sequence[str]], bool]) -> list[str]:
    """The first tags of the file, until ``enough`` says so. Raises FileRefused."""
    stream.seek(0)
    etree.clear_error_log()
    target = _Opening()
    parser = etree.XMLParser(target=cast("Any", target), **HARDENED)
    read = 0
    try:
        while read < _MAX_OPENING and not enough(target.tags) and (chunk := stream.read(1 << 12)):
            read += len(chunk)
            parser.feed(chunk)
        if not read:
            raise FileRefused("line 1", "xml-empty", "the file is empty")
    except etree.XMLSyntaxError as error:
        raise refusal(error) from None
    return list(target.tags)


class Feeding:
    """Bytes in, ended elements of these names out, in any namespace; each is emptied when the next is asked for.

    With a ``schema`` the parser validates as it goes, but tells only at ``close``. Raises XMLSyntaxError, FileRefused.
    """

    def __init__(self, tags: Sequence[str], schema: etree.XMLSchema | None = None) -> None:
        etree.clear_error_log()
        wanted = [f"{{*}}{tag}" for tag in tags]
        self._parser = etree.XMLPullParser(events=("end",), tag=wanted, schema=schema, **HARDENED)
        self._ended = cast("Iterator[tuple[str, etree._Element]]", self._parser.read_events())
        self._first: dict[str, etree._Element] = {}
        self._since = 0

    def feed(self, chunk: bytes | str) -> Iterator[etree._Element]:
        """Elements that ended; they must all be taken."""
        self._parser.feed(chunk)
        self._since += len(chunk)
        for _, element in self._ended:
            self._since = 0
            _bounded(element)
            yield element
            _free(element, self._first)
        if self._since > MAX_RECORD:
            raise FileRefused("record", "xml-record-size", f"a record is longer than {MAX_RECORD} bytes")

    def close(self) -> None:
        """The document must be over, and valid."""
        self._parser.close()


def records(stream: BinaryIO, tags: Sequence[str], schema: etree.XMLSchema | None = None) -> Iterator[etree._Element]:
    """Each element of these names when it ends, with its ancestors' headers still in place. Raises FileRefused."""
    stream.seek(0)
    feeding = Feeding(tags, schema)
    try:
        while chunk := stream.read(_CHUNK):
            yield from feeding.feed(chunk)
        feeding.close()
    except etree.XMLSyntaxError as error:
        raise refusal(error) from None


def _bounded(element: etree._Element) -> None:
    where = f"line {line(element)}"
    if cast("float", _COUNT(element)) > MAX_ELEMENTS:
        raise FileRefused(where, "xml-elements", f"a record holds more than {MAX_ELEMENTS} elements")
    if _LONG(element):
        raise FileRefused(where, "xml-text", f"a text is longer than {MAX_TEXT} characters")


def _free(element: etree._Element, first: dict[str, etree._Element]) -> None:
    """Empty it, and drop what stands between it and the first record of its parent.

    Only elements that another follows are dropped: libxml2 may still be writing the text after the last one.
    """
    element.clear(keep_tail=True)  # type: ignore[call-arg]
    parent = element.getparent()
    if parent is None:
        return
    anchor = first.get(element.tag)
    if anchor is None or anchor.getparent() is not parent:
        first[element.tag] = element
        return
    while (before := element.getprevious()) is not None and before is not anchor:
        parent.remove(before)


def refusal(error: etree.XMLSyntaxError) -> FileRefused:
    """What libxml2 says, without its message, which may hold content."""
    log: Any = error.error_log
    entry = next((one for one in log if one.line), None) or next(iter(log), None)
    line = (entry.line if entry else 0) or error.lineno or 0
    name = entry.type_name.lower().replace("_", "-") if entry else "syntax"
    if name.startswith("schemav"):
        return FileRefused(
            f"line {line}" if line else "file", name.removeprefix("schemav-"), "does not fit the schema given"
        )
    return FileRefused(f"line {line}", f"xml-{name.removeprefix('err-')}", "is not well-formed XML, or beyond limits")
