package lockstep.cli.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lockstep.blas.Attempt;
import lockstep.blas.Availability;
import lockstep.kernels.Lanes;
import lockstep.kernels.VectorModule;

/// Judges the facts: what is slow or missing, and what to do about it.
final class Advisor {

  private static final long SMALL_MEMORY = 2L << 30;
  private static final int C2_TIER = 4;
  private static final String TRAP_LIMIT = "-XX:PerMethodTrapLimit=";
  private static final String TRIVIAL_SIZE = "-XX:MaxTrivialSize=";

  private final List<Advice> advice = new ArrayList<>();

  private Advisor() {}

  static List<Advice> advise(
      Diagnosis.Java java,
      Diagnosis.Processor processor,
      Diagnosis.Memory memory,
      Availability blas) {
    var advisor = new Advisor();
    advisor.java(java);
    advisor.processor(processor);
    advisor.memory(memory);
    advisor.blas(blas);
    advisor.advice.sort(Comparator.comparing(Advice::severity));
    return List.copyOf(advisor.advice);
  }

  private void java(Diagnosis.Java java) {
    if (java.topTier() == 0) {
      severe(
          "This JVM only interprets (-Xint): kernels run hundreds of times slower.",
          "Start Java without -Xint.");
    } else if (java.topTier() < C2_TIER) {
      severe(
          "The compiler C2 is off (highest tier "
              + java.topTier()
              + "): kernels run many times slower.",
          "Start Java without -XX:TieredStopAtLevel.");
    }
    if (!java.nativeAccess()) {
      warning(
          "Native access was not granted: the JVM prints a warning, and later ones will refuse"
              + " OpenBLAS.",
          "Start Java with --enable-native-access=lockstep.blas (ALL-UNNAMED on the class path).");
    }
    if (!java.directives()) {
      note(
          "The compiler was not told to keep kernels from C1, so they warm up more slowly.",
          "Start through cli/lockstep, or pass -XX:CompilerDirectivesFile with"
              + " the directives of lockstep.kernels (compiler-directives.json).");
    }
    if (java.options().stream().noneMatch(option -> option.startsWith(TRAP_LIMIT))) {
      note(
          "The compiler's limit of failed class checks was not raised: in some kernels vectors may"
              + " become objects, which makes them slower.",
          "Start through cli/lockstep, or pass " + TRAP_LIMIT + "1000000.");
    }
    if (java.options().stream().noneMatch(option -> option.startsWith(TRIVIAL_SIZE))) {
      note(
          "The compiler's size of a trivial method was not raised: a matrix product may keep calls in"
              + " its innermost loop, which makes it several times slower.",
          "Start through cli/lockstep, or pass " + TRIVIAL_SIZE + "16.");
    }
    if (java.options().stream().anyMatch(option -> option.startsWith("-agentlib:jdwp"))) {
      note(
          "A debugger can attach to this JVM, which costs speed.",
          "Start Java without -agentlib:jdwp.");
    }
  }

  private void processor(Diagnosis.Processor processor) {
    switch (processor.simd()) {
      case Diagnosis.Simd.NoVectorModule _ ->
          severe(
              "The vector module jdk.incubator.vector is not in this JVM: no kernel can run.",
              "Start Java with " + VectorModule.OPTION + ", or use cli/lockstep.");
      case Diagnosis.Simd.Width(var hardware, var jvm, var used) -> {
        if (jvm < hardware) {
          warning(
              "The processor has " + hardware + "-bit vectors, this JVM uses " + jvm + ".",
              "Try -XX:UseAVX=" + (hardware >= 512 ? 3 : 2) + " and compare.");
        }
        if (used != jvm) {
          warning(
              "Vectors are forced to " + used + " bits by -D" + Lanes.PROPERTY + ".",
              "Leave the property out.");
        }
      }
    }
    if (processor.threads() < processor.cores()) {
      note(
          "This process may use " + processor.threads() + " of " + processor.cores() + " cores.",
          "Raise the container's or the affinity's limit if that is not meant"
              + " (-XX:ActiveProcessorCount sets it by hand).");
    }
  }

  private void memory(Diagnosis.Memory memory) {
    if (memory.usable() < SMALL_MEMORY) {
      warning(
          "Only "
              + Units.bytes(memory.usable())
              + " of memory can be used: larger networks will not fit.",
          memory.usable() < memory.machine()
              ? "Raise the container's memory limit."
              : "Use smaller batches.");
    }
  }

  private void blas(Availability blas) {
    switch (blas) {
      case Availability.Absent(_, var remedy) ->
          note("OpenBLAS was not found; the Java kernels compute everything.", remedy);
      case Availability.Present(_, var library) ->
          library.attempts().stream()
              .filter(attempt -> !attempt.outcome().equals("unset"))
              .map(Attempt::toString)
              .forEach(attempt ->
                  note(
                      "OpenBLAS could not be taken from where it was looked for first: "
                          + attempt
                          + ".",
                      library.path() + " is in use instead: mend the first if it was meant."));
    }
  }

  private void severe(String finding, String remedy) {
    advice.add(new Advice(Advice.Severity.SEVERE, finding, remedy));
  }

  private void warning(String finding, String remedy) {
    advice.add(new Advice(Advice.Severity.WARNING, finding, remedy));
  }

  private void note(String finding, String remedy) {
    advice.add(new Advice(Advice.Severity.NOTE, finding, remedy));
  }
}
