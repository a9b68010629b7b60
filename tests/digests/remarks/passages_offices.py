"""Passages on offices and titles before names: many kinds, fields with commas, names behind their fields."""

from tests.digests.remarks.said import Passage, direct, indirect

OFFICES = (
    Passage(
        name="a legislator keeps her name, and the next saying is no hop",
        text="Legislator Ho Mei-lin said the fine was too low. Ho said that the law allows more.",
        said=(
            indirect("the fine was too low", "Ho Mei-lin", role="Legislator"),
            indirect("that the law allows more", "Ho Mei-lin", chain=()),
        ),
    ),
    Passage(
        name="a party before a member of parliament",
        text="Opposition MP Wong said the chips were gone. “They are all gone,” Wong said.",
        said=(
            indirect("the chips were gone", "Wong", role="Opposition MP"),
            direct("They are all gone,", "Wong"),
        ),
    ),
    Passage(
        name="a firm that begins like a title",
        text="MP Materials said it would build a plant. Premier Holdings said it would not.",
        said=(
            indirect("it would build a plant", "MP Materials", role=""),
            indirect("it would not", "Premier Holdings", role=""),
        ),
    ),
    Passage(
        name="a prosecutor of two adjectives and a judge",
        text=(
            "Deputy Public Prosecutor Grace Lim Hui Min said the pair made nine shipments. District Judge Arvind Roth said "
            "they had made ten of them."
        ),
        said=(
            indirect("the pair made nine shipments", "Grace Lim Hui Min", role="Deputy Public Prosecutor"),
            indirect("they had made ten of them", "Arvind Roth", role="District Judge"),
        ),
    ),
    Passage(
        name="offices with hyphens",
        text="Director-General Lo said the rule would end. Vice-Premier Cheng said it would stay for a year.",
        said=(
            indirect("the rule would end", "Lo", role="Director-General"),
            indirect("it would stay for a year", "Cheng", role="Vice-Premier"),
        ),
    ),
    Passage(
        name="a deputy, and somebody's deputy",
        text="Deputy Keane said the rule would end. His deputy Tom Kovar said it would stay.",
        said=(
            indirect("the rule would end", "Keane", role="Deputy"),
            indirect("it would stay", "Tom Kovar", role="deputy"),
        ),
    ),
    Passage(
        name="honorifics of one and of two words",
        text="Datuk Seri Azlan Roth said the rule would end. Tan Sri Omar Menon said it would stay.",
        said=(
            indirect("the rule would end", "Azlan Roth", role=""),
            indirect("it would stay", "Omar Menon", role=""),
        ),
    ),
    Passage(
        name="a family name and a country that are honorifics elsewhere",
        text="Tan Boon Keat said the rule would end. Sri Lanka said it would stay.",
        said=(indirect("the rule would end", "Tan Boon Keat"), indirect("it would stay", "Sri Lanka")),
    ),
    Passage(
        name="the office of an officer is a body",
        text="The Prime Minister's Office said the rule would end.",
        said=(indirect("the rule would end", "Prime Minister's Office"),),
    ),
    Passage(
        name="a paper that has the speaker's name is a hop",
        text="Roth told the Roth Post that the rule would end.",
        said=(indirect("that the rule would end", "Roth", chain=("Roth Post",)),),
    ),
)
