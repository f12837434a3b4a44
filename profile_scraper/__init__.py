"""Turn an institute's French and English profile pages into one clean dataset."""

__version__ = "0.1.0"
