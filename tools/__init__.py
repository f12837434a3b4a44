"""Developer tools that write generated files into the repository; not part of the wheel."""
