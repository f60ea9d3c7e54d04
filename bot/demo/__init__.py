"""The demo: a sandbox, the bot in it, Company X's agreement, and people who act by the sandbox's clock."""
