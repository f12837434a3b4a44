"""Prints an invented institute as HTML pages in the markup that is reported of Mila's site.

    from testbed.generate import generate
    from testbed.render import render
    from testbed.truth import truth

    world = generate(people=200, seed=1)
    render(world)   # {'/en/directory': b'<!DOCTYPE html>…', '/en/directory?page=1': …,
                    #  '/fr/annuaire/ada-lindqvist': …, '/en/directory/ada-lindqvist?page=0%2C1': …}
    truth(world)    # what a reader must get from them, see testbed.truth

Keys are request targets in canonical form, each page once: a server must itself answer ``?page=0``, ``?page=0%2C0``, stray
parameters and final slashes with the page of the canonical target, and unknown addresses with ``/en`` (the site's habit).
"""

from collections.abc import Iterator

from testbed.world import World


def render(world: World) -> dict[str, bytes]:
    """Every page of the institute: home pages, directories with their pager, people with the pager of their works."""
    return dict(pages(world))


def pages(world: World) -> Iterator[tuple[str, bytes]]:
    """The same pages one at a time, for worlds that do not fit into memory."""
    raise NotImplementedError
