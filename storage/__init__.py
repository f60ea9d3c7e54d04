"""The memory: the only place that writes SQL."""
