"""Coded words for the erasure of a person's data (PIPL Art. 47)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class ErasureGround(Code):
    """Why a person's data is erased (PIPL Art. 47); the last one is no new ground: a backup was restored."""

    PURPOSE_ENDED = "purpose-ended", "处理目的已实现或不再必要", ("目的已实现",)
    SERVICE_ENDED = "service-ended", "停止提供服务或保存期限届满", ("保存期限届满",)
    CONSENT_WITHDRAWN = "consent-withdrawn", "本人撤回同意", ("撤回同意",)
    UNLAWFUL = "unlawful", "违法违规处理", ("违法处理",)
    RESTORED = "restored", "恢复备份后再次删除", "erased again after a backup was restored"
