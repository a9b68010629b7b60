"""Chinese, Japanese and Korean text to attributed stretches: a name, a verb of saying, and what stands beside them.

These scripts need no words cut: the verbs of saying stand at fixed places, before or behind a quotation, or where a
reported clause ends. What does not fit one of the patterns is left alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from digests.remarks.attribution import Attributed
from digests.remarks.remark import RemarkKind
from digests.text import paragraphs, quotations_within

EAST = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_CONFIDENCE = 0.8
_SAYS = (
    r"(?P<verb>(?:补充|補充|回应|回應|解释|解釋|介绍|介紹|批评|批評|警告|强调|強調|声明|聲明|发文|發文)?(?:表示|指出|称|稱|说|說|写道|寫道)"
    r"|说道|說道|强调|強調|认为|認為|回应|回應|警告|宣布|透露|坦言|直言|重申|呼吁|呼籲|反问|反問|问道|問道|谈到|談到|提到|承认|承認)"
)
_NOBODY = re.compile(r"未|没有|沒有|拒绝|拒絕|不愿|不願|无人|無人")
_WHEN = (
    r"(?:[在于於对對向就]|接受|周[一二三四五六日]|星期|\d|今天|昨天|近日|日前|[还還也则則曾]|再次|随后|隨後|此前|明确|明確|公开|公開"
    r"|进一步|進一步)"
)
_WHO = r"(?P<who>[^，,。；;：:！？“”「」『』\s]{1,30}?)"
_ZH_BEFORE = re.compile(rf"(?:^|[，,])\s*{_WHO}(?:{_WHEN}[^，,。]{{0,40}})?{_SAYS}(?:[：:，,][^，,。]{{0,15}})?\s*$")
_ZH_BEHIND = re.compile(rf"\s*[，,]?\s*{_WHO}(?:{_WHEN}[^，,。]{{0,20}})?{_SAYS}")
_ZH_REPORTED = re.compile(
    rf"(?:^|[，,])\s*{_WHO}(?:{_WHEN}[^，,。]{{0,40}})?{_SAYS}[：:，,]\s*(?P<words>[^“”「」『』]+)$"
)
_JA_SAYS = (
    r"(?P<verb>述べ|語っ|語り|話し|話す|指摘|強調|説明|主張|コメント|発言|明らかに|訴え|答え|言っ|警告|反論|批判|表明"
    r"|書い)"
)
_JA_BEHIND = re.compile(rf"\s*と(?:も|の考え[をえ]?)?(?:[^、。「」]{{0,12}}?){_JA_SAYS}")
_JA_WHO = re.compile(r"(?:^|[、。])\s*(?P<who>[^、。「」『』]{2,40}?)は")
_JA_REPORTED = re.compile(rf"(?P<words>[^「」『』]{{4,}}?)と{_JA_SAYS}[^、。]{{0,6}}$")
_KO_SAYS = r"(?P<verb>말했|밝혔|전했|강조했|설명했|덧붙였|주장했|지적했|평가했|경고했|언급했|답했|비판했|했다|했습니다)"
_KO_BEHIND = re.compile(rf"\s*(?:이?라)?고\s?(?:[^\s.]+\s){{0,2}}?{_KO_SAYS}")
_KO_WHO = re.compile(r"(?:^|[.]\s)\s*(?P<who>[^\s“”\"'‘’.]+?(?:\s[^\s“”\"'‘’.]+?){0,4}?)(?:은|는|이|가)\s")
_KO_REPORTED = re.compile(rf"(?P<words>[^“”\"]{{4,}}?다)고\s(?:[^\s.]+\s){{0,2}}?{_KO_SAYS}[^\s]{{0,4}}\s*$")
_STOP = re.compile(r"[。！？\n]|[.!?](?=\s|$)")


def east_parts(text: str) -> list[Attributed]:
    """What a text in one of these scripts attributes to somebody, in order; nothing for other texts."""
    if EAST.search(text) is None:
        return []
    found: list[Attributed] = []
    for start, end in paragraphs(text):
        if EAST.search(text, start, end):
            quoted = [(q.start, q.end) for q in quotations_within(text, start, end) if q.closed]
            for sentence in _sentences(text, start, end, quoted):
                told = _in_sentence(text, *sentence, quoted, found[-1] if found else None)
                found.extend(one for one in told if one.start < one.end)
    return found


def _sentences(text: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; a stop inside a quotation ends none."""
    inside = iter([*quoted, (end + 1, end + 1)])
    first, (opening, closing) = start, next(inside)
    for stop in _STOP.finditer(text, start, end):
        while closing < stop.start():
            opening, closing = next(inside)
        if opening <= stop.start() < closing:
            continue
        if first < stop.start():
            yield first, stop.start()
        first = stop.end()
    if first < end:
        yield first, end


def _in_sentence(
    text: str, start: int, end: int, quoted: list[tuple[int, int]], last: Attributed | None
) -> Iterator[Attributed]:
    inside = quoted[bisect_left(quoted, (start, 0)) : bisect_left(quoted, (end, 0))]
    if not inside:
        yield from _reported(text, start, end)
    alone = len(inside) == 1 and not text[start : inside[0][0] - 1].strip() and not text[inside[0][1] + 1 : end].strip()
    if alone and last is not None and last.kind is RemarkKind.DIRECT and "\n" not in text[last.end : start]:
        yield replace(last, start=inside[0][0], end=inside[0][1])
        return
    before = start
    for first, behind in inside:
        yield from _told(text, (before, first - 1), (first, behind), end)
        before = behind + 1


def _told(text: str, before: tuple[int, int], words: tuple[int, int], end: int) -> Iterator[Attributed]:
    """The quotation with whoever a verb beside it names."""
    behind = words[1] + 1
    ahead = _at(_ZH_BEFORE.search(text[slice(*before)]), before[0])
    if ahead is None:
        for pattern, who in ((_JA_BEHIND, _JA_WHO), (_KO_BEHIND, _KO_WHO)):
            says = pattern.match(text, behind, end)
            named = _at(who.search(text[slice(*before)]), before[0]) if says else None
            if says and named:
                ahead = (named[0], says["verb"])
                break
    if ahead is None:
        match = _ZH_BEHIND.match(text, behind, end)
        ahead = (match.span("who"), match["verb"]) if match else None
    if ahead is not None and not _NOBODY.search(text[before[0] : words[0] - 1]):
        yield _attributed(words, RemarkKind.DIRECT, *ahead)


def _reported(text: str, start: int, end: int) -> Iterator[Attributed]:
    """What a sentence without quotations reports."""
    sentence = text[start:end]
    match = _ZH_REPORTED.search(sentence)
    if match is None:
        for who, pattern in ((_JA_WHO, _JA_REPORTED), (_KO_WHO, _KO_REPORTED)):
            named = who.search(sentence)
            match = pattern.search(sentence, named.end()) if named else None
            if named and match:
                span = _trimmed(text, start + match.start("words"), start + match.end("words"))
                yield _attributed(span, RemarkKind.INDIRECT, _moved(named.span("who"), start), match["verb"])
                return
        return
    if not _NOBODY.search(sentence[: match.start("words")]):
        span = _trimmed(text, start + match.start("words"), start + match.end("words"))
        yield _attributed(span, RemarkKind.INDIRECT, _moved(match.span("who"), start), match["verb"])


def _at(match: re.Match[str] | None, start: int) -> tuple[tuple[int, int], str] | None:
    """Where in the text a match names somebody, and by which verb."""
    if match is None:
        return None
    return _moved(match.span("who"), start), match.groupdict().get("verb") or ""


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "、，,"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _attributed(words: tuple[int, int], kind: RemarkKind, mention: tuple[int, int], verb: str) -> Attributed:
    return Attributed(*words, kind, mention, 0, None, _CONFIDENCE, verb)
