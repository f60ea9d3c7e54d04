"""A Slack workspace on this machine: Web API, Socket Mode, a page, and a clock to turn."""
