"""How a figure is shown: one line, its ratio beside its goal."""

from __future__ import annotations

from benchmarks.measuring import Figure

_LINE = "{:<48}{:<12}{:>8}  {:<16}{:<6}{}"
HEADER = _LINE.format("figure", "database", "ratio", "goal", "holds", "for scale")


def line(figure: Figure) -> str:
    """The line of a figure."""
    goal = "-" if figure.goal is None else f"{figure.wanted} {figure.goal:g}"
    holds = {True: "yes", False: "NO", None: "-"}[figure.holds]
    return _LINE.format(figure.name, figure.database, f"{figure.ratio:.3f}", goal, holds, figure.detail)
