"""What is pressed, opened and filled in outside of channels: forms, answers in modals, the App Home, the shortcut."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.answering import Answering, target_of
from adapters.slack.direct import PERSON
from adapters.slack.elements import FIELD
from adapters.slack.forms import Ack, Forms, call
from adapters.slack.happenings import opened_home, pressed
from adapters.slack.home import HOME_CHANNEL, asked_at_home, channel_chosen, choose_channel, home_of, home_view
from adapters.slack.modals import FORM, Opened, answer_view, working_view
from adapters.slack.replies import Place
from adapters.slack.shortcut import WHY, links_in
from adapters.slack.workspace import Workspace, workspace_of
from bot.commands.answer import NO_LINK, Answer, first_known, problem_answer
from bot.commands.asking import line_of
from bot.commands.command import Asker
from bot.targets import Target

Body = dict[str, Any]


class Screens:
    """The views of all workspaces."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._forms = Forms(answering)

    def listen(self, app: AsyncApp) -> None:
        """Take what Slack says of views."""
        app.view(FORM)(self._submitted)
        app.view_closed(re.compile(r".*"))(_acknowledged)
        app.action(HOME_CHANNEL)(self._chosen)
        app.action(re.compile(re.escape(FIELD) + r"\."))(self._changed)
        app.options(re.compile(re.escape(FIELD) + r"\."))(self._suggested)
        app.message_shortcut(WHY)(self._asked_why)
        app.event("app_home_opened")(self._opened)

    async def took(self, line: str, place: Place, workspace: Workspace) -> bool:
        """Whether a line was answered by a form or in a view; all else is answered where it was asked."""
        form = self._forms.named_by(line)
        if form and await self._answering.is_guest(place, workspace):
            form = None  # the view would be of this workspace, and the rights are of theirs
        instead = await self._forms.open(form, place, workspace) if form and place.trigger else None
        if form and place.trigger and instead is None:
            return True
        if place.view or place.home:
            await self._shown(line, place, workspace, instead)
            return True
        if instead is not None:
            await self._answering.replies.post(workspace.client, instead, place)
        return instead is not None

    async def _shown(self, line: str, place: Place, workspace: Workspace, instead: Answer | None) -> None:
        """Show an answer in the modal in which its button stands, or in a new one over the App Home."""
        opened = Opened(channel=place.channel, home=place.home)
        view_id = place.view or await _opened_over(place, opened, workspace)
        answered = instead or await self._answering.line(line, place, workspace)
        await call(workspace, "views.update", {"view_id": view_id, "view": answer_view(answered.message, opened)})
        if place.home:
            await self._refresh(place, workspace)

    async def _submitted(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        place, _ = pressed(body)
        await self._forms.submitted(ack, body, place, workspace_of(context))
        if place.home:
            await self._refresh(place, workspace_of(context))

    async def _changed(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        await ack()
        if body.get("view"):
            place, _ = pressed(body)
            await self._forms.changed(body, place, workspace_of(context))

    async def _suggested(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        place, _ = pressed(body)
        await self._forms.suggested(ack, body, place, workspace_of(context))

    async def _chosen(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        """Another channel to look at on the App Home."""
        await ack()
        place, workspace = pressed(body)[0], workspace_of(context)
        channel = str(body["actions"][0].get("selected_conversation") or "")
        await choose_channel(self._answering.services, _person(place, workspace), channel)
        await self._refresh(place, workspace)

    async def _opened(self, body: Body, context: AsyncBoltContext) -> None:
        place = opened_home(body)
        if place is not None:
            await self._refresh(place, workspace_of(context))

    async def _refresh(self, place: Place, workspace: Workspace) -> None:
        """Show a person's App Home as things are now: of the channel they chose, or where they write to us."""
        if await self._answering.is_guest(place, workspace):
            return
        services = self._answering.services
        channel = await channel_chosen(services, _person(place, workspace)) or place.channel
        person = await self._answering.person(place, workspace)
        asker = Asker(id=place.user, name=place.name, manager=person.manager)
        target = target_of(replace(place, channel=channel), workspace)
        home = await home_of(asked_at_home(target, asker, self._answering.clock()), services)
        await call(workspace, "views.publish", {"user_id": place.user, "view": home_view(home)})

    async def _asked_why(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        """Where the article behind a message went: of several links the first that is known."""
        await ack()
        place, workspace = pressed(body)[0], workspace_of(context)
        lines = (line_of("why", url) for url in links_in(body.get("message") or {}))
        asks = (partial(self._answering.line, line, place, workspace) for line in lines)
        shown = await first_known(asks) or problem_answer(NO_LINK)
        await self._answering.replies.post(workspace.client, shown, place)


async def _acknowledged(ack: Ack) -> None:
    await ack()


async def _opened_over(place: Place, opened: Opened, workspace: Workspace) -> str:
    """The id of a new modal that says that an answer is coming."""
    answer = await call(workspace, "views.open", {"trigger_id": place.trigger, "view": working_view(opened)})
    view = (answer or {}).get("view")
    return str(view.get("id") or "") if isinstance(view, dict) else ""


def _person(place: Place, workspace: Workspace) -> Target:
    return target_of(replace(place, channel=f"{PERSON}{place.user}"), workspace)
