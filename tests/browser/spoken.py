"""What a screen reader says of a page, line by line: Chromium's accessibility tree in reading order, as short text.

A screen reader reads this tree and nothing of how a page looks. A line is what it stops at: a heading with its level, a
paragraph, a row of a table, a control with name, value and state. What differs from run to run is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Page

CONTROLS: Final = frozenset(
    {"button", "checkbox", "combobox", "link", "listbox", "radio", "slider", "spinbutton", "textbox", "searchbox",
     "DisclosureTriangle", "application", "menuitem", "DateTime", "Date"}
)  # fmt: skip
"""Roles of what is acted on; each must have a name. Those with a capital are Chromium's own."""
LANDMARKS: Final = frozenset({"banner", "navigation", "main", "contentinfo", "region", "form", "complementary"})
_BLOCKS: Final = frozenset(
    {"heading", "paragraph", "list", "listitem", "table", "term", "definition", "alert", "status", "note", "article",
     "blockquote", "DescriptionList", "Pre", "group", "Details", "log", "figure"}
) | LANDMARKS  # fmt: skip
_SILENT: Final = frozenset({"InlineTextBox", "LineBreak", "ListMarker", "LabelText", "MenuListPopup", "caption"})
"""Said by what they belong to: a label by its field, a caption by its table, a list of choices by their number."""
_STATES: Final = ("required", "invalid", "disabled", "pressed", "checked", "expanded", "readonly")
_WORDS: Final = {
    "DisclosureTriangle": "disclosure",
    "DescriptionList": "list",
    "Pre": "code",
    "paragraph": "",
    "listitem": "-",
    "Details": "group",
}
"""What is written for a role; Chromium's own roles have a capital."""
_MASKS: Final = (
    (re.compile("[\u2066-\u2069]"), ""),
    (re.compile(r"\b[0-9a-f]{12,}\b"), "CODE"),
    (re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?([+]\d\d:\d\d)?)?"), "DAY"),
    (re.compile(r"\b(\d+)(?= (min|h|d|s|minutes|days|منٹ|دن)\b)"), "N"),
    (re.compile("(?<=Entry )[0-9]+|(?<=لاگ کا اندراج )[0-9]+"), "N"),
)
_STEP: Final = "  "


@dataclass(slots=True)
class Spoken:
    """One node of the tree that is not ignored. ``state``: by Chromium's names; ``lang``: of the element."""

    role: str
    name: str
    value: str = ""
    description: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)
    children: list[Spoken] = field(default_factory=list)

    def all(self) -> Iterator[Spoken]:
        """This node and what is below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()


def spoken(page: Page) -> Spoken:
    """The page's tree, as assistive technology gets it.

    The session ends with the page: one that is detached takes the page's authenticator away, which another session gave.
    """
    raw = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {each["nodeId"]: each for each in raw}
    root = next(each for each in raw if "parentId" not in each)
    return _node(root, nodes)[0]


def _node(raw: Mapping[str, Any], nodes: Mapping[str, Any]) -> list[Spoken]:
    """The node, or in the place of an ignored one its children."""
    below = [one for child in raw.get("childIds", ()) if child in nodes for one in _node(nodes[child], nodes)]
    if raw["ignored"] or raw["role"]["value"] in ("generic", "none"):
        return below
    said = {name: str(raw.get(name, {}).get("value", "")) for name in ("name", "value", "description")}
    state = {each["name"]: each["value"].get("value") for each in raw.get("properties", ())}
    return [Spoken(str(raw["role"]["value"]), state=state, children=below, **said)]


def lines(root: Spoken) -> list[str]:
    """What is said of the node and of all below it, a line for each stop, two blanks for each step down."""
    found = list(_said(root, ""))
    for pattern, mask in _MASKS:
        found = [pattern.sub(mask, line) for line in found]
    return found


def _said(node: Spoken, indent: str) -> Iterator[str]:
    if node.role == "table":
        yield from _table(node, indent)
    elif node.role in _SILENT:
        return
    elif node.role in CONTROLS or (node.role not in LANDMARKS and not _holds_blocks(node)):
        if (line := _line(node)).strip():
            yield indent + line
    else:
        head = "" if node.role == "RootWebArea" else _head(node)
        if head:
            yield indent + head
        yield from _flow(node, indent + (_STEP if head else ""))


def _flow(node: Spoken, indent: str) -> Iterator[str]:
    """Children one after another; what stands in one line is said as one line."""
    run: list[str] = []
    for child in node.children:
        if child.role == "term":
            run = [*run, f"{_inline(child)}:"]
        elif child.role == "definition" and not _holds_blocks(child):
            run.append(_inline(child))
            yield indent + " ".join(run)
            run = []
        elif child.role in _BLOCKS or child.role in CONTROLS or _holds_blocks(child):
            if run:
                yield indent + " ".join(run)
                run = []
            yield from _said(child, indent)
        elif text := _inline(child):
            run.append(text)
    if run:
        yield indent + " ".join(run)


def _holds_blocks(node: Spoken) -> bool:
    return any(child.role in _BLOCKS or _holds_blocks(child) for child in node.children)


def _line(node: Spoken) -> str:
    """A block without blocks, or a control, in one line."""
    if node.role in CONTROLS or node.role == "img":
        return _control(node)
    if node.role not in _BLOCKS:
        return _inline(node)
    inner = " ".join(filter(None, map(_inline, node.children)))
    return f"{_head(node)} {inner}".strip() if inner or node.role in LANDMARKS else ""


def _head(node: Spoken) -> str:
    word = _WORDS.get(node.role, node.role)
    if node.role == "heading":
        return f"heading {node.state.get('level')}:"
    named = f'{word} "{node.name}"' if node.name and node.role in LANDMARKS | {"group", "article"} else word
    return named if node.role in ("listitem",) or not named else f"{named}:"


def _inline(node: Spoken) -> str:
    """Text, with what is acted on in angle brackets."""
    if node.role == "StaticText":
        return " ".join(node.name.split())
    if node.role in CONTROLS or node.role == "img":
        return f"<{_control(node)}>"
    if node.role in _SILENT:
        return ""
    return " ".join(filter(None, map(_inline, node.children)))


def _control(node: Spoken) -> str:
    parts = [f"{_WORDS.get(node.role, node.role)} {' '.join(node.name.split())}".strip()]
    if node.role == "combobox":
        parts.append(f"{sum(each.role == 'option' for each in node.all())} choices")
    if node.value:
        parts.append(f"= {' '.join(node.value.split())}")
    for state in _STATES:
        told = node.state.get(state)
        if state == "expanded" and node.role == "combobox":
            continue
        if state in ("pressed", "checked", "expanded") and told is not None:
            parts.append(state if told in (True, "true") else f"not {state}")
        elif told not in (None, False, "false"):
            parts.append(state)
    if node.description:
        parts.append(f"({' '.join(node.description.split())})")
    return ", ".join(parts)


def _table(node: Spoken, indent: str) -> Iterator[str]:
    rows = [each for each in node.all() if each.role == "row"]
    yield f'{indent}table "{node.name}", {len(rows)} rows:'
    for row in rows:
        cells = [each for each in row.children if each.role in ("cell", "columnheader", "rowheader")]
        said = (" ".join(filter(None, map(_inline, cell.children))) for cell in cells)
        marked = (f"*{text}*" if cell.role != "cell" and text else text for cell, text in zip(cells, said, strict=True))
        yield f"{indent}{_STEP}{' | '.join(marked)}"
