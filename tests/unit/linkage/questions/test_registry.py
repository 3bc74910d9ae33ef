"""The directory of questions is the registry: each is served, has its heading in both languages, and a command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from rabta.linkage.v1 import linkage_service_pb2

from services.draw.network.words import question_word
from services.linkage.questions import registry
from services.linkage.questions.registry import Question, questions
from services.linkage.rpc import FEEDS, LINKS
from tests.arch.tree import shipped
from tests.conformance.questions import expected
from tests.shared import ROOT


def said(tree: ast.Module) -> Iterator[str]:
    """Every name, and every text, of a module."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "value"):
            if isinstance(text := getattr(node, field, None), str):
                yield text


SERVED = {method.name for method in linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"].methods}
NAMES = [kind.__name__.removesuffix("Request") for kind in questions()]
PLACES = {
    "services/cli/net.py",
    "services/values/network/question.py",
}
"""What asks it by name, beside its own file: its heading and the contract are the others that CONTRIBUTING counts."""
ASKERS = ("services/cli/demo/", "services/console/")
"""The demonstration and the console ask some, as a partner would."""
COMMANDS = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "services" / "cli").glob("net*.py")))


def test_every_method_is_a_question_a_decision_or_a_feed() -> None:
    assert sorted([*NAMES, *(kind.__name__.removesuffix("Request") for kind in (*LINKS, *FEEDS))]) == sorted(SERVED)


def test_a_question_is_called_by_its_module() -> None:
    folder = Path(registry.__file__).parent
    for kind, question in questions().items():
        assert (folder / f"{question.__name__}.py").is_file()
        assert question.__name__.replace("_", "") == kind.__name__.removesuffix("Request").lower()


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_heading_in_both_languages(name: str) -> None:
    assert len({question_word(name, "en"), question_word(name, "ur"), name}) == 3


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_command(name: str) -> None:
    assert f"pb.{name}Request(" in COMMANDS


@pytest.mark.parametrize("question", [each.__name__ for each in questions().values()])
def test_every_question_has_its_story(question: str) -> None:
    assert callable(getattr(expected, question))


@pytest.mark.parametrize("question", questions().values(), ids=lambda each: each.__name__)
def test_a_question_stands_in_these_files_alone(question: Question) -> None:
    """What else there is of it follows from them."""
    name = get_type_hints(question)["request"].__name__
    near = [source for source in shipped() if name in source.text and not source.path.startswith(ASKERS)]
    found = {source.path for source in near if name in said(source.tree)}
    assert found == PLACES | {f"services/linkage/questions/{question.__name__}.py"}
