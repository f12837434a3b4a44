from pathlib import Path

import pytest

from tests.exporters.invented import write_invented


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_invented(tmp_path_factory.mktemp("invented") / "dataset")
