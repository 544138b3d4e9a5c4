"""What a duty for each member may rest on: true of the member from one moment to another, followed through the household's life."""

from __future__ import annotations

from typing import Final

WILLING, HARD_TO_EMPLOY = "willing", "hard_to_employ"
CONDITIONS: Final = (WILLING, HARD_TO_EMPLOY)
"""The conditions by the name that starting facts and policies give them (CZ-7c, BJ-3.2a)."""

LEDGERS: Final = ("village", "township", "county")
"""The divisions of whose ledgers a policy may ask something, as it names them (GY-2b, ADR 0034)."""
