"""Tests of the rules of text that all packages share."""
