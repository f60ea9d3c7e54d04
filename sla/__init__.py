"""The promise: what was promised, what was kept, what follows. Standard library only."""
