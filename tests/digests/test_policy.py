"""Policy documents: the numbers they are filed under and the days on which they begin, close and end."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.policy import PolicyDateKind, PolicyIdKind, policy_dates, policy_ids

PAGE, DOCUMENT, DOCKET, RIN, CFR = (
    PolicyIdKind.REGISTER_PAGE,
    PolicyIdKind.REGISTER_DOCUMENT,
    PolicyIdKind.DOCKET,
    PolicyIdKind.RIN,
    PolicyIdKind.CFR,
)
ORDER, BILL, LAW, ECCN = PolicyIdKind.EXECUTIVE_ORDER, PolicyIdKind.BILL, PolicyIdKind.PUBLIC_LAW, PolicyIdKind.ECCN

IDS = [
    ("See 90 FR 12345 for the rule.", [(PAGE, "90 FR 12345")]),
    ("88 Fed. Reg. 73,458 and 89 F.R. 5", [(PAGE, "88 FR 73458"), (PAGE, "89 FR 5")]),
    ("FR Doc. 2025-12345; correction C1-2024-28270", [(DOCUMENT, "2025-12345"), (DOCUMENT, "C1-2024-28270")]),
    ("FR Doc. E9-1234 (old style)", [(DOCUMENT, "E9-1234")]),
    ("CVE-2024-12345 and phone 555-2025-12345-9", []),
    ("BIS-2025-0012, EPA-HQ-OAR-2021-0317", [(DOCKET, "BIS-2025-0012"), (DOCKET, "EPA-HQ-OAR-2021-0317")]),
    ("Docket No. 250912-0152", [(DOCKET, "250912-0152")]),
    ("Docket Nos. 230101-0001 and 230102-0002", [(DOCKET, "230101-0001"), (DOCKET, "230102-0002")]),
    ("Docket ID: FDA-2019-N-2175", [(DOCKET, "FDA-2019-N-2175")]),
    ("[Docket No. BIS–2025–0023]", [(DOCKET, "BIS-2025-0023")]),
    ("RIN 0694-AJ12 and 0694-XC123", [(RIN, "0694-AJ12"), (RIN, "0694-XC123")]),
    ("RIN 0694– AJ90", [(RIN, "0694-AJ90")]),
    ("15 CFR 744.11(a)(2)", [(CFR, "15 CFR 744.11(a)(2)")]),
    ("15 CFR part 742 and 15 C.F.R. § 744.23", [(CFR, "15 CFR 742"), (CFR, "15 CFR 744.23")]),
    ("15 CFR parts 734, 742, and 744", [(CFR, "15 CFR 734"), (CFR, "15 CFR 742"), (CFR, "15 CFR 744")]),
    ("15 CFR parts 730-774", [(CFR, "15 CFR 730"), (CFR, "15 CFR 774")]),
    ("15 CFR 744.11 and 60 days later", [(CFR, "15 CFR 744.11")]),
    ("§§ 734.9 and 742.6 of the EAR", [(CFR, "15 CFR 734.9"), (CFR, "15 CFR 742.6")]),
    ("part 12 of the EAR", []),
    ("Executive Order 14110 and E.O. 14105", [(ORDER, "EO 14110"), (ORDER, "EO 14105")]),
    ("Executive Orders 13818 and 14024", [(ORDER, "EO 13818"), (ORDER, "EO 14024")]),
    ("Executive Order (E.O.) 14,110 of October 30, 2023", [(ORDER, "EO 14110")]),
    ("H.R. 1234, S. 481 and S.J.Res. 3", [(BILL, "H.R. 1234"), (BILL, "S. 481"), (BILL, "S.J.Res. 3")]),
    ("H. Con. Res. 12", [(BILL, "H.Con.Res. 12")]),
    ("U.S. 77 highway and the S.R. 5 bridge", []),
    ("Public Law 117-167 (Pub. L. No. 117–167)", [(LAW, "Public Law 117-167"), (LAW, "Public Law 117-167")]),
    ("ECCNs 3A090 and 4A090.a", [(ECCN, "3A090"), (ECCN, "4A090.a")]),
    ("3B001.a.4 under the EAR.", [(ECCN, "3B001.a.4")]),
    ("3A090 alone", [(ECCN, "3A090")]),
    ("a 3D360 camera", []),
]


@pytest.mark.parametrize(("text", "expected"), IDS)
def test_policy_ids_are_found_in_one_spelling(text: str, expected: list[tuple[PolicyIdKind, str]]) -> None:
    assert [(one.kind, one.id) for one in policy_ids(text)] == expected


EFFECTIVE, COMMENTS = PolicyDateKind.EFFECTIVE, PolicyDateKind.COMMENTS_DUE
COMPLIANCE, EXPIRES = PolicyDateKind.COMPLIANCE, PolicyDateKind.EXPIRES
PUBLISHED = date(2026, 1, 5)

DATES = [
    ("This rule is effective on January 12, 2026.", [(EFFECTIVE, date(2026, 1, 12), False)]),
    ("Effective date: 12 January 2026", [(EFFECTIVE, date(2026, 1, 12), False)]),
    ("The rule is effective upon publication.", [(EFFECTIVE, PUBLISHED, True)]),
    ("It is effective on the date of publication in the Federal Register.", [(EFFECTIVE, PUBLISHED, True)]),
    ("It takes effect 60 days after publication.", [(EFFECTIVE, date(2026, 3, 6), True)]),
    ("Effective sixty days from the date of publication", [(EFFECTIVE, date(2026, 3, 6), True)]),
    ("On Jan. 12, the controls take effect, it said.", [(EFFECTIVE, date(2026, 1, 12), True)]),
    ("The law enters into force on 2026-08-01.", [(EFFECTIVE, date(2026, 8, 1), False)]),
    ("The rule is delayed until November 10, 2026.", [(EFFECTIVE, date(2026, 11, 10), False)]),
    (
        "Effective December 2, 2024. Comments must be received no later than January 2, 2025.",
        [(EFFECTIVE, date(2024, 12, 2), False), (COMMENTS, date(2025, 1, 2), False)],
    ),
    ("Comment Date: Friday, March 6, 2026", [(COMMENTS, date(2026, 3, 6), False)]),
    ("The comment period closes on March 6.", [(COMMENTS, date(2026, 3, 6), True)]),
    ("It extends the deadline for public comments to February 9, 2026.", [(COMMENTS, date(2026, 2, 9), False)]),
    ("Exporters must comply by April 1, 2026.", [(COMPLIANCE, date(2026, 4, 1), False)]),
    ("The controls are suspended until November 10, 2026.", [(EXPIRES, date(2026, 11, 10), False)]),
    ("The licence expires on May 1, 2026.", [(EXPIRES, date(2026, 5, 1), False)]),
    ("Published on January 15, 2025, it is effective on May 15, 2025.", [(EFFECTIVE, date(2025, 5, 15), False)]),
    ("Effective May 15, 2025, it replaces the rule of January 1, 2024.", [(EFFECTIVE, date(2025, 5, 15), False)]),
    (
        "Effective on January 1, 2026, and March 1, 2026.",
        [(EFFECTIVE, date(2026, 1, 1), False), (EFFECTIVE, date(2026, 3, 1), False)],
    ),
    ("The talks were held on March 3, 2026.", []),
    ("A cost-effective March 3, 2026 solution", []),
    ("Effective February 30, 2026", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_policy_dates_are_found_with_what_happens(text: str, expected: list[tuple[PolicyDateKind, date, bool]]) -> None:
    assert [(one.kind, one.on, one.counted) for one in policy_dates(text, published=PUBLISHED)] == expected


def test_a_day_counted_from_an_unknown_publication_stays_open() -> None:
    (found,) = policy_dates("This rule is effective upon publication.")
    assert found.on is None
    assert policy_dates("The comment period closes on March 6.") == ()


_PIECES = st.sampled_from(
    [
        "90 FR 12345 ",
        "15 CFR parts 1, 22 ",
        "Docket No. 1-1 and ",
        "effective ",
        "on January 31, 9999",
        " 900 days after publication",
        "§§ 744.11 of the EAR ",
        "EO 14105, ",
        "comments due by ",
        "Feb. 29 ",
        "\n\n",
        "S. 1",
        "H.Res. 5. ",
        "3A090.a.1 ",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=12).map("".join), st.dates())
def test_any_text_gives_ordered_ids_and_dates_inside_it(text: str, published: date) -> None:
    ids = policy_ids(text)
    assert ids == policy_ids(text)
    assert all(a.end <= b.start for a, b in pairwise(ids))
    days = policy_dates(text, published=published)
    assert all(a.end <= b.start for a, b in pairwise(days))
    spans = [(one.start, one.end) for one in ids] + [(one.start, one.end) for one in days]
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)
    assert all(text[one.start : one.end] == one.words for one in ids)
    assert all(text[one.start : one.end] == one.words for one in days)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from([case for case in IDS if case[1]]), st.sampled_from(["", "Read this: ", "名前 "]))
def test_what_stands_before_a_policy_id_moves_it_only(
    case: tuple[str, list[tuple[PolicyIdKind, str]]], before: str
) -> None:
    found = policy_ids(before + case[0])
    assert [(one.kind, one.id) for one in found] == case[1]
    assert [one.start - len(before) for one in found] == [one.start for one in policy_ids(case[0])]


@pytest.mark.parametrize(
    "piece", ["§ 744.1, ", "15 CFR parts 734, ", "Docket Nos. 1-1, ", "Executive Orders 14001, ", "Feb 1 "]
)
def test_a_flood_of_numbers_is_read_to_its_end(piece: str) -> None:
    flood = piece * 4_000
    last = flood + "and RIN 0694-AJ12, effective on May 1, 2026."
    assert policy_ids(last)[-1].id == "0694-AJ12"
    assert policy_dates(last, published=PUBLISHED)[-1].on == date(2026, 5, 1)
