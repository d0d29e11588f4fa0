"""Tests of the training pipeline; they need no data but what they generate."""
