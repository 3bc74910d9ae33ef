"""OpenMetrics 1.0 text: families written as one document, and documents of several processes put into one.

Source: the OpenMetrics specification, sections "Text Format" and "MetricFamily". Values are integers or finite floats;
there are no timestamps and no exemplars.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.errors import RabtaError

END: Final = "# EOF"
PROCESS: Final = "process"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_ABOUT: Final = re.compile(r"# (?:TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) ")
_SAMPLE: Final = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(\{| )")


class NotMetrics(RabtaError, ValueError):
    """A document that is no OpenMetrics text of this program."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One line. ``suffix``: of the family's name, such as ``_total``."""

    value: int | float
    labels: tuple[tuple[str, str], ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Samples of one name. ``kind``: counter, gauge or histogram; ``unit``: the end of the name, or none."""

    name: str
    kind: str
    said: str
    samples: tuple[Sample, ...] = field(default=())
    unit: str = ""


def escaped(text: str) -> str:
    """A label's value, or a help text, as it stands in a document."""
    return text.translate(_ESCAPES)


def render(families: Iterable[Family]) -> str:
    """The exposition of all families in OpenMetrics text format 1.0, with its end mark."""
    lines = [line for family in families for line in (*_about(family), *_samples(family))]
    return "\n".join([*lines, END, ""])


def _about(family: Family) -> list[str]:
    unit = [f"# UNIT {family.name} {family.unit}"] if family.unit else []
    return [f"# TYPE {family.name} {family.kind}", *unit, f"# HELP {family.name} {escaped(family.said)}"]


def _samples(family: Family) -> list[str]:
    lines = []
    for sample in family.samples:
        labels = ",".join(f'{name}="{escaped(value)}"' for name, value in sample.labels)
        shown = f"{{{labels}}}" if labels else ""
        lines.append(f"{family.name}{sample.suffix}{shown} {sample.value!r}")
    return lines


def combined(documents: Mapping[str, str]) -> str:
    """One document over those of several processes, each sample with the label ``process``. Raises NotMetrics."""
    about: dict[str, list[str]] = {}
    samples: dict[str, list[str]] = {}
    for process, document in documents.items():
        for family, said, lines in _families(document):
            about.setdefault(family, said)
            samples.setdefault(family, []).extend(_named(line, process) for line in lines)
    body = [line for family, said in about.items() for line in (*said, *samples[family])]
    return "\n".join([*body, END, ""])


def _families(document: str) -> list[tuple[str, list[str], list[str]]]:
    """(name, lines about it, samples) of each family."""
    lines = document.split("\n")
    if lines[-2:] != [END, ""]:
        raise NotMetrics("no end")
    found: list[tuple[str, list[str], list[str]]] = []
    for line in lines[:-2]:
        about = _ABOUT.match(line)
        if about is None:
            if not found:
                raise NotMetrics("a sample of no family")
            found[-1][2].append(line)
            continue
        if not found or found[-1][0] != about[1]:
            found.append((about[1], [], []))
        found[-1][1].append(line)
    return found


def _named(line: str, process: str) -> str:
    """The sample with one more label, its first."""
    sample = _SAMPLE.match(line)
    if sample is None:
        raise NotMetrics("a line that is no sample")
    rest = line[sample.end() :]
    label = f'{PROCESS}="{escaped(process)}"'
    return f"{sample[1]}{{{label},{rest}" if sample[2] == "{" else f"{sample[1]}{{{label}}} {rest}"
