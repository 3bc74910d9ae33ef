"""The whole file is parsed once before anything of it goes in: well-formed, and as the given schema says.

libxml2 validates as it parses, but tells only at the end; so this is a pass of its own, which keeps nothing. A message
inside an envelope is handed to the schema alone, since the schema knows nothing of envelopes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from services.sources.feeds.row import FileRefused, Remark
from services.sources.feeds.xml_stream import HARDENED, Feeding, local, namespace, records, refusal

_CHUNK = 1 << 16


class _Nothing:
    def close(self) -> None: ...


class _Unwrapped:
    """Writes each element ``name`` anew, as a document of its own, for a parser that validates."""

    def __init__(self, name: str, tags: Sequence[str], schema: etree.XMLSchema) -> None:
        self._name, self._tags, self._schema = name, tags, schema
        self._inner: Feeding | None = None
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._inner is None:
            if local(tag) != self._name:
                return
            self._inner = Feeding(self._tags, self._schema)
        self._depth += 1
        given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if name[:1] != "{")
        self._give(f"<{local(tag)} xmlns={quoteattr(namespace(tag))}{given}>")

    def data(self, text: str) -> None:
        self._give(escape(text))

    def end(self, tag: str) -> None:
        if self._inner is None:
            return
        self._give(f"</{local(tag)}>")
        self._depth -= 1
        if not self._depth:
            self._inner.close()
            self._inner = None

    def _give(self, text: str) -> None:
        if self._inner is not None:
            for _ in self._inner.feed(text):
                pass

    def close(self) -> None: ...


def verify(stream: BinaryIO, schema: Path | None, root: str, tags: Sequence[str], inside: str = "") -> Iterator[Remark]:
    """Parse to the end. ``root``: the tag that the schema must know, ``inside`` an envelope if that is its name.

    ``tags``: records, freed as they pass. Raises FileRefused; a folder without a schema for this kind of file is
    remarked, a wrong schema file refused.
    """
    loaded = _load(schema, namespace(root)) if schema is not None else None
    if schema is not None and loaded is None:
        yield Remark("no-schema", "The folder of schemas has none for this kind of file; it was read without one.")
    if loaded is None:
        _drain(stream, _Nothing())
    elif inside:
        _drain(stream, _Unwrapped(inside, tags, loaded))
    else:
        for _ in records(stream, tags, loaded):
            pass


def _drain(stream: BinaryIO, target: object) -> None:
    etree.clear_error_log()
    parser = etree.XMLParser(target=cast("Any", target), **HARDENED)
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise refusal(error) from None


def _load(path: Path, wanted: str) -> etree.XMLSchema | None:
    files = sorted(path.glob("*.xsd")) if path.is_dir() else [path]
    for file in files:
        try:
            parsed = etree.parse(file, etree.XMLParser(**HARDENED))
            if (parsed.getroot().get("targetNamespace") or "") == wanted:
                return etree.XMLSchema(parsed)
        except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError):
            raise FileRefused("schema", "schema-unreadable", "the schema given is none, or cannot be read") from None
    if path.is_dir():
        return None
    raise FileRefused("schema", "schema-unfit", "the schema given is for another kind of file")
