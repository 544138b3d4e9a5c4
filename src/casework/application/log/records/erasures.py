"""Where the list of erasures lies outside the database."""

from __future__ import annotations

SUFFIX = ".erased"
"""The list lies beside the key file, apart from the database and its backups, under the key file's name with this."""
