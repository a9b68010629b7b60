"""A name with its title, its role and the pronouns around it to "he" or "she"; "" where nothing tells."""

import re

from digests.remarks.lexicon import one_of
from digests.remarks.roles import HE_TITLES, SHE_TITLES

HE, SHE = "he", "she"
PRONOUNS_OF = {"he": HE, "his": HE, "him": HE, "himself": HE, "she": SHE, "her": SHE, "hers": SHE, "herself": SHE}
_HE_NAMES = one_of(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew mark donald "
    "steven paul andrew joshua kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric "
    "jonathan stephen larry scott benjamin samuel peter henry frank patrick jack tim tom jim bill mike steve joe "
    "barack pat lip-bu jensen morris elon satya sundar jerome howard marco ted bernie mitch chuck greg jeff antonio "
    "emmanuel olaf dan ben sam nick rob bob dave matt chris tony andy alan adam aaron albert alexander alfred arthur "
    "anthony arnold bernard brad bradley bruce carl craig dennis derek douglas doug ernest fred gerald gordon graham "
    "harold harry hugh ian isaac ivan jeremy keith kenneth ken leonard louis luke martin max neil nathan oliver "
    "oscar owen philip phillip ralph raymond ray roger russell sean shaun simon stuart terry todd victor vincent "
    "walter warren wayne zachary pieter henk jan joost kees bram maarten wouter dirk gerrit hendrik johan johannes "
    "jeroen ruud sander thijs willem klaus wolfgang hans jurgen jürgen dieter gunther heinz helmut karl ludwig "
    "manfred matthias otto rainer stefan uwe werner pierre jacques francois françois jean luc michel philippe yves "
    "antoine marc olivier thierry lars sven bjorn björn erik fredrik gustav henrik magnus mikael nils olof ole "
    "anders jens giovanni giuseppe luca matteo paolo roberto carlos diego fernando javier jorge jose josé juan luis "
    "manuel miguel pablo pedro rafael ricardo sergio tomas tomás tomasz piotr pavel petr jiri jakub marek andrej "
    "alexei dmitri dmitry igor mikhail nikolai oleg sergei viktor vladimir yuri ahmed ali hassan hussein ibrahim "
    "khalid mohammed muhammad mustafa omar rashid tariq yusuf ravi rahul rajesh sanjay suresh vikram arjun amit anil "
    "hiroshi kenji takeshi akira kazuo taro ichiro haruki kenta minoru shigeru tobias jonas leopold roland rolf "
    "gunnar lukas felix emil leo theo hugo julian adrian fabian sebastian clemens "
    "rick evan bud derrick marcus wesley travis trevor glenn roy earl clint brett kurt naveen narendra ashwini rajeev "
    "vivek nikhil manoj gopal"
)
_SHE_NAMES = one_of(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra "
    "ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia "
    "kathleen amy angela anna ann anne maria christine janet catherine heather diane julie olivia joyce victoria "
    "kelly christina hillary gina ursula kamala melania ivanka katherine mia eva nina clara ida ella ana dora saskia "
    "anke elena helen helena alice agnes andrea annette antje beatrice bianca brigitte camilla carla caroline "
    "cecilia charlotte claire claudia cornelia daniela denise edith eleanor elisa elisabeth ellen emma erica erika "
    "esther eve fiona florence francesca frances frieda gabriela gabriele gertrude gloria grace greta hannah heidi "
    "helga hilda ilse ines ingrid irene irina isabel isabella jacqueline jane jean-marie jill joan joanna johanna "
    "josephine judith judy julia juliet karin katarina katja kate kristina kirsten laila lara lea lena liesbeth "
    "lotte louise lucia lucy luisa lydia magdalena maja marga margarita margot marianne marie marieke marina marion "
    "marta martha martina mathilda maud megan miriam monica monika mona nadia natalia natalie natasha nicole nora "
    "norma olga paula petra phyllis pauline rachel regina renate rita rosa rose ruth sabine sally samantha sara "
    "silvia simone sofia sophia sophie solveig sonia sonja stella susanne svetlana sylvia tanja tatiana teresa "
    "theresa tina ulrike vanessa vera veronica virginia wendy yvonne zoe aisha fatima layla leila mariam noor yasmin "
    "zainab anjali deepa indira kavita lakshmi meera nirmala priya radha sana sunita akiko haruko keiko michiko "
    "naoko sachiko yoko yuki yumi rina philippa winifred abigail femke wilma celeste priscilla lucinda henrike maren "
    "tess berit astrid sigrid"
)


def gender_of(first: str, title: str, role: str) -> str:
    """The gender that a first name, a title before the name or a role tells."""
    low = first.lower()
    if title in SHE_TITLES or low in _SHE_NAMES or "woman" in role.lower():
        return SHE
    if title in HE_TITLES or low in _HE_NAMES or re.search(r"man\b", role.lower()):
        return HE
    return ""
