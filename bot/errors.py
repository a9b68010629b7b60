"""The tree of errors: each says what the caller can act on."""


class BotError(Exception):
    """Anything that Chipbrief raises on purpose; its text is a sentence for the user."""


class ConfigError(BotError):
    """The configuration cannot be used; the text has one line a problem."""


class FeedError(BotError):
    """A feed could not be fetched or read; `reason` is a short stable word, such as `not_a_feed`."""

    def __init__(self, reason: str, message: str) -> None:
        """Keep the reason beside the sentence."""
        super().__init__(message)
        self.reason = reason


class StorageError(BotError):
    """The store cannot be used."""


class CommandError(BotError):
    """A command was used wrongly; the text says how to use it, `option` which of its options is meant ("": none).

    `example` is a line that would do; "" where the command's own example does.
    """

    def __init__(self, message: str, *, option: str = "", example: str = "") -> None:
        """Keep the option beside the sentence: a form shows the sentence at its field."""
        super().__init__(message)
        self.option = option
        self.example = example


class DeliveryError(BotError):
    """A page was not delivered."""


class TryLater(DeliveryError):  # noqa: N818 - the name says what to do
    """The platform did not accept the page; try again after `retry_after` seconds (None: our own back-off)."""

    def __init__(
        self, message: str, *, retry_after: float | None = None, scope: str = "page", tried: bool = True
    ) -> None:
        """Keep how long to wait and what waits: `page`, `channel`, `workspace` or `platform`.

        `tried` is false when the platform was not asked at all: that is no attempt, and waits grow no longer for it.
        """
        super().__init__(message)
        self.retry_after = retry_after
        self.scope = scope
        self.tried = tried


class Ambiguous(DeliveryError):  # noqa: N818
    """The platform may or may not have accepted the page; look before posting again."""


class GiveUp(DeliveryError):  # noqa: N818
    """The platform will not take the page; `scope` says what stops: `page`, `destination` or `credential`."""

    def __init__(self, message: str, *, scope: str = "page") -> None:
        """Keep what has to stop."""
        super().__init__(message)
        self.scope = scope
