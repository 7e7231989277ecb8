package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Functions of two and three operands that broadcast, against the reference, to the bit.
class BinaryTest {

  private static final Parallel SEVERAL = Parallel.of(3, Parallel.Idle.SLEEP);

  private static final class Pair {
    final int[] a;
    final int[] b;

    Pair(int[] a, int[] b) {
      this.a = a;
      this.b = b;
    }
  }

  private static List<Pair> pairs() {
    int lanes = Lanes.COUNT;
    return List.of(
        pair(sizes(), sizes()),
        pair(sizes(0), sizes(0)),
        pair(sizes(0, 3), sizes(3)),
        pair(sizes(1, 1), sizes(1)),
        pair(sizes(lanes - 1), sizes(lanes - 1)),
        pair(sizes(lanes), sizes(1)),
        pair(sizes(), sizes(lanes + 1)),
        pair(sizes(40_009), sizes(40_009)),
        pair(sizes(40_009), sizes()),
        pair(sizes(1), sizes(33_001)),
        pair(sizes(37, 19), sizes(19)),
        pair(sizes(19), sizes(37, 19)),
        pair(sizes(37, 19), sizes(37, 1)),
        pair(sizes(37, 1), sizes(1, 19)),
        pair(sizes(1, 19), sizes(37, 1)),
        pair(sizes(3, 17_001), sizes(17_001)),
        pair(sizes(3, 17_001), sizes(3, 1)),
        pair(sizes(2, 3, 5, 7), sizes(3, 1, 7)),
        pair(sizes(2, 1, 5, 1), sizes(1, 3, 1, 7)),
        pair(sizes(2, 3, 2, 3, 2, 3), sizes(2, 1, 2, 1, 2, 1)),
        pair(sizes(1, 3, 1, 3, 1, 3), sizes(2, 1, 2, 1, 2, 1)),
        pair(sizes(5, 1, 4, 33), sizes(5, 1, 4, 33)));
  }

  private static Pair pair(int[] a, int[] b) {
    return new Pair(a, b);
  }

  private static int[] sizes(int... sizes) {
    return sizes;
  }

  private static int count(int[] sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  @ParameterizedTest
  @EnumSource
  void vectors_give_the_bits_of_the_reference(Binary function) {
    for (Pair pair : pairs()) {
      var shape = BroadcastShape.of(pair.a, pair.b);
      int count = (int) shape.count();
      var a = Guarded.of(Samples.wild(count(pair.a), 1), 1);
      var b = Guarded.of(Samples.wild(count(pair.b), 2), 0);
      var out = Guarded.unwritten(count, 1);
      var expected = Guarded.unwritten(count, 0);
      BinaryReference.apply(function, pair.a, pair.b, a.address(), b.address(), expected.address());
      BinaryMap.of(function, shape).run(SEVERAL, a.address(), b.address(), out.address());
      assertThat(out.bits())
          .as("%s with %s", Arrays.toString(pair.a), Arrays.toString(pair.b))
          .isEqualTo(expected.bits());
    }
  }

  @Test
  void the_reference_broadcasts() {
    var a = Guarded.of(1, 2, 3);
    var b = Guarded.of(10, 20);
    var out = Guarded.unwritten(6, 0);
    BinaryReference.apply(
        Binary.SUBTRACT, sizes(3, 1), sizes(2), a.address(), b.address(), out.address());
    assertThat(out.floats()).containsExactly(-9, -19, -8, -18, -7, -17);
  }

  @Test
  void the_result_may_take_the_place_of_an_operand() {
    var a = Guarded.of(Samples.normal(1_001, 1));
    var b = Guarded.of(Samples.normal(1_001, 2));
    float[] x = a.floats();
    float[] y = b.floats();
    var shape = BroadcastShape.of(sizes(1_001), sizes(1_001));
    BinaryMap.of(Binary.ADD, shape).run(SEVERAL, a.address(), b.address(), a.address());
    float[] sum = a.floats();
    for (int i = 0; i < sum.length; i++) {
      assertThat(sum[i]).isEqualTo(x[i] + y[i]);
    }
  }

  @Test
  void a_choice_gives_the_bits_of_the_reference() {
    int[][][] operands = {
      {{}, {5}, {5}},
      {{40_009}, {40_009}, {40_009}},
      {{40_009}, {40_009}, {}},
      {{40_009}, {}, {40_009}},
      {{17}, {1}, {1}},
      {{1}, {17}, {}},
      {{3, 1}, {3, 19}, {1}},
      {{2, 1, 19}, {2, 3, 19}, {}},
      {{3, 1}, {1}, {3, 19}},
      {{2, 1, 7, 1}, {3, 1, 5}, {1, 3, 7, 5}},
      {{0}, {0}, {1}}
    };
    for (int[][] o : operands) {
      var shape = BroadcastShape.of(o);
      float[] conditions = Samples.wild(count(o[0]), 1);
      for (int i = 0; i < conditions.length; i += 2) {
        conditions[i] = 0;
      }
      var condition = Guarded.of(conditions, 1);
      var a = Guarded.of(Samples.wild(count(o[1]), 2), 0);
      var b = Guarded.of(Samples.wild(count(o[2]), 3), 1);
      var out = Guarded.unwritten((int) shape.count(), 1);
      var expected = Guarded.unwritten((int) shape.count(), 0);
      SelectReference.select(
          o[0], o[1], o[2], condition.address(), a.address(), b.address(), expected.address());
      Select.of(shape).run(SEVERAL, condition.address(), a.address(), b.address(), out.address());
      assertThat(out.bits()).as(Arrays.deepToString(o)).isEqualTo(expected.bits());
    }
  }

  @Test
  void axes_merge() {
    assertThat(BroadcastShape.of(sizes(8, 3, 5), sizes(8, 3, 5)))
        .hasToString(text("120", "1", "1"));
    assertThat(BroadcastShape.of(sizes(8, 3, 5), sizes())).hasToString(text("120", "1", "0"));
    assertThat(BroadcastShape.of(sizes(8, 3, 5), sizes(5)))
        .hasToString(text("24, 5", "5, 1", "0, 1"));
    assertThat(BroadcastShape.of(sizes(8, 3, 5), sizes(8, 3, 1)))
        .hasToString(text("24, 5", "5, 1", "1, 0"));
  }

  private static String text(String sizes, String a, String b) {
    return "[" + sizes + "] by [[" + a + "], [" + b + "]]";
  }

  @Test
  void operands_that_do_not_meet_are_refused() {
    assertThatThrownBy(() -> BroadcastShape.of(sizes(3, 4), sizes(3)))
        .hasMessage(
            "operands: expected sizes that are equal or 1, got [[3, 4], [3]]. Reshape one of"
                + " them.");
    assertThatThrownBy(() -> BroadcastShape.of(sizes(1, 1, 1, 1, 1, 1, 1)))
        .hasMessage("axes: expected at most 6, got 7. Merge some.");
  }
}
