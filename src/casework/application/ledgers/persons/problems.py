"""Why a row is refused or warned about, in one sentence of both languages that never shows a name or an id."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.sheets.raw import Column, RawRow, RawSheet
from casework.application.ledgers.understanding.words import AMOUNTS, DECIDING, KEPT, PLACES, accepted
from casework.domain.divisions.tree import Village
from casework.domain.labels import Label

_MOST_CANDIDATES: Final = 10


class Remark(NamedTuple):
    """Something noticed about a row: its code, the column it is about, and a message where the code's is not enough."""

    code: str
    column: Column | None = None
    message: Label | None = None


SENTENCES: Final = {
    code: Label(zh=zh, en=en)
    for code, zh, en in (
        ("missing-name", "姓名为空", "The name is blank"),
        ("missing-household", "无法确定所属户：缺少户编号或户主", "The row belongs to no household: no number or no head"),
        ("id-format", "证件号码为空或格式不对", "The id number is blank or has a wrong format"),
        ("id-checksum", "证件号码校验码不对", "The check digit of the id number is wrong"),
        ("id-date", "出生日期不存在或在将来", "The birth date does not exist or lies in the future"),
        ("id-digits-lost", "长号码的末尾数字已被Excel舍去，请按文本重新填写", "Excel has rounded a long number: enter it again as text"),
        ("bad-date", "日期无法识别", "The date cannot be read"),
        ("duplicate-person", "同一人在文件中重复出现", "The person stands in the file already"),
        ("unknown-village", "找不到该行政村", "There is no such village"),
        ("village-as-above", "没有写明行政村（同本表前面的说明）", "No village is named (as said above of this table)"),
        ("ambiguous-village", "行政村重名，无法确定是哪一个", "Several villages have this name"),
        ("divided-village", "该村已拆分，请写明现在的行政村", "The village was split: name the one that it is now"),
        ("former-village", "该村已变更，按现在的行政村登记", "The village has changed: taken into the one that it is now"),
        ("other-document", "不是居民身份证，按护照或其他证件登记，请核对号码", "No resident id: taken as a passport or another document; check its number"),
        ("id-blank", "证件号码为空，按姓名和出生日期登记", "The id number is blank: taken by name and birth date"),
        ("identity-blank", "没有证件号码，也没有出生日期，按姓名登记：请补充其一", "Neither an id nor a birth date: taken by name alone; add one of them"),
        ("birth-date-differs", "出生日期与证件号码不一致，以证件号码为准", "The birth date differs from the id, which counts"),
        ("sex-differs", "性别与证件号码不一致，以证件号码为准", "The sex differs from the id, which counts"),
        ("unknown-word", "填写的内容无法识别，按空白处理", "The word is not known and counts as blank"),
        ("not-understood", "未看懂", "The cell was not understood"),
        ("columns-differ", "几列意思相同，内容却不同", "Several columns mean the same and say different things"),
        ("error-cell", "公式出错或没有结果，按空白处理", "A formula failed or has no result; the cell counts as blank"),
        ("taken-as-idle", "按此格视为未就业", "By this cell the person has no work"),
        ("kept-as-written", "没有看懂，只按原文保存", "The cell was not understood; it is kept as written"),
        ("other-category", "户类型未看懂，按“其他”登记", "The category was not understood and is registered as other"),
        ("unreadable-pay", "收入不是金额，按空白处理", "The pay is no amount and counts as blank"),
        ("unreadable-months", "务工月数不是0到12的数字，按空白处理", "The months are no number from 0 to 12 and count as blank"),
    )
}  # fmt: skip


def not_understood(column: Column, text: str) -> Remark:
    """A deciding cell whose words are not known, with words that would do; its household waits for an answer."""
    words = accepted(column)
    message = Label(
        zh=f"“{text}”未看懂，本户暂不认定；可填：{'、'.join(words)}",
        en=f"“{text}” was not understood, the household waits for an answer; words that would do: {', '.join(words)}",
    )
    return Remark("not-understood", column, message)


def open_word(column: Column, text: str) -> Label:
    """What is asked about a word that nobody knows: its household waits for an answer, or it is kept as written."""
    if column in DECIDING:
        message = not_understood(column, text).message
        assert message is not None
        return message
    if column in AMOUNTS:
        return Label(
            zh=f"“{text}”未看懂，只按原文保存；可答全年金额（元），或 blank（没有说明）",
            en=f"“{text}” was not understood and is kept as written; answer with the year's amount in yuan, or blank",
        )
    if column in PLACES:
        return Label(
            zh=f"“{text}”未看懂，只按原文保存；可答区划代码（2、4、6、9或12位），或 blank（没有说明）",
            en=f"{text} was not understood and is kept as written; answer with the division's code, or blank",
        )
    words = [code.zh for code in KEPT[column]]
    return Label(
        zh=f"“{text}”未看懂，只按原文保存；可答：{'、'.join(words)}",
        en=f"“{text}” was not understood and is kept as written; words that would do: {', '.join(words)}",
    )


def columns_differ(column: Column, text: str) -> Remark:
    """What is said of one thing contradicts itself; its household waits for an answer."""
    message = Label(
        zh=f"前后矛盾（{text}），本户暂不认定，请改为一致",
        en=f"the row contradicts itself ({text}): the household waits for an answer; make it agree",
    )
    return Remark("not-understood", column, message)


def unit_converted(pay: Decimal) -> Remark:
    """The header's unit is another one than yuan a month."""
    message = Label(zh=f"按表头的单位换算为每月{pay}元", en=f"by the unit in the header it is {pay} yuan a month")
    return Remark("unit-converted", Column.MONTHLY_PAY, message)


def village_column_missing(sheet: str, titles: Iterable[str], offered: Iterable[Village]) -> Remark:
    """No column names the village, nor does the sheet; what its titles name is offered."""
    title = next((text for text in titles if text.strip()), "")
    zh = f"表中没有“行政村”一列，工作表名“{sheet}”" + (f"和标题“{title}”" if title else "") + "也不能确定是哪个村"
    en = f"no column names the village, nor does the sheet's name {sheet}" + (f" or its title {title}" if title else "")
    codes = [f"{village.township}{village.name}({village.code})" for village in offered]
    zh += "；可能是：" + "、".join(codes) if codes else ""
    en += "; it may be: " + ", ".join(codes) if codes else ""
    message = Label(zh=f"{zh}：请用 --village 代码 写明", en=f"{en}: name it with --village CODE")
    return Remark("unknown-village", Column.VILLAGE, message)


def with_candidates(code: str, candidates: Iterable[Village]) -> Remark:
    """An unknown or ambiguous village, with the villages that may be meant: township, name, code."""
    listed = list(candidates)
    plain = SENTENCES[code]
    if not listed:
        return Remark(code, Column.VILLAGE)
    named = [f"{village.township}{village.name}({village.code})" for village in listed[:_MOST_CANDIDATES]]
    more = "…" if len(listed) > _MOST_CANDIDATES else ""
    message = Label(
        zh=f"{plain.zh}；可能是：{'、'.join(named)}{more}", en=f"{plain.en}; candidates: {', '.join(named)}{more}"
    )
    return Remark(code, Column.VILLAGE, message)


def former_village(name: str, now: Village) -> Remark:
    """The row names a village that is no longer there; the household belongs to the one that stands in its place."""
    plain, place = SENTENCES["former-village"], f"{now.township}{now.name}({now.code})"
    message = Label(zh=f"{plain.zh}：{name}→{place}", en=f"{plain.en}: {name} is {place}")
    return Remark("former-village", Column.VILLAGE, message)


def problem(sheet: RawSheet, row: RawRow, remark: Remark, *, refused: bool, more: Iterable[Remark] = ()) -> RowProblem:
    """The remark with the place it is about, as the import's result lists it, and `more` that was wrong with the row."""
    others = [_named(sheet, each) for each in more]
    message = remark.message or SENTENCES[remark.code]
    if others:
        first = _named(sheet, remark)
        message = Label(
            zh="；".join(each.zh for each in (first, *others)), en="; ".join(each.en for each in (first, *others))
        )
    return RowProblem(
        refused=refused,
        file=sheet.file,
        sheet=sheet.sheet,
        row=row.row,
        column=sheet.headers.get(remark.column) if remark.column else None,
        code=remark.code,
        message=message,
    )


def _named(sheet: RawSheet, remark: Remark) -> Label:
    header = sheet.headers.get(remark.column) if remark.column else None
    message = remark.message or SENTENCES[remark.code]
    if header is None:
        return message
    return Label(zh=f"{header}：{message.zh}", en=f"{header}: {message.en}")
