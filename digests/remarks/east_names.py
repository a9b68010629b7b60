"""A mention in Chinese, Japanese or Korean to its speaker: the desk's, or as it is written."""

import re
from datetime import date

from digests.remarks.people import People, role_of
from digests.remarks.speaker import Speaker

_PRONOUN = re.compile(
    r"他|她|它|其|他们|她们|他們|對方|对方|该公司|該公司|该官员|同氏|同社|同省|彼|彼女|그|그녀|그들|이들|회사"
)
_HONORIFIC = re.compile(r"(?:氏|さん|CEO|씨)$")
_OFFICIAL = re.compile(
    r"の.{2,6}(?:課長|局長|審議官|次官|部長|室長)$|(?:副部长|副部長|司长|司長|局长|局長|处长|处長).{2,4}$"
    r"|\s\S{2,4}\s(?:장관|차관|국장|과장|실장)$"
)
_UNNAMED = re.compile(r"知情人|消息人士|消息源|不愿具名|匿名|関係者|소식통|관계자")
_GROUP = re.compile(
    rf"{_UNNAMED.pattern}|专家|專家|分析[师師]|分析人士|业内人士|業內人士|専門家|アナリスト|전문가|애널리스트"
)


def east_speaker(words: str, people: People, on: date | None, last: Speaker | None) -> Speaker:
    """Who a mention stands for; `last` is who spoke before, for pronouns."""
    if _PRONOUN.fullmatch(words):
        return last or Speaker()
    if _GROUP.search(words):
        return Speaker(role=words, anonymous=bool(_UNNAMED.search(words)))
    name = _HONORIFIC.sub("", words)
    role, _, own = name.rpartition("の") if name != words else ("", "", name)
    person = people.named_within(own)
    official = _OFFICIAL.search(own)
    if person is not None and person.body and official is not None:
        person = people.named_within(official[0])  # somebody of the body speaks, not the body
    if person is not None:
        return Speaker(name=person.name, id=person.id, role=role_of(person, on))
    return Speaker(name=own, role=role)
