package io.github.modemqtt.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete the commands and options. */
@Command(
    name = "completion",
    header = "Print a script that makes a shell complete commands, options and files.",
    description =
        "The command has to be called modemqtt: the script beside the jar in the PATH, or"
            + " alias modemqtt='java -jar .../modemqtt.jar'.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt completion bash  (as file modemqtt in bash-completion/completions)",
      "  modemqtt completion zsh  (into a file that ~/.zshrc reads)"
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String ZSH_START =
      "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

  private enum Shell {
    bash,
    zsh
  }

  private final Streams streams;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell = Shell.bash;

  CompletionCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script = AutoComplete.bash(root.getCommandName(), root);
    streams.out().print(shell == Shell.zsh ? ZSH_START + script : script);
    streams.out().flush();
    return ExitCode.OK;
  }
}
