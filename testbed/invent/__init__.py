"""Invents people, positions, sentences and works from a seed; the words stand in ``words/`` as data."""
