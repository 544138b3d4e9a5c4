"""
Writes the description of the HTTP interface that the documentation holds, `docs/openapi.json`.

    python -m tools.interface_description
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from casework.interfaces.http.application import endpoints
from casework.interfaces.http.description import description

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"


def main() -> int:
    """Write it; the exit code."""
    text = msgspec.json.format(msgspec.json.encode(description(endpoints())), indent=1)
    DOCUMENT.write_bytes(text + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
