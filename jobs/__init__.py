"""The doors that time opens: every sweep."""
