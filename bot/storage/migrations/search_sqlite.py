"""The full-text index on SQLite: a contentless FTS5 table that triggers keep in step with placed articles.

An article enters the index when it is placed in a story, with what the desk reads in it; it leaves when it is deleted.
FTS5 forgets a row only when told exactly what was indexed: title and body are made again from the article before it
changes, the rest is kept in `search_marks`.
"""

# ruff: noqa: S608 - every part of these statements is written in this file

_EAST = (
    (0x1100, 0x11FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3130, 0x318F),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_WIDE = (0xFF01, 0xFF5E)
DOTTED = ("U.S.A.", "U.S.", "U.K.", "E.U.", "U.N.", "D.C.", "A.I.", "R.O.C.", "P.R.C.", "U.A.E.", "J.P.", "Ph.D.")
"""Words written with full stops that are indexed without them."""
_BLOCK = 400


def _without_stops(text: str) -> str:
    for word in DOTTED:
        text = f"replace({text}, '{word}', '{word.replace('.', '')} ')"
    return text


def _class(*ranges: tuple[int, int]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _is_east(letter: str) -> str:
    return " OR ".join(f"{letter} BETWEEN '{chr(first)}' AND '{chr(last)}'" for first, last in _EAST)


def _spaced(text: str) -> str:
    """Each letter of Chinese, Japanese and Korean as a word of its own, full-width letters plain.

    A text is taken apart in blocks first, because finding the n-th letter means reading all before it.
    """
    letter = "substr(block, i, 1)"
    return f"""(
        WITH RECURSIVE
        blocks(k, block, rest) AS (
            SELECT 0, substr({text}, 1, {_BLOCK}), substr({text}, {_BLOCK + 1})
            UNION ALL SELECT k + 1, substr(rest, 1, {_BLOCK}), substr(rest, {_BLOCK + 1}) FROM blocks WHERE rest <> ''
        ),
        places(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM places WHERE i < {_BLOCK})
        SELECT group_concat(letter, '') FROM (
            SELECT CASE
                WHEN {_is_east(letter)} THEN ' ' || {letter} || ' '
                WHEN {letter} BETWEEN '{chr(_WIDE[0])}' AND '{chr(_WIDE[1])}' THEN char(unicode({letter}) - 65248)
                ELSE {letter} END AS letter
            FROM blocks CROSS JOIN places WHERE i <= length(block) ORDER BY k, i
        ))"""


def _words(text: str) -> str:
    """A text as FTS5 shall read it."""
    plain = _without_stops(text)
    return f"CASE WHEN {text} GLOB '*[{_class(*_EAST, _WIDE)}]*' THEN {_spaced(plain)} ELSE {plain} END"


def _plain(value: str) -> str:
    return f"replace(replace(lower({value}), '-', ''), '_', '')"


_MARKS = f"""'xall xs' || {_plain("a.source_kind")} || ' xk' || {_plain("coalesce(r.kind, '')")}
    || ' xj' || {_plain("a.jurisdiction")}
    || ' xl' || lower(substr(a.language, 1, instr(a.language || '-', '-') - 1))
    || strftime(' xy%Y xm%Y%m xd%Y%m%d', a.published_at)
    || coalesce((SELECT group_concat(' xt' || {_plain("json_extract(value, '$[0]')")}, '')
                 FROM json_each(r.topics)), '')"""

_SPEAKERS = """coalesce((SELECT group_concat(name, ' | ') FROM (
    SELECT DISTINCT coalesce(m.speaker, '') || ' | ' || coalesce(m.speaker_id, '') AS name
    FROM remarks m WHERE m.article_id = a.id ORDER BY name)), '')"""

_COLUMNS = "title, body, speakers, publisher, marks"


def _forget(seq: str) -> str:
    return f"""
        INSERT INTO search_words(search_words, rowid, {_COLUMNS})
        SELECT 'delete', t.seq, t.title, t.body, k.speakers, k.publisher, k.marks
        FROM search_texts t JOIN search_marks k ON k.seq = t.seq WHERE t.seq = {seq};"""


def _remember(seq: str) -> str:
    return f"""
        INSERT INTO search_words(rowid, {_COLUMNS})
        SELECT t.seq, t.title, t.body, k.speakers, k.publisher, k.marks
        FROM search_texts t JOIN search_marks k ON k.seq = t.seq WHERE t.seq = {seq};"""


def _mark(seq: str) -> str:
    return f"""
        INSERT OR REPLACE INTO search_marks(seq, speakers, publisher, marks)
        SELECT seq, speakers, publisher, marks FROM search_sources WHERE seq = {seq};"""


def _is_indexed(seq: str) -> str:
    return f"EXISTS (SELECT 1 FROM search_marks WHERE seq = {seq})"


def _seq(article_id: str) -> str:
    return f"(SELECT seq FROM articles WHERE id = {article_id})"


def _changed(row: str) -> str:
    return _forget(_seq(row)) + _mark(_seq(row)) + _remember(_seq(row))


STATEMENTS = (
    f"""CREATE VIRTUAL TABLE search_words USING fts5(
        {_COLUMNS}, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')""",
    """CREATE TABLE search_marks (
        seq INTEGER PRIMARY KEY, speakers TEXT NOT NULL, publisher TEXT NOT NULL, marks TEXT NOT NULL)""",
    f"CREATE VIEW search_texts AS SELECT seq, {_words('title')} AS title, {_words('body')} AS body FROM articles",
    f"""CREATE VIEW search_sources AS
        SELECT seq, {_words("said")} AS speakers, {_words("named")} AS publisher, marks FROM (
            SELECT a.seq, {_SPEAKERS} AS said, a.publisher || ' | ' || a.family AS named, {_MARKS} AS marks
            FROM articles a LEFT JOIN readings r ON r.article_id = a.id)""",
    f"""CREATE TRIGGER search_placed AFTER INSERT ON story_articles
        WHEN NOT {_is_indexed(_seq("NEW.article_id"))}
        BEGIN {_mark(_seq("NEW.article_id"))} {_remember(_seq("NEW.article_id"))} END""",
    f"""CREATE TRIGGER search_revising BEFORE UPDATE OF title, body ON articles WHEN {_is_indexed("OLD.seq")}
        BEGIN {_forget("OLD.seq")} END""",
    f"""CREATE TRIGGER search_revised AFTER UPDATE OF title, body ON articles WHEN {_is_indexed("NEW.seq")}
        BEGIN {_remember("NEW.seq")} END""",
    f"""CREATE TRIGGER search_forgotten BEFORE DELETE ON articles WHEN {_is_indexed("OLD.seq")}
        BEGIN {_forget("OLD.seq")} DELETE FROM search_marks WHERE seq = OLD.seq; END""",
    f"""CREATE TRIGGER search_read AFTER INSERT ON readings WHEN {_is_indexed(_seq("NEW.article_id"))}
        BEGIN {_changed("NEW.article_id")} END""",
    f"""CREATE TRIGGER search_said AFTER INSERT ON remarks WHEN {_is_indexed(_seq("NEW.article_id"))}
        AND (NEW.speaker IS NOT NULL OR NEW.speaker_id IS NOT NULL)
        BEGIN {_changed("NEW.article_id")} END""",
    # What is in the store already; each marks row is made before its words.
    """INSERT INTO search_marks(seq, speakers, publisher, marks)
        SELECT seq, speakers, publisher, marks FROM search_sources
        WHERE seq IN (SELECT a.seq FROM articles a JOIN story_articles p ON p.article_id = a.id)""",
    f"""INSERT INTO search_words(rowid, {_COLUMNS})
        SELECT t.seq, t.title, t.body, k.speakers, k.publisher, k.marks
        FROM search_marks k JOIN search_texts t ON t.seq = k.seq ORDER BY k.seq""",
)
