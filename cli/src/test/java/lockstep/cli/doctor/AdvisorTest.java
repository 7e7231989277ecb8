package lockstep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.blas.Attempt;
import lockstep.blas.Availability;
import org.junit.jupiter.api.Test;

/// What the doctor advises, on made-up machines.
class AdvisorTest {

  private static final List<String> OPTIONS =
      List.of("-XX:PerMethodTrapLimit=1000000", "-XX:MaxTrivialSize=16");
  private static final Diagnosis.Java GOOD_JAVA =
      new Diagnosis.Java("25", "vendor", "/jdk", OPTIONS, 4, true, true);
  private static final Diagnosis.Processor GOOD_PROCESSOR =
      processor(8, 8, new Diagnosis.Simd.Width(512, 512, 512));
  private static final Diagnosis.Memory GOOD_MEMORY =
      new Diagnosis.Memory(32L << 30, 32L << 30, 8L << 30);
  private static final Availability ABSENT =
      new Availability.Absent(List.of(new Attempt("system", "nothing")), "Install it.");

  private static Diagnosis.Processor processor(int cores, int threads, Diagnosis.Simd simd) {
    return new Diagnosis.Processor("model", "amd64", cores, threads, simd);
  }

  private static Diagnosis.Java java(int topTier, boolean nativeAccess, boolean directives) {
    return new Diagnosis.Java("25", "vendor", "/jdk", OPTIONS, topTier, nativeAccess, directives);
  }

  @Test
  void a_good_machine_needs_only_the_note_on_openblas() {
    assertThat(Advisor.advise(GOOD_JAVA, GOOD_PROCESSOR, GOOD_MEMORY, ABSENT))
        .containsExactly(
            new Advice(
                Advice.Severity.NOTE,
                "OpenBLAS was not found; the Java kernels compute everything.",
                "Install it."));
  }

  @Test
  void a_missing_vector_module_is_severe_and_comes_first() {
    var advice =
        Advisor.advise(
            java(4, false, false),
            processor(8, 4, new Diagnosis.Simd.NoVectorModule()),
            GOOD_MEMORY,
            ABSENT);
    assertThat(advice.getFirst().severity()).isEqualTo(Advice.Severity.SEVERE);
    assertThat(advice.getFirst().remedy()).contains("--add-modules jdk.incubator.vector");
    assertThat(advice).extracting(Advice::severity).isSorted();
  }

  @Test
  void interpreting_and_missing_c2_are_severe() {
    assertThat(only(java(0, true, true)).finding()).contains("-Xint");
    assertThat(only(java(1, true, true)).finding()).contains("C2 is off (highest tier 1)");
  }

  @Test
  void missing_options_are_named_with_their_remedy() {
    assertThat(only(java(4, false, true)).remedy())
        .contains("--enable-native-access=lockstep.blas");
    assertThat(only(java(4, true, false)).remedy()).contains("CompilerDirectivesFile");
    assertThat(only(with(OPTIONS.getLast())).remedy()).contains(OPTIONS.getFirst());
    assertThat(only(with(OPTIONS.getFirst())).remedy()).contains(OPTIONS.getLast());
  }

  private static Diagnosis.Java with(String option) {
    return new Diagnosis.Java("25", "vendor", "/jdk", List.of(option), 4, true, true);
  }

  private static Advice only(Diagnosis.Java java) {
    return first(java, GOOD_PROCESSOR, GOOD_MEMORY);
  }

  private static Advice first(
      Diagnosis.Java java, Diagnosis.Processor processor, Diagnosis.Memory memory) {
    return Advisor.advise(java, processor, memory, ABSENT).getFirst();
  }

  @Test
  void vectors_narrower_than_the_hardwares_are_a_warning() {
    var narrow = processor(8, 8, new Diagnosis.Simd.Width(512, 256, 256));
    assertThat(first(GOOD_JAVA, narrow, GOOD_MEMORY).finding())
        .isEqualTo("The processor has 512-bit vectors, this JVM uses 256.");
    var forced = processor(8, 8, new Diagnosis.Simd.Width(512, 512, 128));
    assertThat(first(GOOD_JAVA, forced, GOOD_MEMORY).finding())
        .isEqualTo("Vectors are forced to 128 bits by -Dlockstep.lanes.bits.");
  }

  @Test
  void a_container_that_takes_cores_or_memory_away_is_named() {
    var limited = processor(16, 4, new Diagnosis.Simd.Width(512, 512, 512));
    assertThat(first(GOOD_JAVA, limited, GOOD_MEMORY).finding())
        .isEqualTo("This process may use 4 of 16 cores.");
    var small = new Diagnosis.Memory(32L << 30, 512L << 20, 128L << 20);
    assertThat(first(GOOD_JAVA, GOOD_PROCESSOR, small))
        .isEqualTo(
            new Advice(
                Advice.Severity.WARNING,
                "Only 512 MiB of memory can be used: larger networks will not fit.",
                "Raise the container's memory limit."));
  }
}
