"""An invented institute: its pages, a generator of many more, and a server that plays faults."""
