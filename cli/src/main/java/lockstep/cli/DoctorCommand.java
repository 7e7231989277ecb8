package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.doctor.Diagnosis;
import lockstep.cli.doctor.DiagnosisJson;
import lockstep.cli.doctor.DiagnosisText;
import lockstep.cli.doctor.Examination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lockstep doctor`: what this machine has, how fast it is, and what to do where it is slower than
/// it could be.
@Command(
    name = "doctor",
    header = {"Show what this machine can do, and what is slow or missing.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Show what Lockstep finds on this machine: Java, processor, SIMD width, threads, memory, OpenBLAS, and the"
          + " rates of arithmetic and memory, measured in under two seconds. Whatever is slow or missing is"
          + " listed with what to do about it.",
      "",
      "Ends with 0 whatever it finds: an absent OpenBLAS is not an error."
    })
final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Examination.run(Version.ofThisBuild());
    if (json) {
      terminal.out().println(DiagnosisJson.of(diagnosis).pretty());
    } else {
      DiagnosisText.print(diagnosis, terminal.out());
    }
    return ExitCode.OK.code();
  }
}
