"""Finds closed words that stand as bare text where a field of their kind is compared, given or defaulted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import Final

from audit.entry import EntryKind
from services.records.law.phases import PHASES
from services.vocabulary import access, records, referral, steps
from services.vocabulary.word import Word

FIELDS: Final[dict[str, tuple[type[StrEnum], ...]]] = {
    "kind": (records.RecordKind, records.OtherKind, access.AgencyKind, EntryKind, access.AuthorityKind),
    "role": (records.PartyRole,),
    "status": (records.RecordStatus,),
    "standing": (records.Standing,),
    "juvenile": (records.Age,),
    "age": (records.Age,),
    "handling": (records.HandlingCode,),
    "list_type": (records.ListType,),
    "purpose": (access.Purpose,),
    "query_class": (access.QueryClass,),
    "legal_basis": (access.LegalBasis,),
    "second_basis": (access.LegalBasis,),
    "permission": (access.Permission,),
    "case_state": (access.CaseState,),
    "agency_kind": (access.AgencyKind,),
    "feed": (access.FeedKind,),
}
"""Name of a field, parameter or variable -> what its words are."""
SETS: Final = (records.RecordKind, records.PartyRole, records.RecordStatus, records.Age, access.Purpose)
"""Words of which a collection of two or more is one of them whatever it is called."""
_SHARED: Final = {*access.AuthorityKind, *access.AgencyKind, *records.RecordKind, *referral.CompensationAct, *PHASES}
"""Words of other lists whose texts some of these have."""
_REGISTERS: Final = {"FIR", "ENQUIRY", "COMPLAINT"}
"""Kinds of a case's numbers, which have the texts of what opens a case."""
_IN_CUSTODY: Final = {"TRANSFER", "SENTENCE_SUSPENDED", "DIVERTED"}
"""Events of custody and reasons of a release that have the texts of a case's events."""
DISTINCT: Final[dict[object, Word]] = {
    word: word
    for words in (access.Permission, access.LegalBasis, steps.EventType, steps.OtherEvent)
    for word in words
    if word not in _SHARED | _REGISTERS | _IN_CUSTODY
}
"""Words that mean one thing wherever they stand: as an argument by place, too."""

ALONE: Final = frozenset({"purpose", "query_class", "legal_basis", "second_basis", "permission", "case_state"})
"""Names that no other list of words shares: any text in capitals is one of theirs, or is misspelt."""
CAPITALS: Final = re.compile(r"[A-Z][A-Z0-9_]*")

Found = tuple[ast.Constant, str]


def bare(tree: ast.AST) -> list[Found]:
    """Every bare word of ``tree`` with the word that it should be (or itself, where it is misspelt), each once, in the order of the text."""
    found = {(node.lineno, node.col_offset): (node, word) for node, word in _all(tree)}
    return [found[place] for place in sorted(found)]


def _all(tree: ast.AST) -> Iterator[Found]:
    declared = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and _declares(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            yield from chain.from_iterable(_of(name, sides) for side in sides if (name := _named(side)))
        elif isinstance(node, ast.keyword) and node.arg:
            yield from _of(node.arg, [node.value])
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from _of(_named(node.target), [node.value])
        elif isinstance(node, ast.arguments):
            yield from _defaults(node)
        elif isinstance(node, ast.Set | ast.Tuple | ast.List):
            yield from _collection(node)
        elif isinstance(node, ast.Constant) and node.value in DISTINCT and id(node) not in declared:
            yield node, DISTINCT[node.value]


def _declares(node: ast.Assign) -> bool:
    """Whether it is a word of an enum: its name and its text are one."""
    return isinstance(node.value, ast.Constant) and [_named(target) for target in node.targets] == [node.value.value]


def _named(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _of(name: str, values: list[ast.expr]) -> Iterator[Found]:
    for node in chain.from_iterable(map(_texts, values)):
        for words in FIELDS.get(name, ()):
            if node.value in words.__members__:
                yield node, words[str(node.value)]
        if name in ALONE and CAPITALS.fullmatch(str(node.value)):
            yield node, str(node.value)


def _texts(node: ast.expr) -> list[ast.Constant]:
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    each = node.elts if isinstance(node, ast.Set | ast.Tuple | ast.List) else [node]
    return [one for one in each if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _defaults(node: ast.arguments) -> Iterator[Found]:
    plain = [*node.posonlyargs, *node.args]
    for arg, value in zip(plain[len(plain) - len(node.defaults) :], node.defaults, strict=True):
        yield from _of(arg.arg, [value])
    for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        if default is not None:
            yield from _of(arg.arg, [default])


def _collection(node: ast.Set | ast.Tuple | ast.List) -> Iterator[Found]:
    texts = _texts(node)
    if len(texts) < 2 or len(texts) != len(node.elts):
        return
    for words in SETS:
        if all(text.value in words.__members__ for text in texts):
            yield from ((text, words[str(text.value)]) for text in texts)
