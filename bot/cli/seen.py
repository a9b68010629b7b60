"""What `inspect` found, as its JSON has it, to labelled lines for people."""

from collections.abc import Mapping, Sequence

from bot.cli.output import Facts

Found = Mapping[str, object]


def article_facts(seen: Found, *, title: str, body: str) -> Facts:
    """What the desk sees in an article; words stand in quotation marks only where they are verbatim."""
    yield "relevant", [f"{'yes' if seen['relevant'] else 'no'}, score {seen['score']}"]
    yield "kind", [f"{_words(seen['kind'])}, language {seen['language'] or 'unknown'}"]
    yield "topics", [f"{one['id']}: {', '.join(map(str, _list(one['words'])))}" for one in _rows(seen["topics"])]
    yield "remarks", [_remark(one, body) for one in _rows(seen["remarks"])]
    yield "in the title", [_remark(one, title) for one in _rows(seen["title_remarks"])]
    yield "dates", [f"{one['date']} {_words(one['kind'])}: {_quoted(one)}" for one in _rows(seen["dates"])]
    yield "ids", [f"{one['id']} ({_words(one['kind'])}): {_quoted(one)}" for one in _rows(seen["ids"])]
    yield "why", [str(one) for one in _list(seen["why"])]


def brief_facts(told: Found) -> Facts:
    """A brief's sentences, lead remark and sources."""
    yield "says", [str(one["shown"] or one["text"]) for one in _rows(told["sentences"])]
    yield "remark", [_remark(one, "") for one in _rows([told["remark"]] if told["remark"] else [])]
    yield (
        "sources",
        [" ".join(filter(None, map(str, (one["publisher"], one["url"])))) for one in _rows(told["sources"])],
    )
    yield "note", ["unconfirmed: one family of publishers reports it, and names nobody"] if told["unconfirmed"] else []


def _remark(one: Found, text: str) -> str:
    who = str(one["speaker"] or _mentioned(one["mention"], text) or "somebody")
    role = f", {one['role']}" if one["role"] and one["role"] != who else ""
    words = f"“{one['words']}”" if one["kind"] == "direct" else one["words"]
    about = [_words(one["kind"]), _words(one["verdict"])]
    about += [f"hedged: {', '.join(map(str, hedges))}"] if (hedges := _list(one["hedges"])) else []
    about += [f"through {', '.join(map(str, chain))}"] if (chain := _list(one["chain"])) else []
    return f"{who}{role}, {one['verb'] or 'said'}: {words} ({'; '.join(about)}; {one['start']}-{one['end']})"


def _mentioned(mention: object, text: str) -> str:
    start, end = mention if isinstance(mention, list) else (0, 0)
    return text[start:end]


def _quoted(one: Found) -> str:
    return f"“{one['words']}” ({one['start']}-{one['end']})"


def _words(value: object) -> str:
    return str(value).replace("_", " ")


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _rows(value: object) -> Sequence[Found]:
    return [one for one in _list(value) if isinstance(one, dict)]
