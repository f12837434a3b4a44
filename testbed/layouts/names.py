"""Forms in which lists of references print the names of authors."""


def initials_first(name: str) -> str:
    """``A. Lindqvist``; ``J.-H. Castellane`` keeps the hyphen."""
    given, _, family = name.rpartition(" ")
    return f"{_initials(given, '.')} {family}"


def family_first(name: str) -> str:
    """``Lindqvist, A.``, as APA has it."""
    given, _, family = name.rpartition(" ")
    return f"{family}, {_initials(given, '.')}"


def vancouver(name: str) -> str:
    """``Lindqvist A``, ``Castellane JH``."""
    given, _, family = name.rpartition(" ")
    return f"{family} {_initials(given, '').replace('-', '')}"


def _initials(given: str, stop: str) -> str:
    return "-".join(f"{part[0]}{stop}" for part in given.split("-"))
