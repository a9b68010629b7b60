"""The words before a quotation to whether it is nobody's, or not theirs who is named: denied, never said, another's."""

import re

_SAYING = (
    r"(?:say|said|saying|claim|claimed|claiming|tell|told|telling|call|called|calling|write|wrote|written|writing)"
)
_DISOWNED = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|disput\w+|contradict\w*|refut\w+|rebut\w*|reject\w*|dismiss\w*)\b"
    rf"[^,;:]*\b(?:that|having|ever|claims?|reports?|rumou?rs|suggestions?|allegations?|{_SAYING})\b[^,;:]*$"
    rf"|\b(?:never|not)\s+(?!only\b|just\b|merely\b)(?:\w+\s+)?{_SAYING}\b[^,;:]*$"
    rf"|\b(?:could|might|may|should|would|must)\s+have\s+(?:\w+\s+)?{_SAYING}\b[^,;:]*$"
    rf"|\baccus\w*\b[^,;:]*\bof\s+{_SAYING}\b[^,;:]*$"
    rf"|\bwhen\s+(?:told|asked|reminded)\b[^,;:]*$"
)
_UNSAID = re.compile(rf"\b(?:against|of|denied|denies|denying|without|avoided|never|not)\s+{_SAYING}\s+$")
_NAMED_AS = re.compile(r"\bas\s+(?:an?\s+|the\s+)?$")
_REJECTING = re.compile(r"\s(?:denied|denies|disputed|disputes|rejected|rejects|dismissed|dismisses|refuted|refutes)$")
_DENYING = ("den", "disput", "doubt", "refut", "rebut")


def is_disowned(before: str) -> bool:
    """Whether a quotation is not its sentence's subject's; `before` is the sentence up to the opening mark.

    "Roth denied having said", "accused Norvane of saying", "might have said"; but "dismissed the report as" is hers.
    """
    low = before.lower().rstrip("\"'“‘«„ ") + " "
    return _DISOWNED.search(low) is not None and _NAMED_AS.search(low) is None


def is_unsaid(mention: str, before: str) -> bool:
    """Whether reported words are no saying of the mention: "Roth rejected claims", "warned against saying"."""
    return _REJECTING.search(mention.lower()) is not None or _UNSAID.search(before.lower()) is not None


def is_denial(verb: str) -> bool:
    """Whether reported words are what the speaker says is not so: "denied that", "disputes that", "doubts that"."""
    return verb.lower().startswith(_DENYING)
