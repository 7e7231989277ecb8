package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// OpenBLAS ends the process when more calls are under way than it has buffers for, so further
/// calls wait. Many threads cannot show this: the usual builds have hundreds of buffers, and two
/// hundred threads on a small machine have five calls under way. So the limit itself is looked at.
class CallLimitTest {

  /// A call needs one, and no build since 2018 has fewer than these (OpenBLAS pull request 1858).
  private static final int FEWEST_BUFFERS = 50;

  enum Call {
    PRODUCT,
    BATCH,
    MATRIX_VECTOR,
    SAXPY,
    SDOT;

    /// Runs the call over 1×1 matrices: `c`, `-1 · 2`.
    void run(OpenBlas blas, MemorySegment a, MemorySegment b, MemorySegment c) {
      Transpose no = Transpose.NO;
      switch (this) {
        case PRODUCT -> blas.sgemm(no, no, 1, 1, 1, 1, a, 1, b, 1, 0, c, 1);
        case BATCH -> blas.sgemmStrided(no, no, 1, 1, 1, 1, a, 1, 0, b, 1, 0, 0, c, 1, 1, 2);
        case MATRIX_VECTOR -> blas.sgemv(no, 1, 1, 1, a, 1, b, 1, 0, c, 1);
        case SAXPY -> blas.saxpy(1, 2, a, 1, c, 1);
        case SDOT -> c.set(ValueLayout.JAVA_FLOAT, 0, blas.sdot(1, a, 1, b, 1));
      }
    }
  }

  /// The limit of `blas`. By reflection: nothing but this test has a use for it.
  private static Semaphore limit(OpenBlas blas) throws IllegalAccessException {
    Field field =
        Arrays.stream(OpenBlas.class.getDeclaredFields())
            .filter(f -> f.getType() == Semaphore.class)
            .findFirst()
            .orElseThrow();
    field.setAccessible(true);
    return (Semaphore) field.get(blas);
  }

  @Test
  void no_more_calls_are_let_in_than_the_smallest_build_has_buffers() throws Exception {
    assertThat(limit(Loaded.openBlas()).availablePermits()).isBetween(1, FEWEST_BUFFERS);
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(30)
  void a_call_waits_for_another_to_end_and_then_runs(Call call) throws Exception {
    OpenBlas blas = Loaded.openBlas(false); // one of our own: nobody else waits
    Semaphore limit = limit(blas);
    int all = limit.drainPermits();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, -1);
      MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 2);
      MemorySegment c = arena.allocate(2 * Float.BYTES, Float.BYTES);
      var caller = new Thread(() -> call.run(blas, a, b, c));
      caller.start();
      while (caller.getState() != Thread.State.WAITING && caller.isAlive()) {
        Thread.sleep(1);
      }
      boolean waited = caller.isAlive();
      float before = c.get(ValueLayout.JAVA_FLOAT, 0);
      limit.release(all);
      caller.join();

      assertThat(waited).as("the call waited").isTrue();
      assertThat(before).isZero();
      assertThat(c.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(-2);
      assertThat(limit.availablePermits()).as("calls let in afterwards").isEqualTo(all);
    }
  }

  @Test
  void a_call_that_is_refused_takes_no_place() throws Exception {
    OpenBlas blas = Loaded.openBlas(false);
    int before = limit(blas).availablePermits();
    MemorySegment one = Arena.ofAuto().allocate(Float.BYTES, Float.BYTES);

    assertThatThrownBy(() -> blas.saxpy(1, 1, one, 1, one, 1))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(limit(blas).availablePermits()).isEqualTo(before);
  }
}
