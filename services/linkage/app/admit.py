"""How every use case starts: the cited case is resolved, then the gates are asked (vocabulary, rows 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterable

from services.access.gates import pass_gates
from services.access.trail import Inquiry
from services.linkage.app.context import Context
from services.linkage.rights import Ask
from services.values.network import NodeKey
from services.values.selecting import declared, text_of
from services.vocabulary.access import Permission


async def admit(
    context: Context, inquiry: Inquiry, permission: Permission, keys: Iterable[NodeKey] = (), break_glass: str = ""
) -> Ask:
    """The call as admitted. ``keys``: what it names, for limits and for row 2.

    Raises the refusal that the gates name, BreakGlassInvalid, StorageUnavailable.
    """
    trail, asked = inquiry.trail, tuple(keys)
    tokens = map(context.selector, map(text_of, asked))
    trail.selectors.extend(token for token in dict.fromkeys(tokens) if token not in trail.selectors)
    trail.break_glass = break_glass
    cited = await context.cases.cited(inquiry, bool(break_glass))
    opened = await pass_gates(inquiry, cited.facts, permission, declared(asked), context.glass, break_glass)
    return Ask(inquiry, cited.facts, frozenset(cited.numbers), frozenset(cited.accused), opened, frozenset(cited.main))
