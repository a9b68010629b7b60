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


def _cue(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_TITLE_CUES: tuple[tuple[ArticleKind, re.Pattern[str]], ...] = (
    (
        ArticleKind.ADVERT,
        _cue(
            r"^\W*(?:sponsored|advertisement|advertorial|promoted|paid post|partner content|brandvoice)\b",
            r"\b(?:for|at) (?:just|only) [$£€]\d",
            r"\b(?:save|get) (?:up to )?(?:[$£€]\d+|\d+ ?%)(?: off)?\b.*\b(?:on|off|deal|sale)\b",
            r"\b(?:best|early) .{0,40}\bdeals\b",
            r"\b(?:prime day|black friday|cyber monday)\b",
            r"\blowest price\b|\bcoupon\b|\bpromo code\b",
        ),
    ),
    (
        ArticleKind.LIVE_BLOG,
        _cue(
            r"\blive (?:updates?|blog|coverage|news|results)\b",
            r"^\W*live\s*[:|–—-]",
            r"\bas it happened\b|\bhappening now\b|\bminute by minute\b",
            r"\(live\)|ライブ配信|实时更新|即時更新",
        ),
    ),
    (
        ArticleKind.MARKET_WRAP,
        _cue(
            r"\bstock market (?:today|news)\b|\bmarkets? wrap\b|\bwall (?:street|st) (?:ends|closes|opens|rises|falls)\b",
            r"\bdow jones (?:today|futures)\b|\b(?:stock|dow|nasdaq|s&p 500) futures\b",
            r"\b(?:dow|nasdaq|s&p(?: 500)?|ftse|nikkei|kospi|taiex|hang seng|sensex|stoxx)\b.*"
            r"\b(?:rises?|falls?|slips?|gains?|drops?|sheds?|jumps?|sinks?|closes?|ends?|opens?|climbs?|slides?|record|retreats?|pulls back)\b",
            r"\b(?:stocks?|shares) (?:to (?:watch|buy)|making (?:the )?(?:biggest )?moves?|on the move)\b",
            r"\b(?:premarket|pre-market|after-hours|midday) (?:movers|trading)\b|\bbiggest movers\b|\bbuy signals?\b",
            r"\b(?:asian|european|global|world|u\.?s\.?) (?:shares|stocks|markets)\b",
        ),
    ),
    (
        ArticleKind.OPINION,
        _cue(
            r"^\W*(?:opinion|op-ed|editorial|commentary|comment|column|analysis & opinion|letters?|perspective|guest essay)\s*[:|–—-]",
            r"[:|–—-]\s*(?:opinion|op-ed|editorial|commentary)\W*$",
            r"^\W*(?:社评|社論|社说|观点|觀點|评论|評論|사설|칼럼|オピニオン)",
        ),
    ),
    (
        ArticleKind.REVIEW,
        _cue(
            r"\breview\s*[:|–—]|[:|–—-]\s*(?:a )?(?:hands-on )?review\W*$|\bhands[- ]on\b|\bfirst look\b|\bunboxing\b",
            r"\bbenchmark(?:s|ed)?\b|\bwe tested\b|\btested:|\b\w+ vs\.? \w+.*\b(?:which|better|compared)\b",
            r"\bbest (?:laptops?|gpus?|graphics cards?|cpus?|processors|phones?)\b",
        ),
    ),
    (
        ArticleKind.EXPLAINER,
        _cue(
            r"\bexplain(?:ed|er|s why)\b|\bwhat (?:to|you need to|you should) know\b|\bwhat we know\b|\beverything (?:you|we) \w+",
            r"^\W*(?:what (?:is|are|does)|who is|how (?:does|do|did|will|the)|why (?:is|are|does|do|did|the))\b",
            r"^\W*(?:a (?:brief )?(?:guide|timeline|primer)|timeline\s*:|q&a\b|factbox|faq)|\btimeline of\b|\bin charts\b",
        ),
    ),
)

_ADDRESS_CUES: tuple[tuple[ArticleKind, re.Pattern[str]], ...] = (
    (ArticleKind.ADVERT, _cue(r"/(?:sponsored|brandvoice|advertorial|partner-content|deals)/")),
    (ArticleKind.LIVE_BLOG, _cue(r"/(?:live|liveblog|live-updates|live-news|livecoverage)(?:/|$)")),
    (ArticleKind.MARKET_WRAP, _cue(r"/(?:stock-market-today|live-markets|market-wrap)")),
    (ArticleKind.OPINION, _cue(r"/(?:opinions?|commentary|commentisfree|editorials?|op-?eds?|columnists?)/")),
    (ArticleKind.REVIEW, _cue(r"/reviews?/")),
    (ArticleKind.EXPLAINER, _cue(r"/explainers?/|-explained(?:[-/.]|$)")),
)

_LEAD_CUES: tuple[tuple[ArticleKind, re.Pattern[str]], ...] = (
    (
        ArticleKind.ADVERT,
        _cue(
            r"\b(?:this (?:post|article|content) (?:is|was) (?:sponsored|paid)|sponsored by|we may earn (?:a )?commission)\b"
        ),
    ),
    (ArticleKind.LIVE_BLOG, _cue(r"\b(?:follow (?:our|along for) live|this (?:live )?blog (?:is|has))\b")),
    (
        ArticleKind.OPINION,
        _cue(r"\bthe (?:writer|author) is (?:a|an|the)\b|\bviews expressed\b|\bthe opinions expressed\b"),
    ),
)

_LEAD = 400


def kind_of(article: Article) -> tuple[ArticleKind, str]:
    """The kind of an article and the words that told it ("" for plain news).

    An official publisher's piece is OFFICIAL whatever its title says, for officials write no market wraps.
    """
    if article.source_kind is SourceKind.OFFICIAL:
        return ArticleKind.OFFICIAL, "official publisher"
    for cues, text in (
        (_TITLE_CUES, article.title),
        (_ADDRESS_CUES, article.url),
        (_LEAD_CUES, article.body[:_LEAD]),
    ):
        for kind, cue in cues:
            if found := cue.search(text):
                return kind, found.group().strip()
    return ArticleKind.NEWS, ""
