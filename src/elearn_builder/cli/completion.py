"""`elearn completion`."""

from __future__ import annotations

import click


@click.command(
    "completion",
    short_help="Let the Tab key complete commands in your shell.",
    epilog="""
    \b
    Examples:
      elearn completion bash >> ~/.bashrc
      elearn completion zsh >> ~/.zshrc
      elearn completion fish > ~/.config/fish/completions/elearn.fish
    """,
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """Print what your shell needs to complete `elearn` with the Tab key."""
    from click.shell_completion import get_completion_class

    from elearn_builder.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(cli, {}, "elearn", "_ELEARN_COMPLETE").source())
