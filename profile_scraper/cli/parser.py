"""The argument parser: it imports a command's module when the command is named, and suggests the nearest name."""

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn, TypeVar

from profile_scraper.cli.output import output
from profile_scraper.messages import _, suggestion
from profile_scraper.text.escape import printable

_USAGE_STATUS = 2

_Action = TypeVar("_Action", bound=argparse.Action)


class Command(NamedTuple):
    """One command of the program."""

    summary: str
    """What it does, in one sentence."""
    example: str
    """A command line that works."""
    add_arguments: str
    """``module:function`` that adds the command's arguments to its parser and sets the default ``run``."""
    problems: str = ""
    """What exit status 1 means, where it is not what it means for most commands."""


class CommandParser(argparse.ArgumentParser):
    """Parser of one command, whose arguments are added when it parses for the first time."""

    def __init__(self, *args: Any, add_arguments: str = "", **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **options)
        self._add_arguments = add_arguments

    def _add_action(self, action: _Action) -> _Action:
        if isinstance(action.metavar, str):
            action.metavar = _(action.metavar)
        return super()._add_action(action)

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
        """Print the usage and the message; exit with status 2."""
        output.add(error=message)
        output.finish(self.prog.partition(" ")[2], _USAGE_STATUS)
        super().error(printable(message))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        near = suggestion(str(value), map(str, action.choices))
        if action.option_strings:
            name = "/".join(action.option_strings)
            message = _("{option} takes no value {value}{suggestion}").format(option=name, value=value, suggestion=near)
        else:
            message = _("there is no command {name}{suggestion}").format(name=value, suggestion=near)
        self.error(message)

    def _reject_unknown(self, args: Sequence[str]) -> None:
        # argparse checks required arguments first, and would not name the misspelt one.
        options = list(self._option_string_actions)
        for argument in args:
            if argument == "--":
                break
            name = argument.partition("=")[0]
            if name.startswith("--") and not any(option.startswith(name) for option in options):
                near = suggestion(name, options)
                self.error(_("there is no option {name}{suggestion}").format(name=name, suggestion=near))


def command_parser(commands: Mapping[str, Command], version: str) -> CommandParser:
    """The parser of the whole program."""
    parser = CommandParser(
        prog="profile-scraper",
        description=_("Turn an institute's French and English profile pages into one clean dataset."),
        epilog=_statuses(""),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {version}",
        help=_("show program's version number and exit"),  # argparse translates no help that is a default value
    )
    subparsers = parser.add_subparsers(required=True, metavar=_("COMMAND"), dest="command", parser_class=CommandParser)
    for name, command in commands.items():
        subparser = subparsers.add_parser(
            name,
            help=command.summary,
            add_arguments=command.add_arguments,
            **help_texts(command.summary, command.example, command.problems),
        )
        add_output_options(subparser)
    return parser


def help_texts(summary: str, example: str, problems: str = "") -> dict[str, Any]:
    """What the help of a command has beside its arguments: a sentence, an example, the exit statuses."""
    return {
        "description": f"{summary[0].upper()}{summary[1:]}.",
        "epilog": f"{_('example:')}\n  {example}\n\n{_statuses(problems)}",
    }


def add_output_options(command: argparse.ArgumentParser) -> None:
    """Add the options of every command that say what is printed; they hold before and after a subcommand."""
    for option, text in (
        ("--debug", _("print the traceback of a fault of the program")),
        ("--quiet", _("print nothing but errors and problems")),
        ("--json", _("print one JSON object at the end instead of text")),
    ):
        command.add_argument(option, action="store_true", default=argparse.SUPPRESS, help=text)


def _statuses(problems: str) -> str:
    return "\n".join(
        [
            _("exit status:"),
            "  0   " + _("done, everything was used"),
            "  1   " + (problems or _("done, with problems (see problems.jsonl)")),
            "  2   " + _("nothing was written, or an argument is wrong"),
            "  70  " + _("a fault of the program"),
        ]
    )
