"""What scrapyd-deploy packs; everything else builds from pyproject.toml."""

from setuptools import find_packages, setup

setup(
    name="profile_scraper",
    version="0",
    packages=find_packages(include=["profile_scraper*"]),
    package_data={"profile_scraper": ["**/*.toml", "schemas/*.json", "locale/*/LC_MESSAGES/*.mo"]},
)
