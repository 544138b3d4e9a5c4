"""The terminal, or what stands for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    pass
if TYPE_CHECKING:
    pass


def console(*, stderr: bool = False) -> Console:
    """The terminal, or what stands for it."""
    file = sys.stderr if stderr else sys.stdout
    return Console(file=file, width=None if file.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)


PLAIN_WIDTH = 160
"""How wide tables are where nobody looks at a terminal."""
