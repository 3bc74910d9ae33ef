"""Renders a layout as the table that stands in ``docs/formats.md``. Run as a module to print them all."""

from __future__ import annotations

from services.sources.exports import Format, formats
from services.sources.exports.orders import ORDERS, Order


def table(layout: Format) -> str:
    """Markdown table of one layout's columns."""
    lines = ["| column | needed | headings read | holds |", "|---|---|---|---|"]
    for column in layout.columns:
        headings = ", ".join(column.headings)
        lines.append(f"| `{column.name}` | {'yes' if column.required else ''} | {headings} | {column.meaning} |")
    return "\n".join(lines)


def orders() -> str:
    """Markdown table of the court orders."""
    words: dict[Order, list[str]] = {}
    for word, order in ORDERS.items():
        words.setdefault(order, []).append(f"`{word}`")
    lines = ["| order | makes | written |", "|---|---|---|"]
    lines += [f"| {order.type} | {order.kind} | {', '.join(found)} |" for order, found in words.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    for layout in formats().values():
        print(f"\n## {layout.name}\n\n{table(layout)}")
    print(f"\n{orders()}")
