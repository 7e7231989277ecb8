package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A product checks every argument before native code sees one: each case is a legal call with one
/// thing changed.
class SgemmArgumentsTest {

  /// Two products of 2×4 by 4×3, each segment as small as it may be.
  static final class Call {
    Transpose transA = Transpose.NO;
    Transpose transB = Transpose.NO;
    int m = 2;
    int n = 3;
    int k = 4;
    MemorySegment a = floats(8 + 5 + 3);
    int lda = 5;
    int strideA = 7;
    MemorySegment b = floats(15 + 15);
    int ldb = 4;
    int strideB = 15;
    MemorySegment c = floats(7 + 8);
    int ldc = 4;
    int strideC = 8;
    int batch = 2;

    static MemorySegment floats(int count) {
      return Arena.ofAuto().allocate(count * (long) Float.BYTES, Float.BYTES);
    }

    void runStrided(OpenBlas blas) {
      blas.sgemmStrided(
          transA, transB, m, n, k, 1, a, lda, strideA, b, ldb, strideB, 0, c, ldc, strideC, batch);
    }

    void runOne(OpenBlas blas) {
      blas.sgemm(transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, ldc);
    }

    /// Makes the segments as small as one product allows.
    Call forOne() {
      a = floats(5 + 4);
      b = floats(12 + 3);
      c = floats(4 + 3);
      return this;
    }
  }

  /// @param argument the name that the message must begin with
  record Case(String argument, String what, Consumer<Call> change) {
    @Override
    public String toString() {
      return argument + " " + what;
    }
  }

  static List<Case> everyProduct() {
    var cases = new ArrayList<Case>();
    cases.add(new Case("transA", "null", call -> call.transA = Fault.missing()));
    cases.add(new Case("transB", "null", call -> call.transB = Fault.missing()));
    cases.add(new Case("m", "negative", call -> call.m = -1));
    cases.add(new Case("n", "negative", call -> call.n = -1));
    cases.add(new Case("k", "negative", call -> call.k = -1));
    cases.add(new Case("lda", "under a row", call -> call.lda = 3));
    cases.add(new Case("lda", "negative", call -> call.lda = -5));
    cases.add(
        new Case(
            "lda",
            "under a stored row",
            call -> {
              call.transA = Transpose.YES;
              call.lda = 1;
            }));
    cases.add(
        new Case(
            "lda",
            "zero without elements",
            call -> {
              call.k = 0;
              call.lda = 0;
            }));
    cases.add(new Case("ldb", "under a row", call -> call.ldb = 2));
    cases.add(
        new Case(
            "ldb",
            "under a stored row",
            call -> {
              call.transB = Transpose.YES;
              call.ldb = 3;
            }));
    cases.add(new Case("ldc", "under a row", call -> call.ldc = 2));
    for (Fault fault : Fault.ofReadable()) {
      cases.add(new Case("a", fault.words(), call -> call.a = fault.spoil().apply(call.a)));
      cases.add(new Case("b", fault.words(), call -> call.b = fault.spoil().apply(call.b)));
      cases.add(new Case("c", fault.words(), call -> call.c = fault.spoil().apply(call.c)));
    }
    for (Fault fault : Fault.ofWritable()) {
      cases.add(new Case("c", fault.words(), call -> call.c = fault.spoil().apply(call.c)));
    }
    cases.add(new Case("c", "over a", call -> call.c = call.a = Call.floats(60)));
    cases.add(new Case("c", "over b", call -> call.c = call.b = Call.floats(60)));
    cases.add(new Case("c", "over the end of a", call -> overlapByOne(call, true)));
    cases.add(new Case("c", "over the beginning of b", call -> overlapByOne(call, false)));
    for (int size : new int[] {50_000, 65_536}) {
      // Their products do not fit an int: -1,794,967,296 and 0.
      cases.add(
          new Case(
              "a",
              "of " + size + "² floats",
              call -> {
                call.m = call.k = call.lda = size;
                call.n = 0;
              }));
      cases.add(
          new Case(
              "b",
              "of " + size + "² floats",
              call -> {
                call.k = call.n = call.ldb = call.ldc = call.lda = size;
                call.m = 0;
              }));
      cases.add(
          new Case(
              "c",
              "of " + size + "² floats",
              call -> {
                call.m = call.n = call.ldb = call.ldc = size;
                call.strideC = Integer.MAX_VALUE;
                call.batch = 1;
                call.k = 0;
              }));
    }
    return cases;
  }

  /// Lays c over the last float of a, or over the first of b.
  private static void overlapByOne(Call call, boolean endOfA) {
    int count = (int) ((endOfA ? call.a : call.b).byteSize() / Float.BYTES);
    int result = (int) (call.c.byteSize() / Float.BYTES);
    MemorySegment both = Call.floats(count + result - 1);
    if (endOfA) {
      call.a = both.asSlice(0, (long) count * Float.BYTES);
      call.c = both.asSlice((count - 1L) * Float.BYTES);
    } else {
      call.c = both.asSlice(0, (long) result * Float.BYTES);
      call.b = both.asSlice((result - 1L) * Float.BYTES);
    }
  }

  static List<Case> batches() {
    var cases = new ArrayList<>(everyProduct());
    cases.add(new Case("strideA", "negative", call -> call.strideA = -1));
    cases.add(new Case("strideB", "negative", call -> call.strideB = -1));
    cases.add(new Case("strideC", "negative", call -> call.strideC = -8));
    cases.add(new Case("strideC", "under one result", call -> call.strideC = 6));
    cases.add(new Case("strideC", "zero", call -> call.strideC = 0));
    cases.add(new Case("batch", "negative", call -> call.batch = -1));
    cases.add(
        new Case(
            "a",
            "of 65,536 products with stride 65,536",
            call -> {
              call.batch = call.strideA = 65_536;
              call.strideB = 0;
            }));
    cases.add(
        new Case(
            "c",
            "of 65,536 products with stride 65,536",
            call -> {
              call.batch = call.strideC = 65_536;
              call.strideA = call.strideB = 0;
            }));
    return cases;
  }

  @Test
  void the_calls_that_the_cases_start_from_are_legal() {
    OpenBlas blas = Loaded.openBlas();
    var batch = new Call();
    batch.c.fill((byte) -1); // NaNs
    batch.runStrided(blas);
    var one = new Call().forOne();
    one.c.fill((byte) -1);
    one.runOne(blas);

    // The last element of the last result: the operands are zeros.
    assertThat(batch.c.getAtIndex(ValueLayout.JAVA_FLOAT, 14)).isZero();
    assertThat(one.c.getAtIndex(ValueLayout.JAVA_FLOAT, 6)).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void a_batch_names_the_argument_at_fault(Case fault) {
    OpenBlas blas = Loaded.openBlas();
    var call = new Call();
    fault.change.accept(call);

    assertThatThrownBy(() -> call.runStrided(blas))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(fault.argument + ": expected ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProduct")
  void a_product_names_the_argument_at_fault(Case fault) {
    OpenBlas blas = Loaded.openBlas();
    var call = new Call().forOne();
    fault.change.accept(call);

    assertThatThrownBy(() -> call.runOne(blas))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(fault.argument + ": expected ");
  }

  @Test
  void operands_may_lie_side_by_side() {
    OpenBlas blas = Loaded.openBlas();
    var call = new Call();
    MemorySegment all = Call.floats(16 + 15 + 30);
    call.a = all.asSlice(0, 16 * Float.BYTES);
    call.c = all.asSlice(16 * Float.BYTES, 15 * Float.BYTES);
    call.b = all.asSlice(31 * Float.BYTES);
    all.fill((byte) -1); // NaNs

    call.runStrided(blas);

    assertThat(call.c.get(ValueLayout.JAVA_FLOAT, 0)).isNaN();
  }

  @Test
  void a_message_says_what_was_expected_and_what_came() {
    OpenBlas blas = Loaded.openBlas();
    var narrow = new Call();
    narrow.lda = 3;
    var small = new Call();
    small.b = small.b.asSlice(0, 29 * Float.BYTES);

    assertThatThrownBy(() -> narrow.runStrided(blas))
        .hasMessage("lda: expected at least the 4 columns of a stored row, got 3.");
    assertThatThrownBy(() -> small.runStrided(blas))
        .hasMessage("b: expected at least 30 floats, got 29.");
  }
}
