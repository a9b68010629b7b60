"""Settings to the ways in: one workspace or many, over sockets or HTTP, to one app that answers them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from adapters.slack.client import client_of
from adapters.slack.commands import Conversation
from adapters.slack.install import Installing
from adapters.slack.manifest import REQUESTS
from adapters.slack.many_workspaces import ManyWorkspaces
from adapters.slack.one_workspace import OneWorkspace
from adapters.slack.signed_requests import SignedRequests
from adapters.slack.workspace import Workspaces
from bot.commands.services import Services
from bot.config import SlackSettings, WebSettings
from bot.ports import Endpoint
from bot.storage.sealing import Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The workspaces that we speak to, what answers them (None: nothing does), and what is asked over HTTP."""

    workspaces: Workspaces
    conversation: Conversation | None = None
    endpoints: tuple[Endpoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """Builds the entrance of these settings; without `services` nothing is answered, and pages are only posted."""

    settings: SlackSettings
    web: WebSettings
    clock: Callable[[], datetime]
    services: Services | None

    def build(self, session: aiohttp.ClientSession) -> Entrance:
        """The entrance, with the connections of a session."""
        services = self.services
        if services is None:
            return Entrance(workspaces=OneWorkspace(client_of(self.settings, session), store=None))
        if not self.settings.client_id:
            one = OneWorkspace(client_of(self.settings, session), store=services.store)
            return self._entrance(one, session, services)
        seal = Seal(self.settings.sealing_keys)
        many = ManyWorkspaces(
            services.store,
            seal=seal,
            client_with=lambda token: client_of(self.settings, session, token=token),
            clock=self.clock,
        )
        installing = Installing(
            settings=self.settings,
            address=self.web.address,
            store=services.store,
            seal=seal,
            client=client_of(self.settings, session, token=""),
            clock=self.clock,
            installed=many.forget,
        )
        return self._entrance(many, session, services, installing.endpoints())

    def _entrance(
        self,
        workspaces: Workspaces,
        session: aiohttp.ClientSession,
        services: Services,
        more: tuple[Endpoint, ...] = (),
    ) -> Entrance:
        conversation = Conversation(
            find=workspaces.find,
            leave=workspaces.leave,
            client=client_of(self.settings, session, token=""),
            session=session,
            settings=self.settings,
            services=services,
            clock=self.clock,
        )
        if self.settings.mode != "http":
            return Entrance(workspaces=workspaces, conversation=conversation)
        secret = self.settings.signing_secret.get_secret_value()
        requests = SignedRequests(conversation.app, secret=secret, clock=self.clock, store=services.store)
        endpoint = Endpoint(method="POST", path=REQUESTS, answer=requests.answer)
        return Entrance(workspaces=workspaces, conversation=conversation, endpoints=(endpoint, *more))
