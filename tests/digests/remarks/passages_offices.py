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
    Passage(
        name="a ministry with commas in its name",
        text="The Ministry of Economy, Trade and Industry (METI) said 12 firms had applied. It said more would follow.",
        said=(
            indirect("12 firms had applied", "Ministry of Economy, Trade and Industry"),
            indirect("more would follow", "Ministry of Economy, Trade and Industry"),
        ),
    ),
    Passage(
        name="a spokesperson of a department with commas in its name",
        text="“It is on track,” a spokesperson for the Department for Science, Innovation and Technology said of the plan.",
        said=(
            direct(
                "It is on track,", "Department for Science, Innovation and Technology", role="spokesperson", chain=()
            ),
        ),
    ),
    Passage(
        name="committees on several fields",
        text=(
            "The House Committee on Energy, Science and Technology said the rule was wrong. The Senate Committee on "
            "Banking, Housing, and Urban Affairs said it was right."
        ),
        said=(
            indirect("the rule was wrong", "House Committee on Energy, Science and Technology"),
            indirect("it was right", "Senate Committee on Banking, Housing, and Urban Affairs"),
        ),
    ),
    Passage(
        name="an office whose fields come first",
        text="Ostland is no back door for chips, Investment, Trade and Industry Minister Azlan Roth said.",
        said=(
            indirect("Ostland is no back door for chips", "Azlan Roth", role="Investment, Trade and Industry Minister"),
        ),
    ),
    Passage(
        name="an office with fields behind it before and behind the verb",
        text=(
            "Minister of Trade, Industry and Energy Kim Jung-roth said it would end. “It stays in Ostland,” said "
            "Secretary of State for Science, Innovation and Technology Liz Roth."
        ),
        said=(
            indirect("it would end", "Kim Jung-roth", role="Minister of Trade, Industry and Energy"),
            direct(
                "It stays in Ostland,",
                "Liz Roth",
                role="Secretary of State for Science, Innovation and Technology",
            ),
        ),
    ),
    Passage(
        name="a field that no list knows",
        text=(
            "Minister for Quantum Ciara Donnel said the plan was on track. Donnel said more would follow. “It will,” said "
            "State Minister for Economic Affairs Henrik Sauer."
        ),
        said=(
            indirect("the plan was on track", "Ciara Donnel", role="Minister for Quantum"),
            indirect("more would follow", "Ciara Donnel"),
            direct("It will,", "Henrik Sauer", role="State Minister for Economic Affairs"),
        ),
    ),
    Passage(
        name="a vice-president for a field",
        text="Executive Vice-President for Tech Sovereignty Annika Dahl said: “We cannot buy our way out.”",
        said=(
            direct("We cannot buy our way out.", "Annika Dahl", role="Executive Vice-President for Tech Sovereignty"),
        ),
    ),
    Passage(
        name="a client is no office-holder, and firms are no fields",
        text="Lawyers for Ann Lee said it would end. Trade Secretary Mia Roth, Kestrel and Norvane said it would stay.",
        said=(
            indirect("it would end", mention="Lawyers for Ann Lee"),
            indirect("it would stay", "Kestrel and Norvane"),
        ),
    ),
    Passage(
        name="a place with several words behind an office is nobody",
        text="Governor of New South Wales said it would stay. Director for Harbour Research Institute said it would go.",
        said=(
            indirect("it would stay", mention="Governor of New South Wales", role="Governor of New South Wales"),
            indirect("it would go", mention="Director for Harbour Research Institute"),
        ),
    ),
)
