"""The terminal, or what stands for it."""

from __future__ import annotations

import sys

from rich.console import Console


def console(*, stderr: bool = False) -> Console:
    """The terminal, or what stands for it; nothing printed is markup, for it may quote what somebody typed."""
    file = sys.stderr if stderr else sys.stdout
    return Console(
        file=file,
        width=None if file.isatty() else PLAIN_WIDTH,
        highlight=False,
        soft_wrap=False,
        markup=False,
        emoji=False,
    )


PLAIN_WIDTH = 160
"""How wide tables are where nobody looks at a terminal."""
