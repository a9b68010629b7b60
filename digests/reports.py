"""Article to report: the article with what the desk reads in it."""

from digests.articles import Article
from digests.desk import Desk
from digests.remarks import remarks_in
from digests.stories import Report
from digests.topics import read_topics


def report_of(article: Article, *, desk: Desk, every: bool = False) -> Report:
    """The article, its topics and relevance, and who says what in it.

    Remarks are looked for in relevant articles only: nobody is shown the others', and they are nine in ten. With
    `every` they are looked for in any.
    """
    reading = read_topics(article, desk=desk)
    remarks = remarks_in(article, people=desk.people) if reading.relevant or every else ()
    return Report(article=article, reading=reading, remarks=remarks)
