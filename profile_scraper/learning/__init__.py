"""Learning a site from its pages alone: what is redundant on them tells where each field stands."""
