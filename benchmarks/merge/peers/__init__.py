"""Other deduplicators, each in an environment of its own, measured on the same records as ours in the same run.

A peer is a folder here: ``requirements.txt`` pins everything it needs (its first line is the peer itself), ``peer.py``
has ``cluster(records)``, or ``cluster(records, labelled)`` where it learns. What it returns maps a way to read the
peer's answer to clusters of ids. Nothing of this project is installed where it runs.
"""
