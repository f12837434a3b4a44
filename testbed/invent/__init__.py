"""Invents people, positions, sentences and publications from a seed; the words stand in ``words/`` as data."""
