"""A ledger's rows as a file holds them: cells under known column names, before any word is understood."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

Cell = str | int | float | bool | Decimal | date | datetime | None
"""A cell as read: text, number, yes/no, date, or None when blank."""


class Column(StrEnum):
    """The columns that a ledger may have, in the product's words; aliases.toml holds the words of the ledgers."""

    HOUSEHOLD_NUMBER = "household_number"
    PERSON_CODE = "person_code"
    HEAD_NAME = "head_name"
    RELATION = "relation"
    NAME = "name"
    SEX = "sex"
    RESIDENT_ID = "resident_id"
    DOCUMENT_KIND = "document_kind"
    OTHER_DOCUMENT = "other_document"
    BIRTH_DATE = "birth_date"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GROUP = "group"
    PHONE = "phone"
    CATEGORY = "category"
    RELOCATED = "relocated"
    EDUCATION = "education"
    HEALTH = "health"
    CAPACITY = "capacity"
    SKILLS = "skills"
    SCHOOLING = "schooling"
    WILLINGNESS = "willingness"
    EMPLOYMENT = "employment"
    WORK_PLACE = "work_place"
    EMPLOYER = "employer"
    POST = "post"
    WORK_STARTED = "work_started"
    WORK_ENDED = "work_ended"
    PUBLIC_POST = "public_post"
    MONTHLY_PAY = "monthly_pay"
    WORK_MONTHS = "work_months"
    CHANNEL = "channel"
    RETURNED = "returned"
    WANTS_TRAINING = "wants_training"
    CADRE_NAMED = "cadre_named"
    NOTE = "note"
    SERIAL = "serial"
    HOUSEHOLD_SIZE = "household_size"
    HOUSEHOLD_LABOUR = "household_labour"
    HOUSEHOLD_EMPLOYED = "household_employed"
    HOUSEHOLD_REGISTRATION = "household_registration"
    REGISTERED_PLACE = "registered_place"
    RESIDENCE = "residence"
    SITE_CODE = "site_code"
    INCOME = "income"
    INCOME_WAGES = "income_wages"
    INCOME_PER_HEAD = "income_per_head"


INCOMES = frozenset({Column.INCOME, Column.INCOME_WAGES, Column.INCOME_PER_HEAD})
"""Amounts of a whole year, which is not always the one that runs."""
AS_WRITTEN = INCOMES | {Column.HOUSEHOLD_REGISTRATION, Column.REGISTERED_PLACE, Column.RESIDENCE, Column.SITE_CODE}
"""Columns whose cells are kept sealed under their header as they stand, beside what is understood of them."""


class YearAndUnit(Struct, frozen=True):
    """Of which year a column's amounts are, None when it does not say, and what one of them is in yuan."""

    year: int | None = None
    unit: Decimal = Decimal(1)


class RawRow(Struct, frozen=True, kw_only=True):
    """
    One row below a header: `row` as Excel shows it (CSV: record number, header = 1).

    `cells` holds the non-blank known columns (merged cells are already filled from their range), `unknown` the
    non-blank other columns by header. `also` are the cells of further columns of a meaning that say something else,
    `errors` the columns in which a formula failed, `relatives` what columns of husband or wife, parents or children
    say of their work.
    """

    row: int
    cells: dict[Column, Cell]
    unknown: dict[str, Cell] = {}
    also: dict[Column, tuple[Cell, ...]] = {}
    errors: tuple[Column, ...] = ()
    relatives: tuple[Cell, ...] = ()


class RawSheet(Struct, frozen=True, kw_only=True):
    """
    A table of a sheet: the sheet's name ("" for CSV), the titles above and, for each known column, the header's text.

    `idle` says, of a table without any column for work, that all persons in it have none; else nobody has said it.
    `heads_only`: a row is a household, of which only the head is named. `incomes` are the columns for a year's income.
    """

    file: str
    sheet: str
    headers: dict[Column, str]
    unknown_headers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    idle: bool = False
    heads_only: bool = False
    incomes: dict[Column, YearAndUnit] = {}
