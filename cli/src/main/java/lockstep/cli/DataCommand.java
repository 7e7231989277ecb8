package lockstep.cli;

import picocli.CommandLine.Command;

/// `lockstep data`: names what can be done with data before training.
@Command(
    name = "data",
    header = {"Look at data before training: check, list, fetch.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "WHAT",
    description = {
      "Look at data before training: check a file or folder, list the data sets that have names, or fetch one.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  lockstep data check flowers/",
      "  lockstep data list",
      "  lockstep data get mnist"
    })
final class DataCommand {
  DataCommand() {}
}
