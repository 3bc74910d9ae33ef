"""Words that complete an option or argument: each with what it means, looked up when a shell asks for them.

A word is found however it is begun, as :func:`services.cli.reason.known` takes it, and goes on as it is begun: ``inv``
finds ``investigate_case``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

Words = list[tuple[str, str]]


def purposes(incomplete: str) -> Words:
    """Purposes, with the laws that serve each."""
    from services.access.purpose import PURPOSES, bases_of

    return _begun(incomplete, ((name, ", ".join(sorted(bases_of(name)))) for name in PURPOSES))


def legal_bases(ctx: Any, incomplete: str) -> Words:
    """Legal bases with their statutes: those that serve the purpose, where one is typed already."""
    from services.access.purpose import LEGAL_BASES, PURPOSES, bases_of

    purpose = _canonical(ctx.params.get("purpose") or "")
    chosen = bases_of(purpose) if purpose in PURPOSES else LEGAL_BASES.keys()
    return _begun(incomplete, ((name, basis.statute) for name, basis in LEGAL_BASES.items() if name in chosen))


def second_bases(incomplete: str) -> Words:
    """Legal bases that can be a second one."""
    from services.access.purpose import LEGAL_BASES

    return _begun(incomplete, ((name, basis.statute) for name, basis in LEGAL_BASES.items() if basis.second_for))


def query_classes(ctx: Any, incomplete: str) -> Words:
    """Query classes: those that the purpose permits, where one is typed already."""
    from services.access.purpose import PURPOSES, QUERY_CLASSES

    purpose = _canonical(ctx.params.get("purpose") or "")
    chosen = PURPOSES[purpose].classes if purpose in PURPOSES else QUERY_CLASSES
    return _begun(incomplete, ((name, "") for name in sorted(chosen)))


def case_types(ctx: Any, incomplete: str) -> Words:
    """Types of case, each with its colon: those that the purpose cites, where one is typed already."""
    from services.access.purpose import PURPOSES

    purpose = _canonical(ctx.params.get("purpose") or "")
    chosen = [PURPOSES[purpose]] if purpose in PURPOSES else PURPOSES.values()
    return _begun(
        incomplete, ((f"{kind}:", "") for kind in sorted({kind for one in chosen for kind in one.references}))
    )


def identifiers(incomplete: str) -> Words:
    """Kinds of number that begin so, as the protocol names them."""
    from rabta.records.v1.subject_pb2 import IdentifierType

    return _begun(incomplete, ((name, "") for name in _enum(IdentifierType)))


def edges(incomplete: str) -> Words:
    """Kinds of edge in the graph."""
    from rabta.linkage.v1.graph_pb2 import EdgeKind

    return _begun(incomplete, ((name, "") for name in _enum(EdgeKind)))


def formats(incomplete: str) -> list[str]:
    """Layouts of an agency's export."""
    from services.sources.exports import formats as known

    return [name for name in sorted(known()) if name.startswith(incomplete.lower())]


def feeds(incomplete: str) -> list[str]:
    """Readers of data under a warrant."""
    from services.sources.feeds.registry import readers as known

    return [name for name in sorted(known()) if name.startswith(incomplete.lower())]


def languages(incomplete: str) -> list[str]:
    """Languages of an answer."""
    return [name for name in ("en", "ur") if name.startswith(incomplete)]


def signs(incomplete: str) -> list[str]:
    """What a reviewer finds on two Subjects."""
    return [name for name in ("same", "different", "unsure") if name.startswith(incomplete.lower())]


def _begun(incomplete: str, words: Iterable[tuple[str, str]]) -> Words:
    begun = _canonical(incomplete)
    found = [(name, meaning) for name, meaning in words if name.startswith(begun)]
    return [(_alike(name, incomplete), meaning) for name, meaning in found]


def _alike(name: str, begun: str) -> str:
    """``name`` in the letters and with the dashes that it was begun with."""
    alike = name.lower() if begun.islower() else name
    return alike.replace("_", "-") if "-" in begun else alike


def _canonical(word: str) -> str:
    return word.strip().upper().replace("-", "_")


def _enum(enum: EnumTypeWrapper) -> Iterator[str]:
    from services.listing.part import enum_word

    return filter(None, (enum_word(enum.DESCRIPTOR, number) for number in enum.values()))
