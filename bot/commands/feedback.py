"""`feedback STORY not-policy`: what a channel thinks of a story; what is no policy is told there no more."""

from bot.commands.asking import STORY
from bot.commands.command import Command, Kind, Option, Request, Who
from bot.commands.keeping import kept_out
from bot.commands.services import Services
from bot.storage.kept import KeptAs
from digests.message import Message

NOT_POLICY, POLICY = "not-policy", "policy"


async def run(request: Request, services: Services) -> Message:
    """Remember the verdict, which holds in this channel only and can be taken back."""
    back, lead = request.value("verdict") == POLICY, "Noted as no policy, and told here no more"
    return await kept_out(request, services, kind=KeptAs.NOT_POLICY, back=back, undo=POLICY, lead=lead)


FEEDBACK = Command(
    name="feedback",
    summary="Say that a story is no policy",
    run=run,
    example="feedback 1 not-policy",
    options=(
        STORY,
        Option(name="verdict", kind=Kind.CHOICE, summary="What you think", choices=(NOT_POLICY, POLICY), required=True),
    ),
    who=Who.MANAGERS,
    hidden=True,
)
