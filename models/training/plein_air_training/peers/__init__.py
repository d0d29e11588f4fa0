"""Networks of others, for comparison only: their weights are the user's files."""
