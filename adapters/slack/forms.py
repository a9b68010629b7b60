"""Forms in Slack: opened, looked at while they are filled in, carried out; what is wrong stands at its field."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from adapters.slack.answering import ROOT, Answering, target_of
from adapters.slack.elements import FIELD, option, values_in
from adapters.slack.errors import delivery_error
from adapters.slack.modals import CHANNEL, FORMS, Filled, Form, Opened, answer_view, form_view, opened_of, working_view
from adapters.slack.prefilled import prefilled
from adapters.slack.render import Json
from adapters.slack.replies import Place
from adapters.slack.workspace import Workspace
from bot.commands import COMMANDS
from bot.commands.answer import Answer, problem_answer, refusal
from bot.commands.backtest import TEST
from bot.commands.channel_settings import OFF, SETTINGS
from bot.commands.command import Asker, Command, Completion, Kind, Option
from bot.commands.completing import complete
from bot.commands.words import said
from digests.layout import problem_message
from digests.message import Message

log = structlog.get_logger()

AT_ONCE = 2.0
"""Seconds in which a form is carried out before it is acknowledged; what takes longer is shown when it is done."""
PAUSE = 0.4
"""Seconds without another letter until a query is looked at."""
PREVIEW_DAYS = "14"
OUTSIDE = "I am not in that channel yet. Write /invite @Chipbrief there, then try again."

Body = dict[str, Any]
Ack = Callable[..., Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a form: what is wrong, by field, or the answer to show."""

    errors: dict[str, str] = field(default_factory=dict)
    message: Message | None = None


class Forms:
    """The forms of all workspaces; what somebody is typing is remembered for as long as it is looked at."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._typing: dict[str, object] = {}

    def named_by(self, line: str) -> Form | None:
        """The form of a line that names a command and says nothing more."""
        words = line.strip().lower().removeprefix(ROOT).split()
        return FORMS.get(words[0]) if len(words) == 1 else None

    async def open(self, form: Form, place: Place, workspace: Workspace) -> Answer | None:
        """Open a form for whoever asks; the answer to give instead when that cannot be."""
        person = await self._answering.person(place, workspace)
        command = _command(form)
        if refused := refusal(command, Asker(id=place.user, manager=person.manager)):
            return problem_answer(refused)
        target = target_of(place, workspace)
        values = await prefilled(form.name, target, self._answering.services, zone=person.zone)
        opened = Opened(form=form.name, channel=place.channel, home=place.home)
        asked: Json = {"trigger_id": place.trigger, "view": form_view(form, opened, values)}
        method = "views.push" if place.view else "views.open"
        if await call(workspace, method, asked) is not None:
            return None
        problem = "The form could not be opened. Try again, or write it in one line"
        return problem_answer(problem, example=f"{ROOT} {command.example}")

    async def submitted(self, ack: Ack, body: Body, place: Place, workspace: Workspace) -> None:
        """Carry out a form: acknowledged with what is wrong or with the answer, in time."""
        view = body["view"]
        filled = Filled(opened=opened_of(view), values=values_in(view.get("state")))
        work = asyncio.create_task(self._carried_out(filled, place, workspace))
        done, _ = await asyncio.wait([work], timeout=AT_ONCE)
        if not done:
            await ack(response_action="update", view=working_view(filled.opened))
        outcome = await work
        message = outcome.message or problem_message("; ".join(outcome.errors.values()))
        if not done:
            shown = {"view_id": view["id"], "view": answer_view(message, filled.opened)}
            await call(workspace, "views.update", shown)
        elif outcome.errors:
            await ack(response_action="errors", errors=outcome.errors)
        else:
            await ack(response_action="update", view=answer_view(message, filled.opened))

    async def _carried_out(self, filled: Filled, place: Place, workspace: Workspace) -> Outcome:
        form = FORMS.get(filled.opened.form)
        if form is None:
            return Outcome(message=problem_message("This form is too old; open it again"))
        place = replace(place, channel=filled.channel)
        if form.name == "settings":
            return await self._settings(form, filled, place, workspace)
        if filled.values.get("place") != "me" and not await _inside(filled.channel, workspace):
            return Outcome(errors={CHANNEL: OUTSIDE})
        values = {name: value for name, value in filled.values.items() if name != CHANNEL and value}
        values |= {name: values[name].replace(" ", "") for name in ("time",) if name in values}
        return outcome_of(await self._answering.command(_command(form), values, place, workspace), form)

    async def _settings(self, form: Form, filled: Filled, place: Place, workspace: Workspace) -> Outcome:
        """Change what is not as it was; each is checked by itself, and permission with each."""
        held = await prefilled("settings", target_of(place, workspace), self._answering.services)
        names = [name for name in SETTINGS if filled.values.get(name, "") != held.get(name, "")]
        errors: dict[str, str] = {}
        told: list[str] = []
        for name in names:
            values = {"name": name, "value": filled.values.get(name) or OFF}
            outcome = outcome_of(await self._answering.command(_command(form), values, place, workspace), form)
            errors |= dict.fromkeys([name], *outcome.errors.values()) if outcome.errors else {}
            told += [outcome.message.summary] if outcome.message else []
        return Outcome(errors=errors) if errors else Outcome(message=said(" ".join(told) or "Nothing was changed"))

    async def changed(self, body: Body, place: Place, workspace: Workspace) -> None:
        """Show what the query that is being typed would have matched; only the latest letters count."""
        view = body["view"]
        mine = self._typing[view["id"]] = object()
        await asyncio.sleep(PAUSE)
        if self._typing.get(view["id"]) is not mine:
            return
        filled = Filled(opened=opened_of(view), values=values_in(view.get("state")))
        form, query = FORMS.get(filled.opened.form), _typed(body)
        if form is None:
            return
        place = replace(place, channel=filled.channel)
        values = {"query": query, "days": PREVIEW_DAYS}
        answered = await self._answering.command(TEST, values, place, workspace) if query else None
        if self._typing.get(view["id"]) is mine:
            del self._typing[view["id"]]
            preview = answered.message if answered else None
            shown = form_view(form, filled.opened, {**filled.values, "query": query}, preview=preview)
            await call(workspace, "views.update", {"view_id": view["id"], "view": shown})

    async def suggested(self, ack: Ack, body: Body, place: Place, workspace: Workspace) -> None:
        """What somebody may mean who types into a field with suggestions."""
        target = target_of(place, workspace)
        typed = str(body.get("value") or "").replace(" ", "_")
        found = await complete(_ZONE, typed, self._answering.services, target)
        await ack(options=[option(value, label) for value, label in found])


def outcome_of(answered: Answer, form: Form) -> Outcome:
    """An answer as the outcome of a form: a problem stands at the field it is about, else at the first."""
    if not answered.problem:
        return Outcome(message=answered.message)
    names = [one.name for one in form.fields({})]
    at = answered.option if answered.option in names else next(name for name in names if name != CHANNEL)
    return Outcome(errors={at: answered.message.summary})


async def call(workspace: Workspace, method: str, asked: Json) -> Json | None:
    """What a view's method answers; None when it failed, which nobody can mend any more."""
    try:
        answer = await workspace.client.api_call(method, json=asked)
    except Exception as problem:
        log.warning("slack_view_lost", method=method, problem=str(delivery_error(problem, doing="show a view")))
        return None
    return answer.data if isinstance(answer.data, dict) else {}


async def _inside(channel: str, workspace: Workspace) -> bool:
    """Whether the bot may post to a channel, as far as Slack says; direct messages it always may."""
    if not channel.startswith(("C", "G")):
        return True
    try:
        answer = await workspace.client.api_call("conversations.info", http_verb="GET", params={"channel": channel})
    except Exception as problem:
        return "channel_not_found" not in str(delivery_error(problem, doing="look at a channel"))
    return bool((answer.get("channel") or {}).get("is_member", True))


def _typed(body: Body) -> str:
    """What stands in the query that was just changed."""
    action: Body = next(iter(body.get("actions") or ()), {})
    return str(action.get("value") or "").strip() if action.get("action_id") == f"{FIELD}.query" else ""


def _command(form: Form) -> Command:
    return next(command for command in COMMANDS if command.name == form.name)


_ZONE = Option(name="zone", kind=Kind.ZONE, summary="", completion=Completion.ZONES)
