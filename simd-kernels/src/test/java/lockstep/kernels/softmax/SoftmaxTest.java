package lockstep.kernels.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Softmax, its logarithm and their gradients: against the reference to the bit, and the reference
/// against what doubles give.
class SoftmaxTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  enum Kernel {
    SOFTMAX {
      @Override
      void run(int rows, int columns, long a, long b, long out) {
        Softmax.of(rows, columns).run(ALONE, a, out);
      }

      @Override
      void refer(int rows, int columns, long a, long b, long out) {
        SoftmaxReference.softmax(rows, columns, a, out);
      }
    },
    SOFTMAX_GRADIENT {
      @Override
      void run(int rows, int columns, long a, long b, long out) {
        SoftmaxGradient.of(rows, columns).run(ALONE, a, b, out);
      }

      @Override
      void refer(int rows, int columns, long a, long b, long out) {
        SoftmaxReference.softmaxGradient(rows, columns, a, b, out);
      }
    },
    LOG_SOFTMAX {
      @Override
      void run(int rows, int columns, long a, long b, long out) {
        LogSoftmax.of(rows, columns).run(ALONE, a, out);
      }

      @Override
      void refer(int rows, int columns, long a, long b, long out) {
        SoftmaxReference.logSoftmax(rows, columns, a, out);
      }
    },
    LOG_SOFTMAX_GRADIENT {
      @Override
      void run(int rows, int columns, long a, long b, long out) {
        LogSoftmaxGradient.of(rows, columns).run(ALONE, a, b, out);
      }

      @Override
      void refer(int rows, int columns, long a, long b, long out) {
        SoftmaxReference.logSoftmaxGradient(rows, columns, a, b, out);
      }
    };

    abstract void run(int rows, int columns, long a, long b, long out);

    abstract void refer(int rows, int columns, long a, long b, long out);
  }

  static int[][] sizes() {
    int lanes = Lanes.COUNT;
    return Stream.of(0, 1, 2, lanes - 1, lanes, lanes + 1, 15, 16, 17, 31, 33, 101, 1000)
        .map(columns -> new int[] {columns == 0 ? 3 : 7, columns})
        .toArray(int[][]::new);
  }

  @ParameterizedTest
  @EnumSource
  void vectors_give_the_bits_of_the_reference(Kernel kernel) {
    for (int[] size : sizes()) {
      expect(kernel, size[0], size[1], SoftmaxCases.numbers(size[0] * size[1], size[1]));
    }
    expect(kernel, 0, 5, new float[0]);
    expect(kernel, 61, 1009, SoftmaxCases.numbers(61 * 1009, 3));
  }

  @ParameterizedTest
  @EnumSource
  void special_numbers_come_out_as_the_reference_says(Kernel kernel) {
    float[] special = {Float.NaN, INFINITY, -INFINITY, 0f, -0f, Float.MIN_VALUE, 3e38f, -3e38f};
    for (int columns : new int[] {1, 5, 16, 23, 70}) {
      for (float value : special) {
        float[] a = SoftmaxCases.numbers(3 * columns, 5);
        a[columns + columns / 2] = value;
        Arrays.fill(a, 2 * columns, 3 * columns, value);
        expect(kernel, 3, columns, a);
      }
    }
  }

  private static void expect(Kernel kernel, int rows, int columns, float[] numbers) {
    float[] others = SoftmaxCases.numbers(numbers.length, 9);
    var a = Guarded.of(numbers, 1);
    var b = Guarded.of(others, 2);
    var expected = Guarded.unwritten(numbers.length, 0);
    kernel.refer(rows, columns, a.address(), b.address(), expected.address());
    var out = Guarded.unwritten(numbers.length, 3);
    kernel.run(rows, columns, a.address(), b.address(), out.address());
    assertThat(out.bits()).as("%d × %d", rows, columns).isEqualTo(expected.bits());
    kernel.run(rows, columns, a.address(), b.address(), b.address());
    assertThat(b.bits()).as("%d × %d in place", rows, columns).isEqualTo(expected.bits());
    b = Guarded.of(others, 2);
    kernel.run(rows, columns, a.address(), b.address(), a.address());
    assertThat(a.bits()).as("%d × %d in place", rows, columns).isEqualTo(expected.bits());
  }

  @Test
  void the_reference_is_near_what_doubles_give() {
    for (int columns : new int[] {1, 2, 10, 1000, 50_000}) {
      float[] x = SoftmaxCases.numbers(columns, columns);
      float[] dy = SoftmaxCases.numbers(columns, columns + 1);
      double sum = 0;
      for (float f : x) {
        sum += Math.exp(f);
      }
      var in = Guarded.of(x);
      var by = Guarded.of(dy);
      var y = Guarded.unwritten(columns, 0);
      var log = Guarded.unwritten(columns, 0);
      SoftmaxReference.softmax(1, columns, in.address(), y.address());
      SoftmaxReference.logSoftmax(1, columns, in.address(), log.address());
      float[] shares = y.floats();
      float[] logs = log.floats();
      double dot = 0;
      double total = 0;
      for (int i = 0; i < columns; i++) {
        double p = Math.exp(x[i]) / sum;
        // x − max is rounded: up to 30 in size, half an ulp of that is 1e-6 of the exponential.
        assertThat(shares[i]).isCloseTo((float) p, within((float) (3e-6 * p)));
        assertThat(logs[i]).isCloseTo((float) Math.log(p), within(4e-6f));
        dot += p * dy[i];
        total += dy[i];
      }
      var dx = Guarded.unwritten(columns, 0);
      SoftmaxReference.softmaxGradient(1, columns, y.address(), by.address(), dx.address());
      var dlog = Guarded.unwritten(columns, 0);
      SoftmaxReference.logSoftmaxGradient(1, columns, log.address(), by.address(), dlog.address());
      float[] d = dx.floats();
      float[] logD = dlog.floats();
      for (int i = 0; i < columns; i += 1 + columns / 100) {
        double p = Math.exp(x[i]) / sum;
        assertThat((double) d[i]).isCloseTo(p * (dy[i] - dot), within(6e-6 * p * 12));
        assertThat((double) logD[i])
            .isCloseTo(dy[i] - p * total, within(1e-6 * Math.abs(dy[i]) + 5e-6 * p * columns));
      }
    }
  }

  @Test
  void a_row_without_a_softmax_is_nan_and_masked_columns_get_nothing() {
    var in = Guarded.of(1, -INFINITY, 1, -INFINITY, -INFINITY, -INFINITY, 0, INFINITY, -1);
    Softmax.of(3, 3).run(ALONE, in.address(), in.address());
    float nan = Float.NaN;
    assertThat(in.floats()).containsExactly(0.5f, 0, 0.5f, nan, nan, nan, nan, nan, nan);
  }

  @Test
  void large_numbers_do_not_overflow() {
    var in = Guarded.of(3e38f, 3e38f, -3e38f, 1000, 999, -5);
    Softmax.of(2, 3).run(ALONE, in.address(), in.address());
    assertThat(in.floats()[0]).isEqualTo(0.5f);
    assertThat(in.floats()[2]).isZero();
    assertThat(in.floats()[3]).isCloseTo(0.731_058_6f, within(1e-6f));
  }

  @Test
  void a_senseless_size_is_refused_by_name() {
    assertThatThrownBy(() -> Softmax.of(-1, 3)).hasMessage("rows: expected 0 or more, got -1.");
    assertThatThrownBy(() -> Softmax.of(1, -3)).hasMessage("columns: expected 0 or more, got -3.");
  }
}
