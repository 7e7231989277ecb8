package lockstep.cli;

import picocli.CommandLine.Command;

/// `lockstep data`: names what can be done with data before training.
@Command(
    name = "data",
    header = {"Look at data before training: check, show, list, fetch.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "WHAT",
    description = {
      "Look at data before training: check a file or folder, show samples of it as a network sees"
          + " them, list the data sets that have names, or fetch one.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  lockstep data check flowers/",
      "  lockstep data show flowers/ --augmented",
      "  lockstep data list",
      "  lockstep data get mnist"
    })
final class DataCommand {
  DataCommand() {}
}
