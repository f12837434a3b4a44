"""Disjoint sets of items that are joined pair by pair (union-find)."""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class DisjointSet(Generic[T]):
    """Sets of hashable items; an item that was never joined is a set by itself."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def find(self, item: T) -> T:
        """The item that stands for the set of this one."""
        root = item
        while (above := self._parent.get(root, root)) != root:
            root = above
        while item != root:
            self._parent[item], item = root, self._parent.get(item, item)
        return root

    def union(self, one: T, other: T) -> None:
        """Join two sets; the item that stood for the first one's stands for both."""
        root, joined = self.find(one), self.find(other)
        self._parent.setdefault(root, root)
        self._parent[joined] = root

    def members(self, item: T) -> list[T]:
        """All items of the set of this one, in the order in which they were joined."""
        root = self.find(item)
        return [other for other in self._parent if self.find(other) == root] or [item]
