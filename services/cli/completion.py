"""`rabta completion SHELL`: the script that completes commands, options and the words of the vocabulary.

What the script asks on each TAB is answered by typer's classes, out of the commands themselves. Nothing is sent, and
nothing that is typed is kept; numbers are never arguments, so none is seen.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from services.cli.settings import completing

_BASH: Final = """\
_rabta_completion() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _RABTA_COMPLETE=complete_bash "$1" ) )
    [[ ${COMPREPLY[0]-} == *: ]] && compopt -o nospace
    return 0
}
complete -o default -F _rabta_completion rabta
"""
_ZSH: Final = """\
#compdef rabta
_rabta_completion() {
    eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _RABTA_COMPLETE=complete_zsh rabta)
}
compdef _rabta_completion rabta
"""
_ASK_FISH: Final = "_RABTA_COMPLETE=complete_fish _TYPER_COMPLETE_ARGS=(commandline -cp) rabta"
_FISH: Final = (
    f'complete --command rabta --no-files --arguments "(env _TYPER_COMPLETE_FISH_ACTION=get-args {_ASK_FISH})"'
    f' --condition "env _TYPER_COMPLETE_FISH_ACTION=is-args {_ASK_FISH}"\n'
)


class Shell(StrEnum):
    """A shell that completes."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


_SCRIPTS: Final = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}


def completion(shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]) -> None:
    """Print the script by which a shell completes commands, options and words; put it where the shell looks."""
    typer.echo(_SCRIPTS[shell], nl=False)


def prepare() -> None:
    """Where a shell asks for words, let typer answer it: it knows the shells only once they are registered."""
    if completing():
        from typer.completion import get_completion_inspect_parameters

        get_completion_inspect_parameters()
