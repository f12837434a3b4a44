"""``python -m testbed.layouts OUT``: write each layout into a folder of its name below OUT."""

import argparse
from pathlib import Path

from testbed.layouts.catalogue import LAYOUTS


def main() -> None:
    """Write all layouts and print how many people and pages each has."""
    parser = argparse.ArgumentParser(prog="python -m testbed.layouts", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder below which each layout gets its own folder")
    parser.add_argument("layouts", nargs="*", metavar="LAYOUT", help=f"names, all without any: {', '.join(LAYOUTS)}")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.layouts) - set(LAYOUTS))
    if unknown:
        parser.error(f"no layout {', '.join(unknown)}; there are {', '.join(LAYOUTS)}")
    for name in arguments.layouts or LAYOUTS:
        site = LAYOUTS[name]()
        site.write(arguments.out / name)
        print(f"{name}: {len(site.people)} people, {len(site.pages)} pages")


if __name__ == "__main__":
    main()
