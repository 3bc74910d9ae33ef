"""A measured figure beside what it is held to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """``value``: 0 to 1, more is better; ``goal``: the least that is wanted, None for a figure to compare with."""

    name: str
    value: float
    goal: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the goal is reached; a figure without one always is."""
        return self.goal is None or self.value >= self.goal

    def line(self) -> str:
        """One line of the table: name, value, goal, and whether it was missed."""
        goal = "" if self.goal is None else f">= {self.goal:.3f}" + ("" if self.reached else "  MISSED")
        return f"{self.name:52} {self.value:7.4f}  {goal}".rstrip()
