"""Fresh databases for the rigs, as many as they want, on one server or in one folder."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import psycopg
from msgspec import Struct
from psycopg import sql

from casework.application.log.encoding.keys import KeyRing

Kind = Literal["sqlite", "postgresql"]

_number = itertools.count(1)


class Ground(Struct, frozen=True, kw_only=True):
    """Where a rig works: a folder, the kind of database and how to get a fresh one, and keys for all of them."""

    folder: Path
    kind: Kind
    keys: Path
    server: str = ""

    @property
    def ring(self) -> KeyRing:
        """The keys."""
        return KeyRing.load(self.keys)

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        if self.kind == "sqlite":
            return self.sqlite()
        name = f"casework_fault_{next(_number)}_{self.folder.name}".replace("-", "_").lower()[:60]
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

    def sqlite(self) -> str:
        """The URL of a new SQLite file, whatever the kind: for the run that nobody disturbs."""
        return f"sqlite:///{self.folder / f'casework-{next(_number)}.sqlite'}"

    def journal(self) -> Path:
        """A new file for a journal."""
        return self.folder / f"journal-{next(_number)}"


def a_ground(folder: Path, kind: Kind, server: str = "") -> Ground:
    """A ground in this folder, with keys of its own."""
    keys = folder / "keys.json"
    KeyRing.load_or_create(keys)
    return Ground(folder=folder, kind=kind, keys=keys, server=server)
