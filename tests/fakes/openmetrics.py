"""A strict reader of OpenMetrics 1.0 text, by the specification's grammar: whatever it takes, a scraper takes."""

from __future__ import annotations

import math
import re
from collections import defaultdict

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
ABOUT = re.compile(rf"# (TYPE|UNIT|HELP) ({NAME}) (.+)")
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)")
SUFFIXES = {"counter": {"_total"}, "gauge": {""}, "histogram": {"_bucket", "_count", "_sum"}}
Labels = frozenset[tuple[str, str]]
Samples = dict[tuple[str, Labels], float]


def parsed(text: str) -> Samples:
    """(name, labels) -> value. AssertionError where it is no OpenMetrics."""
    assert text.endswith("# EOF\n")
    lines = text.removesuffix("\n").split("\n")
    assert lines.count("# EOF") == 1
    found: Samples = {}
    kinds: dict[str, str] = {}
    family, told, in_samples = "", set[str](), False
    for line in lines[:-1]:
        about = ABOUT.fullmatch(line)
        if about is not None:
            word, name, rest = about.groups()
            if name != family:
                assert name not in kinds, f"{name} is in two places"
                family, told, in_samples = name, set(), False
                kinds[family] = "unknown"
            assert word not in told, line
            assert not in_samples, "what is said of a family comes before its samples"
            told.add(word)
            if word == "TYPE":
                assert rest in SUFFIXES, line
                kinds[family] = rest
            if word == "UNIT":
                assert family.endswith(f"_{rest}"), line
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample is not None, line
        in_samples = True
        name, labels, value = sample.groups()
        assert name.startswith(family), line
        assert name.removeprefix(family) in SUFFIXES[kinds[family]], line
        pairs = re.findall(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"', labels or "")
        assert len({one for one, _ in pairs}) == len(pairs), line
        key = name, frozenset((one, plain(other)) for one, other in pairs)
        assert key not in found, line
        found[key] = float(value)
        assert kinds[family] == "gauge" or found[key] >= 0, line
    histograms(found, {name for name, kind in kinds.items() if kind == "histogram"})
    return found


def plain(text: str) -> str:
    """A label's value without its escapes."""
    return re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], text)


def histograms(found: Samples, families: set[str]) -> None:
    """Buckets rise to ``+Inf``, which is the count."""
    buckets: dict[tuple[str, Labels], list[tuple[float, float]]] = defaultdict(list)
    for (name, labels), value in found.items():
        family = name.removesuffix("_bucket")
        if name.endswith("_bucket") and family in families:
            limit = dict(labels)["le"]
            assert limit == "+Inf" or str(float(limit)) == limit, limit
            buckets[family, labels - {("le", limit)}].append((math.inf if limit == "+Inf" else float(limit), value))
    for (family, labels), held in buckets.items():
        assert held == sorted(held), (family, labels)
        assert [value for _, value in held] == sorted(value for _, value in held), (family, labels)
        assert held[-1] == (math.inf, found[f"{family}_count", labels]), (family, labels)
        assert (f"{family}_sum", labels) in found


def value(found: Samples, name: str, **labels: str) -> float:
    """The sum of all samples of a name that carry these labels."""
    return sum(each for (one, held), each in found.items() if one == name and labels.items() <= dict(held).items())
