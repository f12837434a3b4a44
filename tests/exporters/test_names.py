"""Persons and organizations among author names."""

import pytest

from profile_scraper.exporters.names import is_organization


@pytest.mark.parametrize(
    "name",
    [
        "Le Thi Mai", "Le Van Duc", "Les P. Oakes", "La Shawn Reed", "The Minh Tran", "Ines Council", "Rosa Lab",
        "Luc Conseil", "J. Network", "Ines Oakes, PhD", "Ines Oakes, Jr., M.D.", "Oakes, Ines", "Oakes, Ines Maria",
        "Ines Oakes", "Ada Lindqvist-Brume", "María del Mar Ríos", "O'Hara, S.", "Le",
    ],
)  # fmt: skip
def test_a_person_is_no_organization(name: str) -> None:
    assert not is_organization(name)


@pytest.mark.parametrize(
    "name",
    [
        "Le Groupe RIVAGE", "La Fondation des Rivières", "The River Collaboration", "River Institute", "OpenRiver Team",
        "The ATLAS", "The Friends of the River", "Les Amis du Fleuve", "River & Lake", "Team 42", "DRONE Lab",
        "National Research Council", "Robotics and Vision Lab", "Rivers, Lakes, and Ponds", "Rain Gauge Working Party",
    ],
)  # fmt: skip
def test_a_body_is_an_organization(name: str) -> None:
    assert is_organization(name)
