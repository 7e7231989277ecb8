package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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

/// `sgemv`, `saxpy` and `sdot` check every argument before native code sees one.
class VectorArgumentsTest {

  /// Arguments of any of the three: A is 3×5 with rows of 6, x and y hold 5 and 3 elements where A
  /// is there and 3 each where it is not; every segment is as small as it may be.
  static final class Call {
    final Function function;
    Transpose trans = Transpose.NO;
    int m = 3;
    int n = 5;
    int lda = 6;
    int incx = 2;
    int incy = 3;
    MemorySegment a = floats(17);
    MemorySegment x;
    MemorySegment y = floats(7);

    Call(Function function) {
      this.function = function;
      x = floats(function == Function.SGEMV ? 9 : 5);
      n = function == Function.SGEMV ? 5 : 3;
    }

    static MemorySegment floats(int count) {
      return Arena.ofAuto().allocate(count * (long) Float.BYTES, Float.BYTES);
    }

    void run(OpenBlas blas) {
      switch (function) {
        case SGEMV -> blas.sgemv(trans, m, n, 1, a, lda, x, incx, 1, y, incy);
        case SAXPY -> blas.saxpy(n, -2, x, incx, y, incy);
        case SDOT -> assertThat(blas.sdot(n, x, incx, y, incy)).isFinite();
      }
    }
  }

  enum Function {
    SGEMV,
    SAXPY,
    SDOT
  }

  /// @param argument the name that the message must begin with
  record Case(Function function, String argument, String what, Consumer<Call> change) {
    @Override
    public String toString() {
      return function + ": " + argument + " " + what;
    }
  }

  static List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (Function f : Function.values()) {
      cases.add(new Case(f, "n", "negative", call -> call.n = -1));
      for (int increment : new int[] {0, -1}) {
        cases.add(new Case(f, "incx", "of " + increment, call -> call.incx = increment));
        cases.add(new Case(f, "incy", "of " + increment, call -> call.incy = increment));
      }
      for (Fault fault : Fault.ofReadable()) {
        cases.add(new Case(f, "x", fault.words(), call -> call.x = fault.spoil().apply(call.x)));
        cases.add(new Case(f, "y", fault.words(), call -> call.y = fault.spoil().apply(call.y)));
      }
      cases.add(
          new Case(
              f,
              "x",
              "of 65,536² floats",
              call -> {
                call.n = call.incx = 65_536;
                call.m = f == Function.SGEMV ? 0 : call.m;
                call.lda = 65_536;
              }));
      if (f != Function.SDOT) {
        for (Fault fault : Fault.ofWritable()) {
          cases.add(new Case(f, "y", fault.words(), call -> call.y = fault.spoil().apply(call.y)));
        }
        cases.add(new Case(f, "y", "over x", call -> call.y = call.x = Call.floats(20)));
      }
    }
    addMatrixCases(cases);
    return cases;
  }

  private static void addMatrixCases(List<Case> cases) {
    Function f = Function.SGEMV;
    cases.add(new Case(f, "trans", "null", call -> call.trans = Fault.missing()));
    cases.add(new Case(f, "m", "negative", call -> call.m = -1));
    cases.add(new Case(f, "lda", "under a row", call -> call.lda = 4));
    cases.add(new Case(f, "y", "over a", call -> call.y = call.a));
    cases.add(new Case(f, "y", "too small once A is transposed", call -> transposed(call)));
    cases.add(
        new Case(
            f,
            "a",
            "of 50,000² floats",
            call -> {
              call.m = call.n = call.lda = 50_000;
            }));
    for (Fault fault : Fault.ofReadable()) {
      cases.add(new Case(f, "a", fault.words(), call -> call.a = fault.spoil().apply(call.a)));
    }
  }

  /// x has more than the 3 elements needed then, y fewer than the 5.
  private static void transposed(Call call) {
    call.trans = Transpose.YES;
  }

  @Test
  void the_calls_that_the_cases_start_from_are_legal() {
    OpenBlas blas = Loaded.openBlas();
    for (Function function : Function.values()) {
      assertThatCode(() -> new Call(function).run(blas)).doesNotThrowAnyException();
    }
  }

  @Test
  void a_dot_product_may_read_one_vector_twice() {
    OpenBlas blas = Loaded.openBlas();
    MemorySegment x = Call.floats(2);
    x.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 3);
    x.setAtIndex(ValueLayout.JAVA_FLOAT, 1, -4);

    assertThat(blas.sdot(2, x, 1, x.asReadOnly(), 1)).isEqualTo(25);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_call_names_the_argument_at_fault(Case fault) {
    OpenBlas blas = Loaded.openBlas();
    var call = new Call(fault.function);
    fault.change.accept(call);

    assertThatThrownBy(() -> call.run(blas))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(fault.argument + ": expected ");
  }
}
