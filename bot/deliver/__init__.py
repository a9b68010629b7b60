"""Queued pages to platforms: each once, in order, and what went wrong written down."""

from bot.deliver.deliverer import Deliverer
from bot.deliver.notices import tell_notices
from bot.deliver.troubles import resume_target, resume_workspace, stop_workspace

__all__ = ["Deliverer", "resume_target", "resume_workspace", "stop_workspace", "tell_notices"]
