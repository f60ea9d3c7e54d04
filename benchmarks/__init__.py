"""How fast it is: each file prints ours against a floor or a peer, measured in the same run."""
