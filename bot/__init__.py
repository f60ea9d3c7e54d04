"""The shell: the only place with a clock, an environment and a network."""
