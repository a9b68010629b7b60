"""Who said what: an article to its attributed remarks, and the gate that quotations must pass."""

from digests.remarks.remark import Remark, RemarkKind, Verdict, Where

__all__ = ["Remark", "RemarkKind", "Verdict", "Where"]
