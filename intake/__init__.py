"""The doors that other systems open: files and webhooks."""
