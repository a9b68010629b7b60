"""What can be filled in or chosen as Slack checks it: its keys, its limits, and what it must have."""

Json = dict[str, object]

_COMMON = {"type", "action_id", "placeholder", "focus_on_load"}
KEYS = {
    "plain_text_input": {"initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"},
    "number_input": {"is_decimal_allowed", "initial_value", "min_value", "max_value", "dispatch_action_config"},
    "static_select": {"options", "option_groups", "initial_option", "confirm"},
    "multi_static_select": {"options", "option_groups", "initial_options", "confirm", "max_selected_items"},
    "external_select": {"initial_option", "min_query_length", "confirm"},
    "radio_buttons": {"options", "initial_option", "confirm"},
    "conversations_select": {
        "initial_conversation",
        "default_to_current_conversation",
        "confirm",
        "response_url_enabled",
        "filter",
    },
}


def field_problem(element: object) -> str:
    """What Slack would say of an element, "" when it takes it."""
    if not isinstance(element, dict) or element.get("type") not in KEYS:
        return "is nothing that can be filled in"
    kind = str(element["type"])
    if unknown := element.keys() - _COMMON - KEYS[kind]:
        return f"has unknown keys {sorted(unknown)}"
    if not 1 <= len(str(element.get("action_id", ""))) <= 255:
        return "has no action_id, or a long one"
    if kind == "radio_buttons" and "placeholder" in element:
        return "takes no placeholder"
    return _placeholder(element) or _options(element, most=10 if kind == "radio_buttons" else 100) or _typed(element)


def _placeholder(element: Json) -> str:
    text = element.get("placeholder")
    return _plain(text, most=150) if text is not None else ""


def _options(element: Json, *, most: int) -> str:
    options = element.get("options")
    initial = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    assert isinstance(initial, list)
    if element["type"] == "external_select":
        return next((wrong for one in initial if (wrong := _option(one))), "")
    if "options" not in KEYS[str(element["type"])]:
        return ""
    if not isinstance(options, list) or not 1 <= len(options) <= most:
        return f"must have 1 to {most} options"
    if any(one not in options for one in initial) or ("initial_options" in element and not initial):
        return "begins with what is no option"
    return next((wrong for one in options if (wrong := _option(one))), "")


def _option(one: object) -> str:
    if not isinstance(one, dict) or one.keys() - {"text", "value", "description", "url"}:
        return "has an option with unknown keys"
    if not 1 <= len(str(one.get("value", ""))) <= 150:
        return "has an option with a long value"
    return _plain(one.get("text"), most=75)


def _typed(element: Json) -> str:
    if element["type"] == "number_input":
        if not isinstance(element.get("is_decimal_allowed"), bool):
            return "must say whether decimals are allowed"
        texts = [element[name] for name in ("initial_value", "min_value", "max_value") if name in element]
        return "" if all(isinstance(text, str) and text for text in texts) else "must have its numbers as text"
    longest = element.get("max_length", 3000)
    if element["type"] != "plain_text_input":
        return ""
    if not isinstance(longest, int) or not 1 <= longest <= 3000:
        return "has a wrong max_length"
    if "initial_value" in element and not 1 <= len(str(element["initial_value"])) <= longest:
        return "begins with too much or nothing"
    return ""


def _plain(text: object, *, most: int) -> str:
    if not isinstance(text, dict) or text.get("type") != "plain_text" or text.keys() - {"type", "text", "emoji"}:
        return "must have plain_text"
    return "" if 1 <= len(str(text.get("text", ""))) <= most else f"must have a text of 1 to {most} characters"
