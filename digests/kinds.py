"""Article to its kind: news, or one of the forms that look like it, told by title, address and first words."""

import re
from enum import StrEnum

from digests.articles import Article
from digests.entries import SourceKind


class ArticleKind(StrEnum):
    """What kind of piece an article is; only NEWS and OFFICIAL may lead a digest."""

    NEWS = "news"
    OFFICIAL = "official"
    OPINION = "opinion"
    MARKET_WRAP = "market_wrap"
    REVIEW = "review"
    LIVE_BLOG = "live_blog"
    EXPLAINER = "explainer"
    ADVERT = "advert"
    ROUND_UP = "round_up"


Cue = tuple[ArticleKind, re.Pattern[str]]


def _cue(kind: ArticleKind, *parts: str) -> Cue:
    return kind, re.compile("|".join(parts), re.IGNORECASE)


_INDICES = r"\b(?:dow|nasdaq|s&p(?: 500)?|ftse|nikkei|kospi|taiex|hang seng|sensex|stoxx)\b"
_MOVES = r"(?:rises?|falls?|slips?|gains?|drops?|sheds?|jumps?|sinks?|closes?|ends?|opens?|climbs?|slides?|retreats?)"
_PLACES = r"(?:asia(?:n|-pacific)?|europe(?:an)?|us|u\.s\.|london|tokyo|new york|wall street|frankfurt|seoul|taipei)"
_HOURS = r"(?:morning|midday|early|late|closing|opening|weekly|daily|market)"
_LABELS = r"(?:opinion|op-ed|editorial|commentary|comment|column|letters?|perspective|guest essay)"

_TITLE_CUES: tuple[Cue, ...] = (
    _cue(
        ArticleKind.ADVERT,
        r"^\W*(?:sponsored|advertisement|advertorial|promoted|paid post|partner content|brandvoice)\b",
        r"^\W*(?:promotion|advertisement feature|in partnership with)\b",
        r"\b(?:for|at) (?:just|only) [$£€][\d,.]+(?![\d,.]*\s?(?:[bmt]n?\b|[bmt]r?illion))",
        r"\bsave (?:up to )?(?:[$£€]\d+|\d+ ?%)|\b\d+ ?% off\b",
        r"\b(?:best|early) .{0,40}\bdeals\b|\b(?:prime day|black friday|cyber monday)\b|\blowest price ever\b",
        r"\b(?:coupon|promo) code\b",
    ),
    _cue(
        ArticleKind.LIVE_BLOG,
        r"\blive (?:updates?|blog|coverage|news|results)\b|^\W*live\s*[:|–—-]|\(live\)",
        r"\bas it happened\b|\bminute by minute\b|ライブ配信|实时更新|即時更新",
    ),
    _cue(
        ArticleKind.MARKET_WRAP,
        r"\bstock market (?:today|news)\b|\bmarkets? wrap\b",
        r"\bwall (?:street|st) (?:ends|closes|opens|rises|falls|slides|slips|climbs)\b",
        r"\bdow jones (?:today|futures)\b|\b(?:stock|dow|nasdaq|s&p 500) futures\b",
        rf"{_INDICES}.{{0,60}}\b(?:{_MOVES}|record|pulls back)\b",
        r"\b(?:stocks?|shares) (?:to (?:watch|buy)|making (?:the )?(?:biggest )?moves?|on the move)\b",
        r"\b(?:premarket|pre-market|after-hours|midday) (?:movers|trading)\b|\bbiggest movers\b|\bbuy signals?\b",
        r"^\W*(?:asian|european|global|world|u\.?s\.?|chip|tech) (?:shares|stocks|markets)\b",
        rf"^\W*(?:{_PLACES}|{_HOURS}) (?:wrap|close|open|trade|session|movers|bell|report)\s*[:|–—-]",
        r"\bmarkets? (?:report|close|snapshot|round-?up)\b|\b(?:closing|opening) bell\b",
    ),
    _cue(
        ArticleKind.OPINION,
        rf"^\W*{_LABELS}\s*[:|–—-]|[:|–—-]\s*{_LABELS}\W*$",
        r"^\W*(?:社评|社論|社说|观点|觀點|评论|評論|사설|칼럼|オピニオン)",
    ),
    _cue(
        ArticleKind.REVIEW,
        r"^\W*review\s*[:|–—]|[:|–—-]\s*(?:a )?(?:hands-on )?review\W*$|\bhands[- ]on\b|\bunboxing\b",
        r"\bbenchmark(?:s|ed)\b|\bwe tested\b|\btested:",
        r"\bbest (?:laptops?|gpus?|graphics cards?|cpus?|processors|phones?)\b",
    ),
    _cue(
        ArticleKind.ROUND_UP,
        r"^\W*(?:the |your )?(?:week|month|day)(?:[’']s \w+)? (?:ahead|in review|in brief|in \w+ charts)\b",
        r"^\W*(?:what to watch|diary|newsletter|(?:morning|evening|daily|weekly) (?:brief(?:ing)?|digest|round-?up))\b",
        r"\bnews in brief\b|^\W*(?:\w+ )?round-?up\s*[:|–—-]",
    ),
    _cue(
        ArticleKind.EXPLAINER,
        r"\bexplain(?:ed|er|s why)\b|\bwhat (?:to|you need to|you should) know\b|\bwhat we know\b",
        r"^\W*(?:what (?:is|are|does)|who is|how (?:does|do|did|will|the)|why (?:is|are|does|do|did|the))\b",
        r"^\W*(?:an? (?:\w+ )?(?:guide|timeline|primer|glossary)|timeline\s*:|q&a\b|factbox|faq)",
        r"\btimeline of\b|\bin charts\b",
    ),
)

_ADDRESS_CUES: tuple[Cue, ...] = (
    _cue(ArticleKind.ADVERT, r"/(?:sponsored|brandvoice|advertorial|partner-content|deals)/"),
    _cue(ArticleKind.LIVE_BLOG, r"/(?:live|liveblog|live-updates|live-news|livecoverage)(?:/|$)"),
    _cue(ArticleKind.MARKET_WRAP, r"/(?:stock-market-today|live-markets|market-wrap)"),
    _cue(ArticleKind.OPINION, r"/(?:opinions?|commentary|commentisfree|editorials?|op-?eds?|columnists?)/"),
    _cue(ArticleKind.REVIEW, r"/reviews?/"),
    _cue(ArticleKind.EXPLAINER, r"/explainers?/|-explained(?:[-/.]|$)"),
)

_LEAD_CUES: tuple[Cue, ...] = (
    _cue(
        ArticleKind.ADVERT,
        r"\bthis (?:post|article|content) (?:is|was) (?:sponsored|paid)\b|\bwe may earn (?:a )?commission\b",
    ),
    _cue(ArticleKind.LIVE_BLOG, r"\bfollow (?:our|along for) live\b|\bthis (?:live )?blog (?:is|has)\b"),
    _cue(ArticleKind.OPINION, r"\bthe (?:writer|author) is (?:a|an|the)\b|\b(?:views|opinions) expressed\b"),
    _cue(ArticleKind.ADVERT, r"^\W*(?:advertisement feature|sponsored (?:content|feature)|paid content)\b"),
)

_LONGEST_TITLE = 300
_LEAD = 400


def kind_of(article: Article) -> tuple[ArticleKind, str]:
    """The kind of an article and the words that told it ("" for plain news).

    An official publisher's piece is OFFICIAL whatever its title says, for officials write no market wraps.
    """
    if article.source_kind is SourceKind.OFFICIAL:
        return ArticleKind.OFFICIAL, "official publisher"
    for cues, text in (
        (_TITLE_CUES, article.title[:_LONGEST_TITLE]),
        (_ADDRESS_CUES, article.url),
        (_LEAD_CUES, article.body[:_LEAD]),
    ):
        for kind, cue in cues:
            if found := cue.search(text):
                return kind, found.group().strip()
    return ArticleKind.NEWS, ""
