"""Title to whether a firm's results are awaited or known: before and after them are two events."""

import re

_RESULTS = r"(?:earnings|results)"
_WORTH_A_LOOK = re.compile(
    r"earnings|results|quarter|report|expect|estimate|forecast|profit|revenue|sales|income|loss", re.IGNORECASE
)
"""A word that every title has that tells of results: most have none, and that is soon found."""
_AWAITED = re.compile(
    rf"""\b(?:
      (?:ahead\ of|before|awaits?|awaiting|brac(?:es?|ing)\ for|prepares?\ for|preview\w*|gears?\ up\ for|eyes?)\b
      [^.;:]{{0,40}}\b(?:{_RESULTS}|quarter)  # ahead of its earnings
    | {_RESULTS}\b[^.;:]{{0,30}}\b
      (?:preview|coming|looms?|due|could|may|might|will|(?:this|next)\ week|tomorrow|what\ to\ (?:expect|watch))
    | (?:set|due|about|prepares?|preparing)\ to\ report  # set to report
    | (?:may|might|could)\ see\b[^.;:]{{0,30}}\bpost-earnings  # may see its biggest post-earnings move
    | pre-earnings | what\ to\ expect
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_KNOWN = re.compile(
    rf"""\b(?:
      (?:after|following|on|despite)\b[^.;:]{{0,40}}\b(?:{_RESULTS}|quarter)\b  # after its results
    | (?:in|calm\w*|ease\w*)\b[^.;:]{{0,25}}\b{_RESULTS}\b
    | {_RESULTS}\ (?:beat|miss|top|recap|call|smash|crush|disappoint|impress|show|are\ in|report)  # earnings beat
    | (?:profit|revenue|sales|earnings|income)s?\ (?:beats?|tops?|jump|rise|rose|soar|surge|climb|fall|fell|drop|slide
      |miss|slump|double|grow|grew|leap)  # revenue jumps
    | (?:beats?|tops?|miss(?:es)?|above|below)\b[^.;:]{{0,20}}\b(?:estimates|expectations|forecasts)\b  # tops estimates
    | post(?:s|ed)?\b[^.;:]{{0,20}}\b(?:profit|loss|revenue)\b  # posts a loss
    | (?:raises|lifts|cuts|lowers)\ (?:(?:revenue|sales|profit)\ )?(?:outlook|forecast|guidance)\b  # cuts outlook
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def awaits_results(title: str) -> bool:
    """Whether a title tells what is expected of results that are still to come."""
    return bool(_WORTH_A_LOOK.search(title) and _AWAITED.search(title))


def knows_results(title: str) -> bool:
    """Whether a title tells of results, or of what followed them."""
    return bool(_WORTH_A_LOOK.search(title) and _KNOWN.search(title))
