"""Slack as a platform: pages are posted as Block Kit, commands come in over Socket Mode."""
