package lockstep.cli.doctor;

import java.io.PrintWriter;
import java.util.List;
import lockstep.blas.Attempt;
import lockstep.blas.Availability;
import lockstep.kernels.peak.Peak;

/// A diagnosis as a person reads it.
public final class DiagnosisText {

  private static final String NEXT_LINE = "";

  /// With the labels, lines stay within 100 columns.
  private static final int TEXT_COLUMNS = 87;

  private final PrintWriter out;

  private DiagnosisText(PrintWriter out) {
    this.out = out;
  }

  /// Prints `diagnosis` to `out`.
  public static void print(Diagnosis diagnosis, PrintWriter out) {
    new DiagnosisText(out).print(diagnosis);
  }

  private void print(Diagnosis diagnosis) {
    out.println("Lockstep " + diagnosis.version());
    out.println();
    java(diagnosis.java());
    processor(diagnosis.processor());
    memory(diagnosis.memory());
    blas(diagnosis.blas());
    String label = "Peak";
    for (Peak peak : diagnosis.rates()) {
      line(label, rates(peak));
      label = NEXT_LINE;
    }
    out.println();
    advice(diagnosis);
  }

  private void java(Diagnosis.Java java) {
    line("Java", java.version() + ", " + java.vendor());
    line(NEXT_LINE, java.home());
    wrapped("Options", java.options());
  }

  /// As many words a line as fit.
  private void wrapped(String label, List<String> words) {
    var line = new StringBuilder();
    String next = label;
    for (String word : words) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > TEXT_COLUMNS) {
        line(next, line.toString());
        line.setLength(0);
        next = NEXT_LINE;
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      line(next, line.toString());
    }
  }

  private void processor(Diagnosis.Processor processor) {
    line("Processor", processor.model() + " (" + processor.architecture() + ")");
    line(
        "Threads",
        processor.threads() == processor.cores()
            ? processor.threads() + ", one for each core"
            : processor.threads() + " of " + processor.cores() + " cores");
    line(
        "SIMD",
        switch (processor.simd()) {
          case Diagnosis.Simd.NoVectorModule _ -> "none: the vector module is missing";
          case Diagnosis.Simd.Width(_, _, var used) ->
              used + " bits, " + used / Float.SIZE + " floats at once";
        });
  }

  private void memory(Diagnosis.Memory memory) {
    line(
        "Memory",
        Units.bytes(memory.usable())
            + (memory.usable() < memory.machine()
                ? " by the container's limit, of " + Units.bytes(memory.machine())
                : "")
            + ", Java heap up to "
            + Units.bytes(memory.heap()));
  }

  private void blas(Availability blas) {
    switch (blas) {
      case Availability.Present(var openBlas, var library) -> {
        String source =
            switch (library.source()) {
              case SETTING -> "as set";
              case BUNDLED -> "bundled";
              case SYSTEM -> "the system's";
            };
        line("OpenBLAS", openBlas.version() + " for " + openBlas.core() + ", " + source);
        line(NEXT_LINE, library.path().toString());
      }
      case Availability.Absent(var attempts, _) -> {
        line("OpenBLAS", "not found; tried");
        for (Attempt attempt : attempts) {
          line(NEXT_LINE, attempt.toString());
        }
      }
    }
  }

  private static String rates(Peak peak) {
    return Units.rate(peak.gflops())
        + " GFLOP/s, memory "
        + Units.rate(peak.readGigabytes())
        + " GB/s read, "
        + Units.rate(peak.copyGigabytes())
        + " GB/s copy, "
        + (peak.threads() == 1 ? "on 1 thread" : "on " + peak.threads() + " threads");
  }

  private void advice(Diagnosis diagnosis) {
    if (diagnosis.advice().isEmpty()) {
      out.println("Nothing is slow or missing.");
    }
    for (Advice advice : diagnosis.advice()) {
      String mark =
          switch (advice.severity()) {
            case SEVERE -> "!! ";
            case WARNING -> "!  ";
            case NOTE -> "-  ";
          };
      out.println(mark + advice.finding());
      out.println("   " + advice.remedy());
    }
  }

  private void line(String label, String text) {
    out.println(String.format("  %-10s %s", label, text).stripTrailing());
  }
}
