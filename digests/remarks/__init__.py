"""Who said what: an article to its attributed remarks, and the gate that quotations must pass."""

from digests.remarks.extraction import remarks_in, remarks_in_text
from digests.remarks.gate import verdict
from digests.remarks.ledger import ledger_key, remark_key, same_remark
from digests.remarks.remark import Remark, RemarkKind, Verdict, Where

__all__ = [
    "Remark",
    "RemarkKind",
    "Verdict",
    "Where",
    "ledger_key",
    "remark_key",
    "remarks_in",
    "remarks_in_text",
    "same_remark",
    "verdict",
]
