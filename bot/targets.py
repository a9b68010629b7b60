"""Where a page goes: platform, workspace and channel together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Target:
    """A channel of a workspace on a platform; printed as `platform:workspace/channel`."""

    platform: str
    workspace: str
    channel: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.workspace}/{self.channel}"


def parse_target(text: str) -> Target:
    """The target that `platform:workspace/channel` names; ValueError with a sentence when it names none."""
    platform, colon, rest = text.partition(":")
    workspace, slash, channel = rest.partition("/")
    if not (colon and slash and platform and workspace and channel):
        raise ValueError(f"{text!r} is not a target; write platform:workspace/channel, such as console:local/terminal")
    return Target(platform=platform, workspace=workspace, channel=channel)
