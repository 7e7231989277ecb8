package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/// What the directives for the JVM's compilers are there for.
class CompilerDirectivesTest {

  private static final String CHECKS =
      " *[0-9].* [123] +jdk\\.incubator\\.vector\\.Abstract(Vector|Mask)::(check|sameSpecies) .*";

  /// C1's code for them may count nothing. C2 then knows of no branch that is never taken, and
  /// makes objects of vectors for the one that fails (`jmh/lab`, 14).
  @Test
  void what_checks_the_class_of_vectors_is_counted_until_c2_compiles_it() throws Exception {
    List<String> lines =
        ForkedJvm.lines(
            AddVectors.class,
            "--add-modules=jdk.incubator.vector",
            "-XX:TieredStopAtLevel=4",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+PrintCompilation",
            "-XX:Tier3DelayOn=0",
            "-XX:CompilerDirectivesFile=src/main/resources/lockstep/kernels/compiler-directives.json");
    assertThat(lines).anyMatch(line -> line.contains("the sum is " + AddVectors.sum()));
    assertThat(lines).anyMatch(line -> line.contains("jdk.incubator.vector.FloatVector::add"));
    assertThat(lines).filteredOn(line -> line.matches(CHECKS)).isEmpty();
  }

  /// Adds vectors often enough for any compiler.
  static final class AddVectors {

    private static final int ADDITIONS = 20_000;

    private AddVectors() {}

    static void main() {
      var sum = FloatVector.zero(Lanes.FLOAT);
      for (int i = 0; i < ADDITIONS; i++) {
        sum = sum.add(FloatVector.broadcast(Lanes.FLOAT, 1));
      }
      System.out.println("the sum is " + sum.lane(0));
    }

    static float sum() {
      return ADDITIONS;
    }
  }
}
