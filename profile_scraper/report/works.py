"""The publications of a dataset by id, for what refers to them."""

from typing import NoReturn

from profile_scraper.dataset.lines import DatasetError
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.publication import Publication


class Works(dict[str, Publication]):
    """Publications by id; one that is referred to and not there is an error that a person can read."""

    def __init__(self, dataset: Dataset) -> None:
        """Read them.

        Raises:
            DatasetError: the publications cannot be read.
        """
        super().__init__((work.id, work) for work in dataset.publications)
        self._folder = dataset.folder

    def __missing__(self, id_: str) -> NoReturn:
        """Name the publication that is not there."""
        raise DatasetError(
            f"{self._folder / 'merges.jsonl'} names {id_}, which publications.jsonl lacks: build the dataset again"
        )
