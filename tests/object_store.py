"""An S3 server on loopback with one bucket, for tests of addresses in a store."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from unittest.mock import patch
from urllib.request import Request, urlopen

import pytest

BUCKET = "datasets"
MISSING = [name for name in ("fsspec", "s3fs", "moto") if find_spec(name) is None]

needs_store = pytest.mark.skipif(
    bool(MISSING), reason=f"{', '.join(MISSING)}: extras (pip install 'profile-scraper[cloud,tools]')"
)


@contextmanager
def object_store() -> Generator[str]:
    """Serve an empty bucket; the environment names the server and its keys. Yields the bucket's address."""
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # Servers of one process share what they hold.
    urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST"), timeout=10).close()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    try:
        with patch.dict(os.environ, environment):
            forget_file_systems()
            fsspec.filesystem("s3").mkdir(BUCKET)
            yield f"s3://{BUCKET}"
    finally:
        forget_file_systems()
        server.stop()


def forget_file_systems() -> None:
    """Let the next request use the environment as it is then."""
    import fsspec

    from profile_scraper.storage import remote

    remote._file_system.cache_clear()
    for name in ("s3", "memory"):
        fsspec.get_filesystem_class(name).clear_instance_cache()
