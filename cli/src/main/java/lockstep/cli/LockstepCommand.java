package lockstep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `lockstep` itself: names the commands and the options that all of them share.
@Command(
    name = "lockstep",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Deep learning at native speed in plain Java.%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:this machine lacks something that is needed",
      "2:the command line was not understood",
      "3:a file or data set could not be used",
      "4:a model could not be used",
      "70:a fault in Lockstep: please report it",
      "130:stopped by Ctrl-C, with a checkpoint"
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {"", "`lockstep COMMAND --help` tells more about a command."})
final class LockstepCommand {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  LockstepCommand() {}

  boolean isVerbose() {
    return verbose;
  }
}
