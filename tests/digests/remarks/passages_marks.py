"""Passages on quotation marks of every kind, on quotations in parts, and on scripts that write no spaces."""

from tests.digests.remarks.said import Passage, direct, indirect, mixed

MARKS = (
    # --- marks ----------------------------------------------------------------------------------------------------
    Passage(
        name="straight single marks with an apostrophe inside",
        text="'It's a mistake and we won't repeat it,' said Ana Kovar, who runs Norvane.",
        said=(direct("It's a mistake and we won't repeat it,", "Ana Kovar", mention="Ana Kovar"),),
    ),
    Passage(
        name="straight single marks twice, a plural's apostrophe inside",
        text="'It's a mistake,' said Ana Kovar. 'We don't agree with the firms' plans,' she added.",
        said=(
            direct("It's a mistake,", "Ana Kovar"),
            direct("We don't agree with the firms' plans,", "Ana Kovar", mention="she"),
        ),
    ),
    Passage(
        name="a few words in straight single marks",
        text="Ana Kovar said it was 'not clear' whether the firms' plans would hold.",
        said=(mixed("it was 'not clear' whether the firms' plans would hold", "Ana Kovar"),),
    ),
    Passage(
        name="apostrophes are no marks", text="The '90s firms' plans weren't the suppliers' plans, and 'em's no word."
    ),
    Passage(
        name="single marks inside double ones",
        text="\"They call it a 'small yard', and the yard keeps growing,\" Mia Roth said.",
        said=(direct("They call it a 'small yard', and the yard keeps growing,", "Mia Roth"),),
    ),
    Passage(
        name="signs of writing direction beside the marks",
        text="\u2066“We will not ship the tools,”\u2069 said Mia Roth.",
        said=(direct("We will not ship the tools,", "Mia Roth"),),
    ),
    Passage(
        name="a sign of direction inside the opening mark's place",
        text='\u200f"We will not ship the tools,"\u200f Mia Roth said.',
        said=(direct("We will not ship the tools,", "Mia Roth"),),
    ),
    Passage(
        name="pictures beside the marks",
        text="🚨“We will not ship the tools,”🚨 said Mia Roth.",
        said=(direct("We will not ship the tools,", "Mia Roth"),),
    ),
    Passage(
        name="small angled marks of the Swiss",
        text="‹We will not ship the tools›, said Mia Roth.",
        said=(direct("We will not ship the tools", "Mia Roth"),),
    ),
    # --- in parts -------------------------------------------------------------------------------------------------
    Passage(
        name="a short quotation broken by its speaker, straight marks",
        text='"The rule," Mia Roth said, "is wrong."',
        said=(direct("The rule,", "Mia Roth"), direct("is wrong.", "Mia Roth")),
    ),
    Passage(
        name="two words more by the same speaker",
        text="“The rule is hard,” Mia Roth said. “Very hard.”",
        said=(direct("The rule is hard,", "Mia Roth"), direct("Very hard.", "Mia Roth")),
    ),
    Passage(
        name="a question of somebody's own, and the answer",
        text="“Will they come back?” asked Mia Roth. “Perhaps.”",
        said=(direct("Will they come back?", "Mia Roth"), direct("Perhaps.", "Mia Roth", hedges=("Perhaps",))),
    ),
    Passage(
        name="two paragraphs, the first not closed and its speaker behind the second",
        text=(
            "“We have spent two years on this fab. Nobody told us that the rule would change.\n\n"
            "“Now we have to start again with other suppliers,” said Mia Roth."
        ),
        said=(
            direct("We have spent two years on this fab. Nobody told us that the rule would change.", "Mia Roth"),
            direct("Now we have to start again with other suppliers,", "Mia Roth"),
        ),
    ),
    Passage(
        name="three paragraphs with straight marks, the last closed",
        text=(
            '"We have spent two years on this fab.\n\n"Nobody told us that the rule would change.\n\n'
            '"Now we have to start again," said Mia Roth.'
        ),
        said=(
            direct("We have spent two years on this fab.", "Mia Roth"),
            direct("Nobody told us that the rule would change.", "Mia Roth"),
            direct("Now we have to start again,", "Mia Roth"),
        ),
    ),
    Passage(
        name="scare quotes behind a quotation are not its second half",
        text="“The rule is hard,” Mia Roth said of the “affiliates” list.",
        said=(direct("The rule is hard,", "Mia Roth"),),
    ),
    # --- Chinese, Japanese, Korean --------------------------------------------------------------------------------
    Passage(
        name="Chinese, quotation behind the verb",
        text="贸易部发言人罗敏表示，“我们坚决反对新的出口管制措施。”",
        said=(direct("我们坚决反对新的出口管制措施。", mention="贸易部发言人罗敏", verb="表示"),),
    ),
    Passage(
        name="Chinese, corner marks and a colon",
        text="發言人羅敏周二在例行記者會上說：「我們反對任何形式的技術封鎖。」",
        said=(direct("我們反對任何形式的技術封鎖。", mention="發言人羅敏"),),
    ),
    Passage(
        name="Chinese, name behind the quotation, and a second one",
        text="“我们不会停止供货，”罗敏说。“需求很大。”",
        said=(direct("我们不会停止供货，", "罗敏"), direct("需求很大。", "罗敏")),
    ),
    Passage(
        name="Chinese, reported",
        text="罗敏在接受采访时表示，北陆可能不再需要这种芯片。",
        said=(indirect("北陆可能不再需要这种芯片", "罗敏", hedges=("可能", "不再")),),
    ),
    Passage(
        name="Chinese, people kept unnamed",
        text="知情人士透露，新规将于五月公布。",
        said=(indirect("新规将于五月公布", anonymous=True),),
    ),
    Passage(name="Chinese, no answer", text="贸易部未回应置评请求。罗敏没有表示，期限是否会延长。"),
    Passage(
        name="Japanese, quotation with its verb behind",
        text="通商省の田村氏は3日の会見で「輸出規制を見直す考えはない」と述べた。",
        said=(direct("輸出規制を見直す考えはない", "田村", mention="通商省の田村氏", role="通商省", verb="述べ"),),
    ),
    Passage(
        name="Japanese, reported",
        text="田村氏は、北陸はもう輸入品を必要としないかもしれないと述べた。",
        said=(indirect("北陸はもう輸入品を必要としないかもしれない", "田村", hedges=("かもしれない",)),),
    ),
    Passage(
        name="Korean, quotation with its verb behind",
        text='김나라 대변인은 "수출 통제를 검토하고 있다"고 말했다.',
        said=(direct("수출 통제를 검토하고 있다", "김나라 대변인"),),
    ),
    Passage(
        name="Korean, reported",
        text="김나라 대변인은 북국이 이 칩을 필요로 하지 않을 수 있다고 밝혔다.",
        said=(indirect("북국이 이 칩을 필요로 하지 않을 수 있다", "김나라 대변인", hedges=("수 있",)),),
    ),
)
