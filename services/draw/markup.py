"""A small tree of XML elements, written the same way every time. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.draw.clean import escaped


@dataclass(frozen=True, slots=True)
class Tag:
    """An element: attributes in the order given, then its text, then its children."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Tag, ...] = ()
    text: str = ""


def number(value: float) -> str:
    """Decimal of at most two places, without a trailing zero and never ``-0``."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def written(tag: Tag) -> str:
    """The element as XML, one element a line, no indent."""
    head = "".join(f' {name}="{escaped(value)}"' for name, value in tag.attributes.items())
    if not tag.children and not tag.text:
        return f"<{tag.name}{head}/>\n"
    inner = "".join(written(child) for child in tag.children)
    return f"<{tag.name}{head}>{escaped(tag.text)}{chr(10) if inner else ''}{inner}</{tag.name}>\n"


def document(root: Tag) -> bytes:
    """A whole XML document in UTF-8."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + written(root)).encode()
