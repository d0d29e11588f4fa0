"""Trains, measures and exports the networks of Plein Air. Start with ``python -m plein_air_training --help``."""
