package lockstep.kernels.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Copies: all bits, at all sizes, and nothing else touched.
class MoveTest {

  private static final Parallel THREADS = Parallel.of(2, Parallel.Idle.SLEEP);

  static IntStream counts() {
    int lanes = Lanes.COUNT;
    return IntStream.of(
        0, 1, 3, lanes - 1, lanes, lanes + 1, 15, 17, 4 * lanes - 1, 4 * lanes + 1, 101, 70_001);
  }

  @ParameterizedTest
  @MethodSource("counts")
  void a_copy_has_all_bits(int count) {
    var in = Guarded.of(Numbers.bits(count, 1), 1);
    var out = Guarded.unwritten(count, 2);
    Copy.of(count).run(THREADS, in.address(), out.address());
    assertThat(out.ints()).isEqualTo(in.ints());
  }

  @ParameterizedTest
  @MethodSource("counts")
  void a_fill_is_everywhere(int count) {
    var out = Guarded.unwritten(count, 3);
    Fill.of(count).runBits(THREADS, 0x7F81_2345, out.address());
    assertThat(out.ints()).containsOnly(count == 0 ? new int[0] : new int[] {0x7F81_2345});
    Fill.of(count).run(THREADS, -0f, out.address());
    assertThat(out.ints()).containsOnly(count == 0 ? new int[0] : new int[] {0x8000_0000});
  }

  static Stream<int[]> matrices() {
    var matrices = new ArrayList<int[]>();
    int lanes = Lanes.COUNT;
    int[] sizes = {0, 1, 2, 3, 5, lanes - 1, lanes, lanes + 1, 63, 64, 65, 131};
    for (int rows : sizes) {
      for (int columns : sizes) {
        matrices.add(new int[] {rows, columns});
      }
    }
    matrices.add(new int[] {3, 20_000});
    matrices.add(new int[] {20_000, 3});
    matrices.add(new int[] {300, 517});
    return matrices.stream();
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void a_matrix_is_transposed(int[] sizes) {
    var in = Guarded.of(Numbers.bits(Sizes.product(sizes), 1), 1);
    var out = Guarded.unwritten((int) Sizes.product(sizes), 3);
    Transpose.matrices(1, sizes[0], sizes[1]).run(THREADS, in.address(), out.address());
    int[] from = in.ints();
    int[] to = out.ints();
    for (int r = 0; r < sizes[0]; r++) {
      for (int c = 0; c < sizes[1]; c++) {
        if (to[c * sizes[0] + r] != from[r * sizes[1] + c]) {
          assertThat(to[c * sizes[0] + r])
              .as("row %d, column %d", r, c)
              .isEqualTo(from[r * sizes[1] + c]);
        }
      }
    }
  }

  @Test
  void any_order_of_axes_is_that_of_the_reference() {
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int rank = random.nextInt(7);
      int[] sizes = random.ints(rank, 1, rank < 3 ? 90 : rank < 5 ? 20 : 7).toArray();
      if (rank > 0 && i % 5 == 0) {
        sizes[random.nextInt(rank)] = i % 20 == 0 ? 0 : 1;
      }
      int[] permutation = shuffled(rank, random);
      String what = Arrays.toString(sizes) + " by " + Arrays.toString(permutation);
      int count = (int) Sizes.product(sizes);
      var in = Guarded.of(Numbers.bits(count, i), i % 3);
      var expected = Guarded.unwritten(count, 0);
      TransposeReference.run(sizes, permutation, in.address(), expected.address());
      var out = Guarded.unwritten(count, 1);
      Transpose.of(sizes, permutation).run(THREADS, in.address(), out.address());
      assertThat(out.ints()).as(what).isEqualTo(expected.ints());
    }
  }

  private static int[] shuffled(int rank, Random random) {
    int[] order = IntStream.range(0, rank).toArray();
    for (int i = rank - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int t = order[i];
      order[i] = order[j];
      order[j] = t;
    }
    return order;
  }

  @Test
  void slices_and_their_gradients_are_those_of_the_reference() {
    var random = new Random(8);
    for (int i = 0; i < 300; i++) {
      SliceShape shape = slice(random, i);
      var in = Guarded.of(Numbers.bits(shape.inputSize(), i), i % 3);
      var expected = Guarded.unwritten((int) shape.outputSize(), 0);
      SliceReference.run(shape, in.address(), expected.address());
      var out = Guarded.unwritten((int) shape.outputSize(), 1);
      Slice.of(shape).run(THREADS, in.address(), out.address());
      assertThat(out.ints()).as(shape.toString()).isEqualTo(expected.ints());

      var back = Guarded.unwritten((int) shape.inputSize(), 0);
      SliceReference.gradient(shape, out.address(), back.address());
      var outBack = Guarded.unwritten((int) shape.inputSize(), 1);
      SliceGradient.of(shape).run(THREADS, out.address(), outBack.address());
      assertThat(outBack.ints()).as(shape.toString()).isEqualTo(back.ints());
    }
  }

  private static SliceShape slice(Random random, int i) {
    int rank = random.nextInt(5);
    int[] sizes = random.ints(rank, 1, rank < 3 ? 120 : 22).toArray();
    int[] starts = new int[rank];
    int[] counts = new int[rank];
    int[] steps = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      int step = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
      counts[axis] = i % 25 == 0 ? 0 : 1 + random.nextInt(1 + (sizes[axis] - 1) / step);
      int span = Math.max(0, counts[axis] - 1) * step;
      starts[axis] = random.nextInt(sizes[axis] - span);
      steps[axis] = step;
      if (random.nextInt(4) == 0) {
        starts[axis] += span;
        steps[axis] = -step;
      }
    }
    return SliceShape.of(sizes, starts, counts, steps);
  }

  @Test
  void a_slice_takes_what_it_says() {
    var in = Guarded.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    var out = Guarded.unwritten(3, 0);
    var back = new int[][] {{1, 3, 3}, {9, 3, -4}};
    var found = new ArrayList<float[]>();
    for (int[] s : back) {
      Slice.of(SliceShape.of(new int[] {10}, new int[] {s[0]}, new int[] {s[1]}, new int[] {s[2]}))
          .run(THREADS, in.address(), out.address());
      found.add(out.floats());
    }
    assertThat(found.get(0)).containsExactly(1, 4, 7);
    assertThat(found.get(1)).containsExactly(9, 5, 1);
  }

  @Test
  void paddings_and_their_gradients_are_those_of_the_reference() {
    var random = new Random(9);
    List<PadMode> modes = List.of(PadMode.values());
    for (int i = 0; i < 300; i++) {
      int rank = random.nextInt(6);
      int[] sizes = random.ints(rank, 1, rank < 3 ? 60 : 9).toArray();
      PadMode mode = modes.get(i % modes.size());
      int[] before = new int[rank];
      int[] after = new int[rank];
      for (int axis = 0; axis < rank; axis++) {
        int most = mode == PadMode.REFLECT ? Math.min(4, sizes[axis]) : 4;
        before[axis] = random.nextBoolean() ? random.nextInt(most) : 0;
        after[axis] = random.nextBoolean() ? random.nextInt(most) : 0;
      }
      var shape = PadShape.of(mode, sizes, before, after);
      var in = Guarded.of(Numbers.bits(shape.inputSize(), i), i % 3);
      var expected = Guarded.unwritten((int) shape.outputSize(), 0);
      PadReference.run(shape, -3, in.address(), expected.address());
      var out = Guarded.unwritten((int) shape.outputSize(), 1);
      Pad.of(shape).run(THREADS, -3, in.address(), out.address());
      assertThat(out.ints()).as(shape.toString()).isEqualTo(expected.ints());

      var gradient = Guarded.of(Numbers.normal(shape.outputSize(), i), i % 3);
      var back = Guarded.unwritten((int) shape.inputSize(), 0);
      PadReference.gradient(shape, gradient.address(), back.address());
      var outBack = Guarded.unwritten((int) shape.inputSize(), 1);
      PadGradient.of(shape).run(THREADS, gradient.address(), outBack.address());
      assertThat(outBack.bits()).as(shape.toString()).isEqualTo(back.bits());
    }
  }

  @Test
  void paddings_are_what_they_say() {
    assertThat(padded(PadMode.CONSTANT)).containsExactly(9, 9, 1, 2, 3, 9);
    assertThat(padded(PadMode.REFLECT)).containsExactly(3, 2, 1, 2, 3, 2);
    assertThat(padded(PadMode.EDGE)).containsExactly(1, 1, 1, 2, 3, 3);
  }

  @Test
  void an_element_adds_the_gradients_of_all_its_places() {
    assertThat(padGradient(PadMode.CONSTANT)).containsExactly(3, 4, 5);
    assertThat(padGradient(PadMode.REFLECT)).containsExactly(3, 2 + 4 + 6, 1 + 5);
    assertThat(padGradient(PadMode.EDGE)).containsExactly(1 + 2 + 3, 4, 5 + 6);
  }

  private static float[] padGradient(PadMode mode) {
    var gradient = Guarded.of(1, 2, 3, 4, 5, 6);
    var out = Guarded.unwritten(3, 0);
    var shape = PadShape.of(mode, new int[] {3}, new int[] {2}, new int[] {1});
    PadGradient.of(shape).run(THREADS, gradient.address(), out.address());
    return out.floats();
  }

  private static float[] padded(PadMode mode) {
    var in = Guarded.of(1, 2, 3);
    var out = Guarded.unwritten(6, 0);
    var shape = PadShape.of(mode, new int[] {3}, new int[] {2}, new int[] {1});
    Pad.of(shape).run(THREADS, 9, in.address(), out.address());
    return out.floats();
  }

  @Test
  void parts_are_joined_and_cut_as_in_the_reference() {
    int[][] sizes = {{2, 3, 5}, {40, 7, 33}, {1, 4, 1}, {3, 2, 0}, {500, 1, 3}};
    int[] parts = {3, 0, 1, 17};
    for (int[] size : sizes) {
      for (int axis = 0; axis < 3; axis++) {
        int[] whole = size.clone();
        whole[axis] = 21;
        int count = (int) Sizes.product(whole);
        int others = count / 21;
        var in = Guarded.of(Numbers.bits(count, 3), 1);
        long[] ins = MoveCases.ends(in.address(), others, parts);
        var expected = Guarded.unwritten(count, 0);
        ConcatReference.run(whole, axis, parts, ins, expected.address());
        var out = Guarded.unwritten(count, 1);
        Concat.of(whole, axis, parts).run(THREADS, ins, out.address());
        assertThat(out.ints()).isEqualTo(expected.ints());

        var back = Guarded.unwritten(count, 1);
        Split.of(whole, axis, parts)
            .run(THREADS, out.address(), MoveCases.ends(back.address(), others, parts));
        assertThat(back.ints()).isEqualTo(in.ints());
      }
    }
  }

  @Test
  void the_second_part_follows_the_first_in_each_row() {
    var in = Guarded.of(1, 2, 3, 4, 5, 6);
    var out = Guarded.unwritten(6, 0);
    int[] parts = {1, 2};
    Concat.of(new int[] {2, 0}, 1, parts)
        .run(THREADS, MoveCases.ends(in.address(), 2, parts), out.address());
    assertThat(out.floats()).containsExactly(1, 3, 4, 2, 5, 6);
  }

  @Test
  void repetitions_are_those_of_the_reference() {
    var random = new Random(10);
    for (int i = 0; i < 200; i++) {
      int rank = random.nextInt(5);
      int[] from = random.ints(rank, 1, rank < 3 ? 40 : 7).toArray();
      int[] to = from.clone();
      int[] repeats = random.ints(rank, 0, 4).toArray();
      int[] tiled = new int[rank];
      for (int axis = 0; axis < rank; axis++) {
        if (random.nextBoolean()) {
          from[axis] = 1;
        }
        tiled[axis] = from[axis] * repeats[axis];
      }
      var in = Guarded.of(Numbers.bits(Sizes.product(from), i), 1);
      assertRepeated(Broadcast.of(from, to), from, to, in);
      assertRepeated(Broadcast.tile(from, repeats), from, tiled, in);
    }
  }

  private static void assertRepeated(Broadcast broadcast, int[] from, int[] to, Guarded in) {
    int count = (int) Sizes.product(to);
    var expected = Guarded.unwritten(count, 0);
    BroadcastReference.run(from, to, in.address(), expected.address());
    var out = Guarded.unwritten(count, 1);
    broadcast.run(THREADS, in.address(), out.address());
    assertThat(out.ints())
        .as("%s to %s", Arrays.toString(from), Arrays.toString(to))
        .isEqualTo(expected.ints());
  }

  @Test
  void wrong_arguments_are_named() {
    assertThatThrownBy(() -> Transpose.of(new int[] {2, 3}, new int[] {0, 0}))
        .hasMessage("permutation: expected each axis from 0 to 1 once, got [0, 0].");
    assertThatThrownBy(() -> Broadcast.of(new int[] {2, 3}, new int[] {2, 6}))
        .hasMessageStartingWith("to: expected 3 on axis 1, got 6.");
    assertThatThrownBy(() -> Split.of(new int[] {2, 3}, 1, new int[] {1, 1}))
        .hasMessageStartingWith("parts: expected a sum of 3");
    assertThatThrownBy(
            () -> SliceShape.of(new int[] {4}, new int[] {1}, new int[] {2}, new int[] {3}))
        .hasMessageStartingWith("slice: expected elements from 0 to 3 of axis 0, got 1 to 4");
    for (PadMode mode : List.of(PadMode.REFLECT, PadMode.EDGE)) {
      assertThatThrownBy(() -> PadShape.of(mode, new int[] {0}, new int[] {1}, new int[] {0}))
          .hasMessageStartingWith("padding: expected fewer elements than the 0 of axis 0");
    }
  }
}
