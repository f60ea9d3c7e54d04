"""The page: a Slack workspace as a person sees it, in plain HTML and JavaScript."""
