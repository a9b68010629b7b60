"""What the parser did not expect, as a column, a sentence and a mend."""

from typing import TYPE_CHECKING

from digests.query.problems import QueryError

if TYPE_CHECKING:
    from lark import Token
    from lark.exceptions import UnexpectedInput, UnexpectedToken

_QUOTES = '"“„「'
_SIGNS = {"_AND": "AND", "_OR": "OR", "NEAR": "near", "_NOT": "NOT", "_MINUS": "-"}


def explained(text: str, problem: "UnexpectedInput") -> QueryError:
    """The problem as a reader's slip."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    if isinstance(problem, UnexpectedCharacters):
        return _odd_letter(text, problem.pos_in_stream or 0)
    if isinstance(problem, UnexpectedToken):
        return _odd_token(text, problem.token, _last_token(problem))
    return QueryError(len(text), "The query ends too early", "Write a word at its end")


def _last_token(problem: "UnexpectedToken") -> "Token | None":
    """The sign or parenthesis that the parser had just taken; None after a word."""
    from lark import Token

    stack = problem.interactive_parser.parser_state.value_stack
    return stack[-1] if stack and isinstance(stack[-1], Token) else None


def _odd_letter(text: str, at: int) -> QueryError:
    letter, column = text[at], at + 1
    if letter in _QUOTES or letter in "”」":
        return QueryError(column, f"The quotation mark {letter} has no partner", "Close it, or leave it out")
    if letter == "/":
        return QueryError(column, "The regular expression is not closed", r"Write /words?/, with \/ for a slash inside")
    if letter == "*":
        return QueryError(column, "* stands at the end of a word only", "Write the beginning of the word before it")
    if letter == ":":
        return QueryError(column, "The field before : has no name", "Write a field, such as topic:h200")
    return QueryError(column, f"A lone {letter} leaves nothing out", "Write it right before a word, such as -gaming")


def _odd_token(text: str, token: "Token", before: "Token | None") -> QueryError:
    if token.type == "$END":
        return _early_end(text, before)
    column = int(token.column or 1)
    if token.type == "RPAR":
        return _odd_closing(column, before)
    sign = _SIGNS.get(token.type, str(token))
    if before is not None and before.type in _SIGNS:
        both = f"{_SIGNS[before.type]} and {sign} stand side by side"
        return QueryError(column, both, "Leave one out, or put a word between them")
    if sign == "near" or token.type == "NEAR":
        return QueryError(column, "near needs a word on both sides", 'Write a near b, or "near" for the word itself')
    return QueryError(column, f"{sign} needs something on both sides", f"Write h200 {sign} h20, or leave {sign} out")


def _odd_closing(column: int, before: "Token | None") -> QueryError:
    if before is not None and before.type == "LPAR":
        return QueryError(column, "There is nothing between the parentheses", "Write (h200 OR h20), or leave them out")
    if before is not None and before.type in _SIGNS:
        sign = _SIGNS[before.type]
        return QueryError(column, f"{sign} has nothing after it", f"Write a word after {sign}, or leave it out")
    return QueryError(column, "This ) closes nothing", "Leave it out, or write ( before it")


def _early_end(text: str, before: "Token | None") -> QueryError:
    if before is not None and before.type in _SIGNS:
        sign = _SIGNS[before.type]
        return QueryError(int(before.column or 1), f"{sign} has nothing after it", f"Write a word after {sign}")
    return QueryError(_unclosed(text), "This ( is not closed", "Write ) where it ends")


def _unclosed(text: str) -> int:
    """The column of the last parenthesis that is not closed."""
    open_at: list[int] = []
    for column, letter in enumerate(text, start=1):
        if letter == "(":
            open_at.append(column)
        elif letter == ")" and open_at:
            open_at.pop()
    return open_at[-1] if open_at else len(text)
