package lockstep.kernels.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attention and its gradient: to the bit against the references, and the references against what
/// one writes down in double.
class AttentionTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  /// Batch, heads, key heads, queries, keys, head size: tiles, lanes and blocks ± 1.
  private static final int[][] SIZES = {
    {0, 2, 1, 3, 3, 4},
    {1, 1, 1, 0, 3, 4},
    {1, 1, 1, 3, 0, 4},
    {1, 1, 1, 1, 1, 1},
    {2, 3, 1, 5, 4, 3},
    {1, 2, 2, 15, 17, 15},
    {1, 2, 1, 16, 16, 16},
    {2, 2, 2, 17, 15, 17},
    {1, 1, 1, 6, 7, 31},
    {1, 4, 2, 1, 200, 64},
    {1, 1, 1, 64, 64, 32},
    {1, 2, 1, 63, 97, 48},
    {2, 1, 1, 65, 96, 33},
    {1, 1, 1, 101, 193, 80},
    {1, 1, 1, 130, 67, 8},
    {1, 4, 2, 67, 131, 20},
    // Heads enough that each is a share of the gradient.
    {4, 4, 4, 64, 64, 32},
    {3, 12, 6, 130, 70, 41},
    {2, 8, 8, 70, 133, 33},
    {16, 1, 1, 5, 3, 7},
  };

  static Stream<AttentionShape> shapes() {
    return Stream.of(SIZES)
        .flatMap(s ->
            Stream.of(false, true)
                .map(causal -> AttentionShape.dense(s[0], s[1], s[2], s[3], s[4], s[5], causal)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_equals_the_reference(AttentionShape shape) {
    for (boolean masked : new boolean[] {false, true}) {
      expectEqual(new Tensors(shape, masked, 1), ALONE);
    }
  }

  private static void expectEqual(Tensors tensors, Parallel parallel) {
    var expected = tensors.run(true, ALONE);
    var got = tensors.run(false, parallel);
    expectEqual("o", tensors, got.o(), expected.o());
    expectEqual("lse", tensors, got.lse(), expected.lse());
    expectEqual("dQ", tensors, got.dQ(), expected.dQ());
    expectEqual("dK", tensors, got.dK(), expected.dK());
    expectEqual("dV", tensors, got.dV(), expected.dV());
  }

  private static void expectEqual(String name, Tensors tensors, Guarded got, Guarded expected) {
    assertThat(got.bits())
        .as("%s of %s, masked %s", name, tensors.shape, tensors.masked)
        .isEqualTo(expected.bits());
  }

  @Test
  void tokens_may_lie_apart() {
    for (boolean causal : new boolean[] {false, true}) {
      var shape =
          new AttentionShape(
              2,
              2,
              1,
              9,
              70,
              20,
              new TokenLayout(47, 500),
              new TokenLayout(61, 5000),
              new TokenLayout(20, 1403),
              new TokenLayout(43, 387),
              causal,
              0.3f);
      expectEqual(new Tensors(shape, true, 2), ALONE);
    }
  }

  @Test
  void a_fused_projection_is_read_in_place() {
    int heads = 2;
    int size = 5;
    int tokens = 11;
    var shape = AttentionShape.fused(2, heads, tokens, size, true);
    var apart = AttentionShape.dense(2, heads, heads, tokens, tokens, size, true);
    var tensors = new Tensors(apart, false, 3);
    int each = heads * size;
    float[] projection = new float[2 * tokens * 3 * each];
    for (int t = 0; t < 2 * tokens; t++) {
      System.arraycopy(tensors.q, t * each, projection, t * 3 * each, each);
      System.arraycopy(tensors.k, t * each, projection, (t * 3 + 1) * each, each);
      System.arraycopy(tensors.v, t * each, projection, (t * 3 + 2) * each, each);
    }
    var qkv = Guarded.of(projection, 1);
    var dO = Guarded.of(tensors.dO, 0);
    var o = Guarded.unwritten(tensors.dO.length, 0);
    var lse = Guarded.unwritten(2 * heads * tokens, 0);
    var dQkv = Guarded.unwritten(projection.length, 1);
    long step = (long) each * Float.BYTES;
    var attention = Attention.of(shape);
    attention.run(
        ALONE,
        qkv.address(),
        qkv.address() + step,
        qkv.address() + 2 * step,
        0,
        o.address(),
        lse.address(),
        Tensors.scratch(attention.scratchBytes(1)).address());
    var gradient = AttentionGradient.of(shape);
    gradient.run(
        ALONE,
        qkv.address(),
        qkv.address() + step,
        qkv.address() + 2 * step,
        0,
        o.address(),
        lse.address(),
        dO.address(),
        dQkv.address(),
        dQkv.address() + step,
        dQkv.address() + 2 * step,
        Tensors.scratch(gradient.scratchBytes(1)).address());

    var expected = tensors.run(true, ALONE);
    assertThat(o.bits()).isEqualTo(expected.o().bits());
    float[] all = dQkv.floats();
    for (int t = 0; t < 2 * tokens; t++) {
      int at = t * 3 * each;
      int of = t * each;
      assertThat(Arrays.copyOfRange(all, at, at + each))
          .isEqualTo(Arrays.copyOfRange(expected.dQ().floats(), of, of + each));
      assertThat(Arrays.copyOfRange(all, at + each, at + 2 * each))
          .isEqualTo(Arrays.copyOfRange(expected.dK().floats(), of, of + each));
      assertThat(Arrays.copyOfRange(all, at + 2 * each, at + 3 * each))
          .isEqualTo(Arrays.copyOfRange(expected.dV().floats(), of, of + each));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void the_number_of_threads_changes_no_bit(int threads) {
    var pool = Parallel.of(threads, Parallel.Idle.SPIN);
    expectEqual(new Tensors(AttentionShape.dense(2, 4, 2, 70, 133, 24, true), true, 4), pool);
  }

  @Test
  void scores_that_overflow_exp_are_no_trouble() {
    var tensors = new Tensors(AttentionShape.dense(1, 1, 1, 70, 200, 16, false), false, 5);
    for (int i = 0; i < tensors.q.length; i++) {
      tensors.q[i] *= 200;
    }
    expectEqual(tensors, ALONE);
    assertThat(tensors.run(false, ALONE).o().floats()).doesNotContain(Float.NaN);
  }

  @Test
  void infinities_and_nans_come_out_as_the_reference_says() {
    var tensors = new Tensors(AttentionShape.dense(1, 1, 1, 40, 150, 16, true), true, 6);
    tensors.q[3] = Float.NaN;
    tensors.q[40] = Float.POSITIVE_INFINITY;
    tensors.k[300] = Float.NEGATIVE_INFINITY;
    tensors.k[1000] = -0f;
    tensors.v[77] = Float.NaN;
    tensors.v[200] = Float.MIN_VALUE;
    expectEqual(tensors, ALONE);
  }

  @Test
  void a_query_that_sees_no_key_gives_zeros() {
    // Queries 0 to 3 come before the first key.
    var causal =
        new Tensors(AttentionShape.dense(1, 1, 1, 9, 5, 4, true), false, 7).run(false, ALONE);
    assertThat(Arrays.copyOf(causal.o().floats(), 16)).containsOnly(0);
    assertThat(Arrays.copyOf(causal.dQ().floats(), 16)).containsOnly(0);
    assertThat(Arrays.copyOf(causal.lse().floats(), 4)).containsOnly(Float.NEGATIVE_INFINITY);
    assertThat(causal.o().floats()[16]).isNotZero();

    var tensors = new Tensors(AttentionShape.dense(1, 2, 1, 3, 20, 4, false), true, 8);
    Arrays.fill(tensors.mask, 0);
    var hidden = tensors.run(false, ALONE);
    assertThat(hidden.o().floats()).containsOnly(0);
    assertThat(hidden.dQ().floats()).containsOnly(0);
    assertThat(hidden.dK().floats()).containsOnly(0);
    assertThat(hidden.dV().floats()).containsOnly(0);
  }

  @Test
  void a_hidden_key_gets_no_gradient_and_a_single_one_all_weight() {
    var tensors = new Tensors(AttentionShape.dense(1, 1, 1, 3, 20, 4, false), true, 9);
    Arrays.fill(tensors.mask, 0);
    tensors.mask[7] = 1;
    var out = tensors.run(false, ALONE);
    assertThat(Arrays.copyOf(out.o().floats(), 4))
        .containsExactly(Arrays.copyOfRange(tensors.v, 28, 32), within(1e-6f));
    float[] dV = out.dV().floats();
    for (int i = 0; i < dV.length; i++) {
      if (i / 4 == 7) {
        assertThat(dV[i]).isNotZero();
      } else {
        assertThat(dV[i]).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_is_softmax_of_scores_times_values(AttentionShape shape) {
    for (boolean masked : new boolean[] {false, true}) {
      var tensors = new Tensors(shape, masked, 10);
      var got = tensors.run(true, ALONE);
      var naive = new NaiveAttention(tensors);
      float[] o = got.o().floats();
      float[] lse = got.lse().floats();
      double[] q = NaiveAttention.doubles(tensors.q);
      double[] k = NaiveAttention.doubles(tensors.k);
      double[] v = NaiveAttention.doubles(tensors.v);
      int size = shape.headSize();
      // A score errs by about headSize·ε/2·|q||k|·scale, and so does a weight in proportion.
      double tolerance = 0x1p-24 * (8 + 4 * size + shape.keys());
      for (int row = 0; row < lse.length; row++) {
        int i = row % shape.queries();
        int h = row / shape.queries() % shape.heads();
        int b = row / shape.queries() / shape.heads();
        double[] expected = naive.query(q, k, v, b, h, i);
        for (int d = 0; d < size; d++) {
          assertThat((double) o[NaiveAttention.index(shape.o(), b, i, h, size) + d])
              .isCloseTo(expected[d], within(tolerance));
        }
        if (expected[size] == Double.NEGATIVE_INFINITY) {
          assertThat(lse[row]).isEqualTo(Float.NEGATIVE_INFINITY);
        } else {
          assertThat((double) lse[row]).isCloseTo(expected[size], within(tolerance));
        }
      }
    }
  }

  static Stream<AttentionShape> smallShapes() {
    return Stream.of(
        AttentionShape.dense(1, 1, 1, 1, 3, 2, false),
        AttentionShape.dense(2, 4, 2, 3, 5, 4, true),
        AttentionShape.dense(1, 2, 1, 5, 3, 3, true),
        AttentionShape.dense(1, 2, 2, 4, 6, 5, false));
  }

  @ParameterizedTest
  @MethodSource("smallShapes")
  void gradients_are_what_finite_differences_say(AttentionShape shape) {
    for (boolean masked : new boolean[] {false, true}) {
      var tensors = new Tensors(shape, masked, 11);
      var got = tensors.run(true, ALONE);
      var naive = new NaiveAttention(tensors);
      double[] q = NaiveAttention.doubles(tensors.q);
      double[] k = NaiveAttention.doubles(tensors.k);
      double[] v = NaiveAttention.doubles(tensors.v);
      double[] dO = NaiveAttention.doubles(tensors.dO);
      for (int which = 0; which < 3; which++) {
        double[] values = which == 0 ? q : which == 1 ? k : v;
        float[] gradient = (which == 0 ? got.dQ() : which == 1 ? got.dK() : got.dV()).floats();
        for (int i = 0; i < values.length; i++) {
          double before = values[i];
          double h = 1e-4;
          values[i] = before + h;
          double up = naive.loss(q, k, v, dO);
          values[i] = before - h;
          double down = naive.loss(q, k, v, dO);
          values[i] = before;
          // h² times a third derivative, and the rounding of some tens of floats.
          assertThat((double) gradient[i])
              .as("%s of %s", "QKV".charAt(which), shape)
              .isCloseTo((up - down) / (2 * h), within(5e-6));
        }
      }
    }
  }

  @Test
  void a_senseless_shape_is_refused_by_name() {
    assertThatThrownBy(() -> AttentionShape.dense(1, 3, 2, 4, 4, 8, true))
        .hasMessage("keyHeads: expected a divisor of the 3 heads, got 2.");
    assertThatThrownBy(() -> AttentionShape.dense(1, 1, 1, -4, 4, 8, true))
        .hasMessage("queries: expected 0 or more, got -4.");
    assertThatThrownBy(() -> layouts(new TokenLayout(7, 32), 1))
        .hasMessage("q.token: expected at least the 8 floats of a token's heads, got 7.");
    assertThatThrownBy(() -> layouts(new TokenLayout(8, 31), 1))
        .hasMessage("q.sequence: expected at least the 32 floats of a sequence, got 31.");
    assertThatThrownBy(() -> layouts(new TokenLayout(8, 32), 0))
        .hasMessage(
            "scale: expected a number greater than 0, got 0.0. The usual one is 1/sqrt(headSize).");
  }

  private static AttentionShape layouts(TokenLayout q, float scale) {
    var dense = TokenLayout.dense(4, 8);
    return new AttentionShape(1, 1, 1, 4, 4, 8, q, dense, dense, dense, false, scale);
  }
}
