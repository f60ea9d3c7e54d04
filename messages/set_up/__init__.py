"""The forms of the guided set-up, step by step."""
