"""The one sentence that says why a whole file was refused."""

from __future__ import annotations

from casework.domain.errors import RefusedError

_SENTENCES = {
    "missing": ("文件不存在，请核对文件名和文件夹", "there is no such file; check its name and folder"),
    "not-a-file": ("不是普通文件，请写明台账文件", "this is not an ordinary file; name the ledger itself"),
    "empty": ("文件是空的，请核对是否选对了文件", "the file is empty; check whether it is the right one"),
    "locked": (
        "文件被占用或没有读取权限，请在 Excel/WPS 中保存并关闭后再试（{detail}）",
        "the file is locked or may not be read; save and close it in Excel or WPS first ({detail})",
    ),
    "encrypted": (
        "文件设有打开密码，请取消密码后再导入",
        "the file is protected by a password; remove the password first",
    ),
    "format": (
        "只能导入 .xlsx、.xlsm、.xls、.et、.ods、.csv 或 .txt 文件，请在 Excel/WPS 中另存为 .xlsx",
        "only .xlsx, .xlsm, .xls, .et, .ods, .csv and .txt files can be imported; save it as .xlsx in Excel or WPS",
    ),
    "renamed": (
        "文件名以 {ending} 结尾，内容却是{zh}，请用 Excel/WPS 打开后另存为 .xlsx",
        "the name ends in {ending} but the content is {en}; open it in Excel or WPS and save it as .xlsx",
    ),
    "cut-off": (
        "文件不完整，末尾缺失，请重新复制或下载",
        "the file is cut off: its end is missing; copy or download it again",
    ),
    "damaged": (
        "文件已损坏，无法读取（{detail}），请用 Excel/WPS 打开后另存为 .xlsx，或重新索取",
        "the file is damaged and cannot be read ({detail}); save it anew as .xlsx in Excel or WPS, or ask for it again",
    ),
    "undecodable": (
        "文字编码既不是 UTF-8、UTF-16 也不是 GB18030，请在 Excel/WPS 中另存为 .xlsx",
        "the text is neither UTF-8, UTF-16 nor GB18030; save it as .xlsx in Excel or WPS",
    ),
    "nul": (
        "文件含有空字符（NUL），不是正常的 CSV 文本，请用 Excel/WPS 打开后另存为 .xlsx",
        "the file holds NUL characters and is no proper CSV text; save it as .xlsx in Excel or WPS",
    ),
    "dtd": (
        "文件内含 DTD 或实体声明，出于安全不予读取，请用 Excel/WPS 打开后另存为 .xlsx",
        "the file holds a document type or entity declaration and is not read for safety; save it as .xlsx in Excel or WPS",
    ),
    "bomb": (
        "文件的压缩内容异常（{detail}），出于安全不予读取，请用 Excel/WPS 打开后另存为 .xlsx",
        "the file is packed suspiciously ({detail}) and is not read for safety; save it as .xlsx in Excel or WPS",
    ),
    "huge": ("文件太大（{detail}），请拆分后再导入", "the file is too large ({detail}); split it first"),
    "stray-cell": (
        "{detail}，离其他内容太远（可能只是空格），请删除它所在的行或列后再导入",
        "{detail} lies far from everything else (it may be a mere space); delete its row or column first",
    ),
    "excel-95": (
        "这是 Excel 5.0/95 的工作簿，其中的汉字无法可靠读取，请用 Excel/WPS 打开后另存为 .xlsx",
        "this is a workbook of Excel 5.0/95, whose Chinese cannot be read reliably; save it as .xlsx in Excel or WPS",
    ),
    "no-header": (
        "没有找到表头：需要一行（或两行）同时含有“姓名”和另外至少两个已知列名",
        "no header was found: a row, or two, with 姓名 and at least two more known column names",
    ),
    "questions": (
        "须先回答以下问题才能导入：{detail}。用 casework import --explain 文件 查看，用 --answers 文件 回答",
        "these questions have to be answered first: {detail}; see them with --explain, answer with --answers FILE",
    ),
    "unwritable": (
        "无法写入该文件（{detail}），请换一个文件名，或先关闭它",
        "the file cannot be written ({detail}); choose another name, or close it first",
    ),
    "no-rows": (
        "只有表头，没有任何数据行，请核对是否选对了文件",
        "there is a header and no row below it; check whether this is the right file",
    ),
    "no-divisions": (
        "没有找到区划表表头：需要“区划代码”（code）和“名称”（name）两列",
        "no header was found: the columns 区划代码 (code) and 名称 (name) are needed",
    ),
    "no-staff-table": (
        "没有找到人员表表头：需要“姓名”（name）、“职务”（role）和“区划”（division）三列",
        "no header was found: the columns 姓名 (name), 职务 (role) and 区划 (division) are needed",
    ),
    "no-reference-list": (
        "没有找到清单表头：需要“编号”（code）和“名称”（name）两列",
        "no header was found: the columns 编号 (code) and 名称 (name) are needed",
    ),
    "formula-failed": (
        "第{detail}行有公式出错或没有结果，请改为直接填写",
        "a formula in row {detail} failed or has no result; write what it should say",
    ),
    "code-digits-lost": (
        "第{detail}行的区划代码丢失了数字，请把该列设为文本后重新填写",
        "the code in row {detail} has lost digits; format the column as text and enter it again",
    ),
}

TOO_MUCH = "处理它需要的内存或时间超出限制|it needs more memory or time than allowed"
"""The detail of a file that is refused because reading it broke the limits of the process."""


class LedgerFileError(RefusedError):
    """
    A file was refused as a whole; nothing of it was taken.

    `code` says why, `file` is the base name, `detail` what was met (in both languages where they differ, as
    `zh|en`), and `zh` and `en` are the whole sentence.
    """

    def __init__(self, code: str, file: str, detail: str = "", *, ending: str = "") -> None:
        self.code = code
        self.file = file
        self.detail = detail
        self.ending = ending
        zh, _, en = detail.partition("|")
        sentence_zh, sentence_en = _SENTENCES[code]
        self.zh = f"{file}：{sentence_zh.format(detail=zh, zh=zh, ending=ending)}"
        self.en = f"{file}: {sentence_en.format(detail=en or zh, en=en or zh, ending=ending)}"
        super().__init__(self.en)

    def of_several(self, others: int) -> LedgerFileError:
        """The same refusal in an import of several files, none of which was taken in."""
        longer = LedgerFileError(self.code, self.file, self.detail, ending=self.ending)
        longer.zh = f"{self.zh}；其余 {others} 个文件也没有导入（加 --keep-going 可先导入能读的文件）"
        longer.en = (
            f"{self.en}; none of the {others} other files was imported either (--keep-going imports those "
            "that can be read)"
        )
        return longer


class LedgerReaderFault(RuntimeError):  # noqa: N818
    """The reading process met a fault of ours, not of the file; it names places in the code and no cell."""
