package lockstep.cli;

import picocli.CommandLine.Command;

/// `lockstep bench`: names what can be measured.
@Command(
    name = "bench",
    header = {"Measure kernels, and steps of training and inference.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "WHAT",
    description =
        "Measure kernels, in turn and in one run with their rivals and with the rate that the processor can reach at"
            + " most; and whole steps of training and inference.")
final class BenchCommand {
  BenchCommand() {}
}
