"""A text to its language (BCP 47): by script, then by function words, and only then by a statistical model."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")
_LETTER = re.compile(r"[^\W\d_]")
_TOKEN = re.compile(r"[^\W\d_]+")
_HEAD = 2000  # characters looked at

# Words that say nothing but tell a language apart, the most frequent first.
_FUNCTION_WORDS = {
    "en": "the of and to in that is for on with was as it by said its from has are at be this will have not but which",
    "de": "der die und das den von zu mit ist des im für auf dem sich nicht eine ein auch als es aus hat dass bei",
    "fr": "le la les des et en du une est que pour dans qui sur par au pas plus avec ce sont ses aux cette été",
    "es": "el la los las de que y en un una por con para del se su es al como más pero sus este ha según",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er om ook als bij maar naar uit hebben worden",
    "it": "il di che la e in un per è una del della con non sono le dei si da al gli nel alla più come ha",
    "pt": "o de que e a do da em um para com não uma os no se na por mais as dos foi ao das são",
    "sv": "och att det som en på är av för med till den har inte om ett men var sig så från vi kan",
    "da": "og at det som en på er af for med til den har ikke om et men var sig så fra vi kan der",
    "pl": "w i na z się nie do to że jest o jak ale po co za od przez dla przy są tym tego jego",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def language_of(text: str, default: str = "") -> str:
    """The language a text is written in, as "en" or "zh"; `default` where there is too little to go by."""
    head = text[:_HEAD]
    return language_by_script(head) or _by_function_words(head) or _by_model(head) or default


def language_by_script(text: str) -> str:
    """The language that the script of a text tells: "zh", "ja", "ko", or "" for every other script."""
    letters = len(_LETTER.findall(text))
    kana, han, hangul = (len(script.findall(text)) for script in (_KANA, _HAN, _HANGUL))
    if letters == 0 or kana + han + hangul < 0.2 * letters:
        return ""
    if hangul > kana + han:
        return "ko"
    return "ja" if kana > 0.05 * (kana + han) else "zh"


def _by_function_words(text: str) -> str:
    """The language whose function words are clearly the most frequent."""
    tokens = _TOKEN.findall(text.lower())
    votes: Counter[str] = Counter()
    for token in tokens:
        languages = _LANGUAGES_OF.get(token, ())
        for language in languages:
            votes[language] += 1
    ranked = [*votes.most_common(2), ("", 0), ("", 0)]
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most >= 2 and most >= 0.08 * len(tokens) and most > 1.5 * second else ""


@cache
def _model() -> Callable[[str], tuple[str, float]]:
    """py3langid's classifier; loaded only for texts that nothing else decides, because it takes 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE).classify  # type: ignore[no-any-return]


def forget_language_model() -> None:
    """Give the model's memory back; it takes half a second to load it again, and few texts need it."""
    _model.cache_clear()


def _by_model(text: str) -> str:
    if len(_TOKEN.findall(text)) < 3:
        return ""
    return _model()(text)[0]
