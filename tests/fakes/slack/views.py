"""Views as Slack has them: opened, updated and published by the bot; pressed, filled in and closed by people."""

import json

from tests.fakes.slack.blocks import problem_of
from tests.fakes.slack.payloads import event, next_number
from tests.fakes.slack.screens import Shown, a_trigger
from tests.fakes.slack.state import ADA, APP, BOT_ID, CHANNEL, WORKSPACE, Json, State

LARGEST = 250_000
KEYS = {
    "type",
    "title",
    "blocks",
    "close",
    "submit",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
    "submit_disabled",
}


def open_view(state: State, asked: Json) -> Json:
    """A modal over everything else."""
    wrong = state.screens.trigger_problem(str(asked.get("trigger_id", "")))
    if wrong:
        return {"ok": False, "error": wrong}
    wrong = view_problem(asked.get("view"), kind="modal")
    return _refused(wrong) if wrong else _told(state.screens.put(_content(asked)))


def update_view(state: State, asked: Json) -> Json:
    """Another content in a view; refused when the view has changed since a `hash`."""
    shown = state.screens.shown.get(str(asked.get("view_id", "")))
    if shown is None:
        return {"ok": False, "error": "not_found"}
    if asked.get("hash", shown.hash) != shown.hash:
        return {"ok": False, "error": "hash_conflict"}
    wrong = view_problem(asked.get("view"), kind=str(shown.content["type"]))
    if wrong:
        return _refused(wrong)
    shown.replace(_content(asked))
    return _told(shown)


def publish_view(state: State, asked: Json) -> Json:
    """The App Home of a person."""
    wrong = view_problem(asked.get("view"), kind="home")
    if wrong:
        return _refused(wrong)
    person = str(asked["user_id"])
    known = state.screens.homes.get(person)
    if known is None:
        shown = state.screens.put(_content(asked))
        state.screens.homes[person] = shown.id
    else:
        shown = state.screens.shown[known]
        shown.replace(_content(asked))
    return _told(shown)


def view_problem(view: object, *, kind: str) -> str:
    """What Slack would say of a view, "" when it takes it."""
    if not isinstance(view, dict) or view.get("type") != kind:
        return f"must be a {kind}"
    if unknown := view.keys() - KEYS:
        return f"unknown keys {sorted(unknown)}"
    if len(json.dumps(view, ensure_ascii=False)) > LARGEST:
        return "view_too_large"
    if len(str(view.get("private_metadata", ""))) > 3000 or len(str(view.get("callback_id", ""))) > 255:
        return "private_metadata or callback_id is too long"
    wrong = problem_of(view.get("blocks"), most=100, largest=LARGEST, charts=0)
    return wrong or (_frame_problem(view) if kind == "modal" else "")


def _frame_problem(view: Json) -> str:
    for name in ("title", "submit", "close"):
        text = view.get(name)
        if text is None and name != "title":
            continue
        if not isinstance(text, dict) or not 1 <= len(str(text.get("text", ""))) <= 24:
            return f"/{name} must be plain_text of at most 24 characters"
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    asks = any(one["type"] == "input" for one in blocks)
    return "/submit is missing" if asks and "submit" not in view else ""


def submission(shown: Shown, *, user: str = ADA) -> Json:
    """A form sent off."""
    return _of(shown, "view_submission", user=user) | {"trigger_id": a_trigger(next_number())}


def closed(shown: Shown, *, user: str = ADA) -> Json:
    """A modal closed."""
    return _of(shown, "view_closed", user=user) | {"is_cleared": False}


def press_in(shown: Shown, action: Json, *, user: str = ADA) -> Json:
    """A button or a field of a view."""
    pressed = action | {"action_ts": "5.5", "block_id": action.get("block_id", "b1")}
    container: Json = {"type": "view", "view_id": shown.id}
    return _of(shown, "block_actions", user=user) | {
        "container": container,
        "trigger_id": a_trigger(next_number()),
        "actions": [pressed],
    }


def typing(shown: Shown, block_id: str, text: str, *, user: str = ADA) -> Json:
    """A letter typed into a field that tells of every letter."""
    shown.fill(block_id, text)
    element = shown.input(block_id)
    assert element["dispatch_action_config"]
    action: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id, "value": text}
    return press_in(shown, action, user=user)


def suggestion(shown: Shown, block_id: str, text: str, *, user: str = ADA) -> Json:
    """What was typed into a field whose options the app knows."""
    payload = _of(shown, "block_suggestion", user=user)
    field: Json = {"action_id": shown.input(block_id)["action_id"], "block_id": block_id, "value": text}
    return payload | field | {"container": {"type": "view", "view_id": shown.id}}


def home_opened(*, user: str = ADA, tab: str = "home") -> Json:
    """Somebody looks at the app."""
    return event({"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": tab})


def shortcut(message: Json, *, callback_id: str, response_url: str, user: str = ADA, channel: str = CHANNEL) -> Json:
    """A shortcut chosen in the menu of a message."""
    return {
        "type": "message_action",
        "callback_id": callback_id,
        "trigger_id": a_trigger(next_number()),
        "message_ts": "9.9",
        "action_ts": "9.9",
        "response_url": response_url,
        "message": {"type": "message", "user": "U000CYD", "ts": "9.9"} | message,
        "channel": {"id": channel, "name": "chips"},
        "team": {"id": WORKSPACE, "domain": "sample"},
        "user": {"id": user, "name": user.lower(), "team_id": WORKSPACE},
        "token": "verification",
        "is_enterprise_install": False,
    }


def answered(state: State, shown: Shown, payload: object) -> dict[str, str]:
    """What the acknowledgement of a form says is wrong, by field; another view it asks for is shown."""
    content = payload if isinstance(payload, dict) else {}
    match content.get("response_action"):
        case "errors":
            errors = content["errors"]
            assert errors
            assert all(shown.input(name) and len(str(words)) <= 1000 for name, words in errors.items())
            return dict(errors)
        case "update":
            wrong = view_problem(content["view"], kind="modal")
            assert not wrong, wrong
            shown.replace(content["view"])
        case None | "clear":
            del state.screens.shown[shown.id]
        case other:
            raise AssertionError(other)
    return {}


def _of(shown: Shown, kind: str, *, user: str) -> Json:
    return {
        "type": kind,
        "team": {"id": WORKSPACE, "domain": "sample"},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": WORKSPACE},
        "api_app_id": APP,
        "token": "verification",
        "view": _view(shown),
        "is_enterprise_install": False,
    }


def _view(shown: Shown) -> Json:
    content = shown.content
    kept = ("type", "blocks", "private_metadata", "callback_id", "title", "submit", "close")
    return {name: content[name] for name in kept if name in content} | {
        "id": shown.id,
        "team_id": WORKSPACE,
        "state": shown.state(),
        "hash": shown.hash,
        "root_view_id": shown.id,
        "app_id": APP,
        "bot_id": BOT_ID,
    }


def _content(asked: Json) -> Json:
    view = asked["view"]
    assert isinstance(view, dict)
    return view


def _refused(wrong: str) -> Json:
    error = "view_too_large" if wrong == "view_too_large" else "invalid_arguments"
    return {"ok": False, "error": error, "response_metadata": {"messages": [f"[ERROR] {wrong}"]}}


def _told(shown: Shown) -> Json:
    return {"ok": True, "view": _view(shown)}
