"""The full-text index on PostgreSQL: a tsvector a placed article, kept in step by triggers, under a GIN index.

The words are parted by our own rule, not by PostgreSQL's parser, so that they do not depend on the server's locale and
are those of the SQLite index. Lexemes: words of title and body as they are, `=` before words of the title, `@` of
speakers' names, `&` of publishers', and marks (`xall`, `xtTOPIC`, `xdDAY`, ...). `x0bN`, `x1bN` and `x2bN` name the
block of 512, of 4,096 and of 65,536 articles that the article is in, so that the newest matches are found without
finding all.
"""

# ruff: noqa: S608 - every part of these statements is written in this file

from bot.storage.migrations.search_sqlite import DOTTED

_EAST = r"\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_EAST += r"\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
# All that is no letter and no digit: ASCII's marks, then the blocks of marks, symbols and pictures.
_MARKS = r"\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u036f"
_MARKS += r"\u2000-\u206f\u20a0-\u20ff\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030"
_MARKS += r"\u303d-\u303f\u30a0\u30fb\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff0-\uffff"
_MARKS += r"\U0001f000-\U0001faff"


def _without_stops(text: str) -> str:
    for word in DOTTED:
        text = f"replace({text}, '{word}', '{word.replace('.', '')} ')"
    return text


def _plain(value: str) -> str:
    return f"replace(replace(lower({value}), '-', ''), '_', '')"


_FUNCTIONS = (
    rf"""CREATE FUNCTION search_plain(source text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE plain text := {_without_stops("source")};
    BEGIN
        IF octet_length(plain) = length(plain) THEN
            RETURN trim(regexp_replace(lower(plain), '[^a-z0-9]+', ' ', 'g'));
        END IF;
        plain := regexp_replace(normalize(normalize(lower(plain), NFKC), NFKD), '[\u0300-\u036f]', '', 'g');
        plain := regexp_replace(normalize(lower(plain), NFC), '([{_EAST}])', ' \1 ', 'g');
        RETURN trim(regexp_replace(plain, '[{_MARKS}]+', ' ', 'g'));
    END $$""",
    # Positions beyond 16,383 do not exist in a tsvector; a word longer than 200 letters is none.
    """CREATE FUNCTION search_vector(source text, sign text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(string_agg('''' || sign || left(word, 200) || ''':' || least(place, 16383), ' '), '')::tsvector
        FROM string_to_table(search_plain(source), ' ') WITH ORDINALITY AS words(word, place) WHERE word <> ''
    $$""",
    f"""CREATE FUNCTION search_index(article text) RETURNS void LANGUAGE sql AS $$
        INSERT INTO search_index (seq, words)
        SELECT a.seq,
            search_vector(a.title, '=') || search_vector(a.title, '')
            || search_vector((SELECT string_agg(DISTINCT concat_ws(' ', m.speaker, m.speaker_id), ' ')
                              FROM remarks m WHERE m.article_id = a.id), '@')
            || search_vector(a.publisher || ' ' || a.family, '&') || search_vector(a.body, '')
            || array_to_tsvector(ARRAY['xall', 'x0b' || (a.seq >> 9), 'x1b' || (a.seq >> 12), 'x2b' || (a.seq >> 16),
                'xs' || {_plain("a.source_kind")}, 'xk' || {_plain("coalesce(r.kind, '')")},
                'xj' || {_plain("a.jurisdiction")}, 'xl' || lower(split_part(a.language, '-', 1)),
                to_char(a.published_at AT TIME ZONE 'UTC', '"xy"YYYY'),
                to_char(a.published_at AT TIME ZONE 'UTC', '"xm"YYYYMM'),
                to_char(a.published_at AT TIME ZONE 'UTC', '"xd"YYYYMMDD')]
                || ARRAY(SELECT 'xt' || {_plain("hit->>0")} FROM jsonb_array_elements(r.topics::jsonb) AS hit))
        FROM articles a LEFT JOIN readings r ON r.article_id = a.id WHERE a.id = article
        ON CONFLICT (seq) DO UPDATE SET words = excluded.words
    $$""",
    # A GIN index finds all matches or none, so the newest are sought among the newest blocks first, then among
    # more of them; the whole store is asked only for what was not found often enough in its newest million.
    """CREATE FUNCTION search_newest(plan text, lowest bigint, below bigint, most int) RETURNS SETOF bigint
        LANGUAGE plpgsql STABLE AS $$
    DECLARE
        levels int[] := '{0,0,1,1,2,2}'; bits int[] := '{9,9,12,12,16,16}'; many int[] := '{2,8,4,16,4,16}';
        top bigint; bottom bigint; sought tsquery; found int := 0; more int;
    BEGIN
        SELECT least(below, max(seq) + 1) INTO top FROM search_index;
        FOR step IN 1..7 LOOP
            EXIT WHEN top IS NULL OR top <= lowest OR found >= most;
            sought := plan::tsquery;
            bottom := lowest;
            IF step < 7 THEN
                bottom := greatest(((top - 1) >> bits[step]) - many[step] + 1, lowest >> bits[step]);
                SELECT sought && string_agg(format('x%sb%s', levels[step], block), ' | ')::tsquery INTO sought
                    FROM generate_series(bottom, (top - 1) >> bits[step]) AS block;
                bottom := greatest(bottom << bits[step], lowest);
            END IF;
            RETURN QUERY WITH matching AS MATERIALIZED (SELECT i.seq FROM search_index i WHERE i.words @@ sought)
                SELECT seq FROM matching WHERE seq >= bottom AND seq < top ORDER BY seq DESC LIMIT most - found;
            GET DIAGNOSTICS more = ROW_COUNT;
            found := found + more;
            top := bottom;
        END LOOP;
    END $$""",
)


def _trigger(name: str, *, on: str, then: str, rows: bool = True) -> tuple[str, str]:
    each = "ROW" if rows else "STATEMENT"
    body = f"BEGIN {then} RETURN NULL; END"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} AFTER {on} FOR EACH {each} EXECUTE FUNCTION {name}()",
    )


_INDEXED = "EXISTS (SELECT 1 FROM search_index i JOIN articles a ON a.seq = i.seq WHERE a.id = {id})"

STATEMENTS = (
    # Long rows keep their words beside the table (PostgreSQL never moves those below 2 kB): a match is a shorter read.
    "CREATE TABLE search_index (seq bigint PRIMARY KEY, words tsvector NOT NULL) WITH (toast_tuple_target = 128)",
    "ALTER TABLE search_index ALTER COLUMN words SET STORAGE EXTERNAL",
    *_FUNCTIONS,
    "SELECT search_index(article_id) FROM story_articles",
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words) WITH (fastupdate = off)",
    *_trigger("search_placed", on="INSERT ON story_articles", then="PERFORM search_index(NEW.article_id);"),
    *_trigger(
        "search_revised",
        on="UPDATE OF title, body ON articles",
        then="IF EXISTS (SELECT 1 FROM search_index WHERE seq = NEW.seq) THEN PERFORM search_index(NEW.id); END IF;",
    ),
    *_trigger("search_forgotten", on="DELETE ON articles", then="DELETE FROM search_index WHERE seq = OLD.seq;"),
    *_trigger("search_emptied", on="TRUNCATE ON articles", then="TRUNCATE search_index;", rows=False),
    *_trigger(
        "search_read",
        on="INSERT ON readings",
        then=f"IF {_INDEXED.format(id='NEW.article_id')} THEN PERFORM search_index(NEW.article_id); END IF;",
    ),
    "CREATE TRIGGER search_said AFTER INSERT ON remarks FOR EACH ROW EXECUTE FUNCTION search_read()",
)
