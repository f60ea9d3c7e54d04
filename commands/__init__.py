"""The doors that people open: every command word, shortcut, form and button."""
