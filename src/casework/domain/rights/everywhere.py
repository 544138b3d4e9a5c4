"""What no account asks is answered everywhere: the installation's own work, and all of it before there are accounts."""

from __future__ import annotations

from typing import Final

from casework.domain.rights.scope import EVERY_VILLAGE, RAISED, Scope

EVERYWHERE: Final = Scope(prefixes=(EVERY_VILLAGE,), opened=dict.fromkeys(RAISED, (EVERY_VILLAGE,)))
"""Every household; ways in may not import this (pyproject.toml), so that nobody there is given more than they may see."""
