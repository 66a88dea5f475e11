"""Law and reputation: further fields of states, pairs, institutions."""
