"""Entries of many pages become one record a work: prepare, block, compare, decide, cluster, fuse."""
