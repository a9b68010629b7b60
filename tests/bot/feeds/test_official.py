"""Federal Register documents as entries."""

import json
from datetime import UTC, datetime

import pytest

from bot.feeds.build import Parsed
from bot.feeds.jsonfeed import parse_json

BASE = "https://www.federalregister.gov/api/v1/documents.json"
DOCUMENT = {
    "document_number": "2026-25001",
    "title": "Revision of Licence Requirements <Test>",
    "type": "Rule",
    "abstract": "In this rule, the Bureau amends the Regulations & explains why.",
    "action": "Interim final rule.",
    "dates": "This rule is effective on January 4, 2027.",
    "effective_on": "2027-01-04",
    "comments_close_on": "2027-02-03",
    "publication_date": "2026-12-04",
    "html_url": "https://www.federalregister.gov/documents/2026/12/04/2026-25001/revision",
    "agencies": [{"name": "Industry and Security Bureau"}, {"raw_name": "DEPARTMENT OF COMMERCE"}],
    "docket_ids": ["Docket No. 261124-0001"],
    "regulation_id_numbers": ["0694-AJ99"],
    "cfr_references": [{"title": 15, "part": 744}, {"title": 15, "part": 748}],
    "citation": "91 FR 90001",
    "correction_of": "https://www.federalregister.gov/api/v1/documents/2026-24000",
    "topics": ["Exports"],
}
EARLY = {
    "document_number": "2026-25002",
    "title": "Additions to a List",
    "type": "Rule",
    "filed_at": "2026-12-03T13:45:00.000-05:00",
    "publication_date": "2026-12-04",
    "docket_numbers": ["261124-0002"],
    "agency_names": ["Commerce Department"],
    "html_url": "https://www.federalregister.gov/public-inspection/2026-25002/additions",
}


def read(*documents: object) -> Parsed:
    body = json.dumps({"count": len(documents), "description": "Documents", "results": list(documents)}).encode()
    return parse_json(body, base=BASE)


def test_a_document_is_an_entry_with_its_facts_in_sentences() -> None:
    entry = read(DOCUMENT).entries[0]
    assert (entry.key, entry.link) == ("2026-25001", DOCUMENT["html_url"])
    assert entry.title == "Revision of Licence Requirements &lt;Test&gt;"
    assert entry.published_at == datetime(2026, 12, 4, tzinfo=UTC)
    assert entry.publisher == "Federal Register"
    assert entry.author == "Industry and Security Bureau, DEPARTMENT OF COMMERCE"
    assert entry.categories == ("Rule", "Industry and Security Bureau", "DEPARTMENT OF COMMERCE", "Exports")
    assert entry.content.split("\n") == [
        "<p>In this rule, the Bureau amends the Regulations &amp; explains why.</p>",
        "<p>Action: Interim final rule.</p>",
        "<p>Dates: This rule is effective on January 4, 2027.</p>",
        "<p>Effective on: 2027-01-04.</p>",
        "<p>Comments close on: 2027-02-03.</p>",
        "<p>Docket: Docket No. 261124-0001.</p>",
        "<p>RIN: 0694-AJ99.</p>",
        "<p>CFR: 15 CFR Part 744, 15 CFR Part 748.</p>",
        "<p>Citation: 91 FR 90001.</p>",
        "<p>Correction of FR Doc.: 2026-24000.</p>",
        "<p>FR Doc.: 2026-25001.</p>",
    ]


def test_a_document_on_public_inspection_says_when_it_will_be_published() -> None:
    entry = read(EARLY).entries[0]
    assert entry.published_at == datetime(2026, 12, 3, 18, 45, tzinfo=UTC)
    assert "Scheduled for publication on: 2026-12-04." in entry.content
    assert "Docket: 261124-0002." in entry.content
    assert entry.author == "Commerce Department"


@pytest.mark.parametrize("missing", sorted(DOCUMENT))
def test_any_field_may_be_missing_or_null(missing: str) -> None:
    odd: tuple[object, ...] = (None, [], {}, 3)
    for value in odd:
        assert len(read({**DOCUMENT, missing: value}).entries) == 1


def test_an_answer_without_documents_is_an_empty_feed() -> None:
    assert parse_json(b'{"count": 0, "description": "Documents about nothing"}', base=BASE).entries == ()
