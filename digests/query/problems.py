"""What is wrong with a query: where, in a sentence, with the mend."""


class QueryError(ValueError):
    """A query that cannot be read; `column` counts from 1, `message` says what is wrong, `mend` what to write."""

    def __init__(self, column: int, message: str, mend: str) -> None:
        """Keep the place and the two sentences."""
        super().__init__(f"Column {column}: {message}. {mend}.")
        self.column = column
        self.message = message
        self.mend = mend

    def pointer(self, text: str) -> str:
        """The query with a caret below the column, as two lines."""
        return f"{text}\n{' ' * (self.column - 1)}^"
