"""The argument parser: it imports a command's module when the command is named, and suggests the nearest name."""

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

_UNKNOWN_COMMAND = re.compile(r"argument COMMAND: invalid choice: '(.*?)' \(choose")


class Command(NamedTuple):
    """One command of the program."""

    summary: str
    """What it does, for ``--help``."""
    add_arguments: str
    """``module:function`` that adds the command's arguments to its parser and sets the default ``run``."""


class CommandParser(argparse.ArgumentParser):
    """Parser of one command, whose arguments are added when it parses for the first time."""

    def __init__(self, *args: Any, add_arguments: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self._add_arguments = add_arguments

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse the arguments; an unknown long option is an error that names the nearest one."""
        if self._add_arguments:
            module, _, function = self._add_arguments.partition(":")
            self._add_arguments = ""
            getattr(import_module(module), function)(self)
        if args is not None and self._subparsers is None:
            self._reject_unknown(args)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, with the nearest command for one that does not exist; exit with status 2."""
        unknown = _UNKNOWN_COMMAND.match(message)
        if unknown:
            commands = next(action.choices for action in self._actions if action.metavar == "COMMAND")
            message = f"there is no command {unknown[1]}{_suggestion(unknown[1], commands or ())}"
        super().error(message)

    def _reject_unknown(self, args: Sequence[str]) -> None:
        # argparse checks required arguments first, and would not name the misspelt one.
        options = list(self._option_string_actions)
        for argument in args:
            if argument == "--":
                break
            name = argument.partition("=")[0]
            if name.startswith("--") and not any(option.startswith(name) for option in options):
                self.error(f"there is no option {name}{_suggestion(name, options)}")


def command_parser(commands: Mapping[str, Command], version: str, epilog: str) -> CommandParser:
    """The parser of the whole program."""
    parser = CommandParser(
        prog="profile-scraper",
        description="Turn an institute's French and English profile pages into one clean dataset.",
        epilog=epilog,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=CommandParser)
    for name, command in commands.items():
        subparser = subparsers.add_parser(
            name, help=command.summary, description=f"{command.summary}.", add_arguments=command.add_arguments
        )
        subparser.add_argument("--debug", action="store_true", help="print the traceback of an internal error")
    return parser


def _suggestion(name: str, choices: Iterable[str]) -> str:
    names = list(choices)
    from difflib import get_close_matches  # for mistyped names alone

    nearest = get_close_matches(name, names, n=1)
    return f": did you mean {nearest[0]}?" if nearest else f": choose one of {', '.join(names)}"
