package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.kernels.Parallel;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.ShapeException;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttentionLayersTest {

  private static final int BATCH = 2;
  private static final int TOKENS = 5;
  private static final int WIDTH = 8;

  private static Tensor tokens() {
    return Trial.random(Shape.of(BATCH, TOKENS, WIDTH), 1);
  }

  /// The first sequence has four tokens, the second two.
  private static Tensor mask() {
    return Tensor.of(Shape.of(BATCH, TOKENS), 1, 1, 1, 1, 0, 1, 1, 0, 0, 0);
  }

  private static Tensor lengths() {
    return Tensor.ofInts(Shape.of(BATCH), 4, 2);
  }

  private static Tensor padded(float padding) {
    Tensor x = tokens();
    Tensor mask = mask();
    for (int i = 0; i < x.count(); i++) {
      if (mask.get(i / WIDTH) == 0) {
        x.set(i, padding);
      }
    }
    return x;
  }

  private static Map<String, Shape> shapes(Trial trial) {
    var shapes = new LinkedHashMap<String, Shape>();
    trial.graph().variables().forEach(v -> shapes.put(v.name(), v.shape()));
    return shapes;
  }

  @Test
  void as_many_key_heads_as_heads_make_one_product() {
    var trial = new Trial(new MultiHeadAttention(2), tokens());
    assertThat(shapes(trial))
        .containsExactly(
            Map.entry("qkv.weight", Shape.of(WIDTH, 3 * WIDTH)),
            Map.entry("qkv.bias", Shape.of(3 * WIDTH)),
            Map.entry("output.weight", Shape.of(WIDTH, WIDTH)),
            Map.entry("output.bias", Shape.of(WIDTH)));
    assertThat(trial.graph().output(Trial.Y).shape()).isEqualTo(Shape.batch(TOKENS, WIDTH));
  }

  @Test
  void fewer_key_heads_make_narrower_keys_and_values() {
    var trial = new Trial(new MultiHeadAttention(4).withKeyHeads(2).withoutBias(), tokens());
    assertThat(shapes(trial))
        .containsExactly(
            Map.entry("query.weight", Shape.of(WIDTH, WIDTH)),
            Map.entry("key.weight", Shape.of(WIDTH, WIDTH / 2)),
            Map.entry("value.weight", Shape.of(WIDTH, WIDTH / 2)),
            Map.entry("output.weight", Shape.of(WIDTH, WIDTH)));
  }

  @Test
  void rotation_changes_no_name() {
    assertThat(shapes(new Trial(new MultiHeadAttention(2).rotated(Rotation.rotary()), tokens())))
        .isEqualTo(shapes(new Trial(new MultiHeadAttention(2), tokens())));
  }

  @Test
  void both_executors_agree_on_every_choice() {
    for (int keyHeads : List.of(1, 2, 4)) {
      for (Sight sight : Sight.values()) {
        for (Hidden mask : Hidden.values()) {
          for (Rotation rotation : List.of(Rotation.none(), Rotation.rotary())) {
            var layer = new MultiHeadAttention(4, keyHeads, sight, mask, Bias.ADDED, rotation);
            masked(layer, tokens()).agrees();
          }
        }
      }
    }
  }

  @Test
  void one_product_holds_queries_keys_and_values_side_by_side() {
    var fused = new Trial(new MultiHeadAttention(2), tokens());
    var separate =
        new Trial((g, x) -> new MultiHeadAttention(2).cross(g, x, x), tokens())
            .taking(fused, Map.of("output.weight", "output.weight", "output.bias", "output.bias"));
    List<String> parts = List.of("query", "key", "value");
    for (int part = 0; part < 3; part++) {
      for (String kind : List.of(".weight", ".bias")) {
        Tensor all = fused.variable("qkv" + kind);
        Tensor one = separate.variable(parts.get(part) + kind);
        for (int i = 0; i < one.count(); i++) {
          one.set(i, all.get(i / WIDTH * 3 * WIDTH + part * WIDTH + i % WIDTH));
        }
      }
    }
    assertThat(separate.y()).isEqualTo(fused.y());
  }

  @ParameterizedTest
  @EnumSource(NormOrder.class)
  void both_executors_agree_on_an_encoder_block(NormOrder order) {
    new Trial(encoder(order, 0), tokens()).agrees();
  }

  @ParameterizedTest
  @EnumSource(NormOrder.class)
  void both_executors_drop_the_same_elements(NormOrder order) {
    new Trial(encoder(order, 0.25f), tokens())
        .with(GraphBuilder.STEP, Tensor.ofInts(Shape.scalar(), 3))
        .agrees();
  }

  private static Layer encoder(NormOrder order, float dropout) {
    return new TransformerEncoderBlock(
        new MultiHeadAttention(2),
        new FeedForward(12),
        new LayerNorm(),
        order,
        new Dropout(dropout));
  }

  @Test
  void an_encoder_block_names_its_parts() {
    assertThat(new Trial(new TransformerEncoderBlock(2, 12), tokens()).variables())
        .containsExactlyInAnyOrder(
            "attention_norm.weight",
            "attention_norm.bias",
            "attention.qkv.weight",
            "attention.qkv.bias",
            "attention.output.weight",
            "attention.output.bias",
            "feed_forward_norm.weight",
            "feed_forward_norm.bias",
            "feed_forward.up.weight",
            "feed_forward.up.bias",
            "feed_forward.down.weight",
            "feed_forward.down.bias");
  }

  @Test
  void the_order_of_norms_changes_no_name() {
    var before = new Trial(encoder(NormOrder.BEFORE, 0), tokens());
    var after = new Trial(encoder(NormOrder.AFTER, 0), tokens());
    assertThat(after.variables()).containsExactlyInAnyOrderElementsOf(before.variables());
    assertThat(after.y()).isNotEqualTo(before.y());
  }

  @Test
  void causal_attention_ignores_later_tokens() {
    for (Rotation rotation : List.of(Rotation.none(), Rotation.rotary())) {
      Layer layer =
          Sequential.of(
              new TransformerEncoderBlock(
                  new MultiHeadAttention(2).causal().rotated(rotation),
                  new FeedForward(12),
                  new LayerNorm(),
                  NormOrder.BEFORE,
                  new Dropout(0)));
      Tensor x = tokens();
      Tensor changed = tokens();
      int from = 3;
      for (int i = 0; i < x.count(); i++) {
        if (i / WIDTH % TOKENS >= from) {
          changed.set(i, 9 + i);
        }
      }
      float[] before = new Trial(layer, x).y();
      float[] after = new Trial(layer, changed).y();
      for (int i = 0; i < before.length; i++) {
        if (i / WIDTH % TOKENS < from) {
          assertThat(after[i]).as("element %d", i).isEqualTo(before[i]);
        }
      }
      assertThat(after).isNotEqualTo(before);
    }
  }

  private static Layer hiding(MultiHeadAttention attention) {
    return Sequential.of(
        new TransformerEncoderBlock(
            attention, new FeedForward(12), new LayerNorm(), NormOrder.BEFORE, new Dropout(0)),
        new MeanOverTime(Lengths.GIVEN));
  }

  @ParameterizedTest
  @EnumSource(names = {"GIVEN", "BEYOND_LENGTHS"})
  void hidden_tokens_change_nothing(Hidden hidden) {
    Layer layer =
        hiding(new MultiHeadAttention(2, 2, Sight.ALL, hidden, Bias.ADDED, Rotation.none()));
    SequencedMap<String, float[]> some = masked(layer, padded(0.5f)).planned();
    SequencedMap<String, float[]> other = masked(layer, padded(7)).planned();
    assertThat(other.keySet()).isEqualTo(some.keySet());
    some.forEach((name, numbers) -> assertThat(other.get(name)).as(name).isEqualTo(numbers));
    masked(layer, padded(0.5f)).agrees();
  }

  @Test
  void lengths_hide_what_the_mask_of_the_same_lengths_hides() {
    assertThat(masked(hiding(new MultiHeadAttention(2).withLengths()), tokens()).y())
        .isEqualTo(masked(hiding(new MultiHeadAttention(2).masked()), tokens()).y())
        .isNotEqualTo(masked(hiding(new MultiHeadAttention(2)), tokens()).y());
  }

  private static Trial masked(Layer layer, Tensor x) {
    return new Trial(layer, x).with(MultiHeadAttention.MASK, mask()).with(Lengths.INPUT, lengths());
  }

  @Test
  void a_decoder_attends_to_a_memory_of_another_size() {
    Tensor memory = Trial.random(Shape.of(BATCH, 3, 6), 4);
    for (NormOrder order : NormOrder.values()) {
      var trial = new Trial(decoder(order, Hidden.NONE), tokens());
      trial.with("memory", memory).agrees();
      assertThat(shapes(trial))
          .containsEntry("cross.query.weight", Shape.of(WIDTH, WIDTH))
          .containsEntry("cross.key.weight", Shape.of(6, WIDTH))
          .containsEntry("cross.value.weight", Shape.of(6, WIDTH))
          .containsEntry("cross_norm.weight", Shape.of(WIDTH));
    }
  }

  @Test
  void a_decoder_does_not_see_what_is_hidden_of_its_memory() {
    Layer layer = decoder(NormOrder.BEFORE, Hidden.GIVEN);
    Tensor mask = Tensor.of(Shape.of(BATCH, 3), 1, 0, 1, 0, 1, 1);
    Tensor memory = Trial.random(Shape.of(BATCH, 3, 6), 4);
    Tensor changed = Trial.random(Shape.of(BATCH, 3, 6), 4);
    for (int i = 0; i < 6; i++) {
      changed.set(6 + i, 5);
      changed.set(18 + i, -5);
    }
    SequencedMap<String, float[]> some =
        new Trial(layer, tokens())
            .with("memory", memory)
            .with(MultiHeadAttention.MEMORY_MASK, mask)
            .planned();
    SequencedMap<String, float[]> other =
        new Trial(layer, tokens())
            .with("memory", changed)
            .with(MultiHeadAttention.MEMORY_MASK, mask)
            .planned();
    some.forEach((name, numbers) -> assertThat(other.get(name)).as(name).isEqualTo(numbers));
  }

  @Test
  void a_decoder_does_not_see_beyond_the_end_of_its_memory() {
    Layer layer = decoder(NormOrder.BEFORE, Hidden.BEYOND_LENGTHS);
    Tensor memory = Trial.random(Shape.of(BATCH, 3, 6), 4);
    Tensor changed = Trial.random(Shape.of(BATCH, 3, 6), 4);
    // The last of three of the first sequence.
    for (int i = 12; i < 18; i++) {
      changed.set(i, 5);
    }
    assertThat(remembering(layer, changed).y())
        .isEqualTo(remembering(layer, memory).y())
        .isNotEqualTo(
            new Trial(decoder(NormOrder.BEFORE, Hidden.NONE), tokens()).with("memory", memory).y());
  }

  private static Trial remembering(Layer layer, Tensor memory) {
    return new Trial(layer, tokens())
        .with("memory", memory)
        .with(MultiHeadAttention.MEMORY_LENGTHS, Tensor.ofInts(Shape.of(BATCH), 2, 3));
  }

  private static Layer decoder(NormOrder order, Hidden mask) {
    return (g, x) ->
        new TransformerDecoderBlock(
                new MultiHeadAttention(2).causal(),
                new MultiHeadAttention(2, 2, Sight.ALL, mask, Bias.ADDED, Rotation.none()),
                new FeedForward(12),
                new LayerNorm(),
                order,
                new Dropout(0))
            .over(g.input("memory", DType.FLOAT32, Shape.batch(3, 6)))
            .lower(g, x);
  }

  @Test
  void rotation_keeps_the_length_of_each_head() {
    int heads = 2;
    Tensor x = tokens();
    float[] turned = new Trial((g, in) -> Rotation.rotary().turn(g, in, WIDTH / heads), x).y();
    int size = WIDTH / heads;
    for (int head = 0; head < BATCH * TOKENS * heads; head++) {
      double before = 0;
      double after = 0;
      for (int i = head * size; i < (head + 1) * size; i++) {
        before += (double) x.get(i) * x.get(i);
        after += (double) turned[i] * turned[i];
      }
      // Each element has four roundings: two of the table, two of the sum.
      assertThat(after).isCloseTo(before, within(8 * 0x1p-24 * size * before));
    }
  }

  @Test
  void rotated_scores_depend_on_the_distance_alone() {
    int tokens = 6;
    int size = 4;
    Tensor q = everywhere(tokens, 0.5f, -1.25f, 0.75f, 2);
    Tensor k = everywhere(tokens, -1, 0.25f, 1.5f, -0.5f);
    float[] queries = turned(q, size);
    float[] keys = turned(k, size);
    for (int distance = 0; distance < tokens; distance++) {
      double first = score(queries, distance, keys, 0, size);
      for (int key = 1; key + distance < tokens; key++) {
        assertThat(score(queries, key + distance, keys, key, size))
            .isCloseTo(first, within(16 * 0x1p-24 * size * 4));
      }
    }
    assertThat(score(queries, 1, keys, 0, size))
        .isNotCloseTo(score(queries, 0, keys, 0, size), within(1e-2));
  }

  private static Tensor everywhere(int tokens, float... head) {
    float[] all = new float[tokens * head.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = head[i % head.length];
    }
    return Tensor.of(Shape.of(1, tokens, head.length), all);
  }

  private static float[] turned(Tensor x, int size) {
    return new Trial((g, in) -> Rotation.rotary().turn(g, in, size), x).y();
  }

  private static double score(float[] queries, int query, float[] keys, int key, int size) {
    double score = 0;
    for (int i = 0; i < size; i++) {
      score += (double) queries[query * size + i] * keys[key * size + i];
    }
    return score;
  }

  @Test
  void threads_change_no_bit() {
    var trial = new Trial(new TransformerEncoderBlock(3, 40), Trial.random(Shape.of(4, 70, 33), 2));
    Map<String, float[]> alone = trial.planned(Parallel.of(1, Parallel.Idle.SLEEP));
    trial
        .planned(Parallel.of(3, Parallel.Idle.SLEEP))
        .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(alone.get(name)));
  }

  @Test
  void sizes_that_do_not_fit_are_refused_with_a_remedy() {
    assertThatThrownBy(() -> new Trial(new MultiHeadAttention(3), tokens()))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "(MultiHeadAttention): expected features that 3 heads divide, got [N, 5, 8]. Choose"
                + " another number of heads.");
    assertThatThrownBy(() -> new MultiHeadAttention(4).withKeyHeads(3))
        .hasMessage(
            "MultiHeadAttention.keyHeads: expected a divisor of the 4 heads, got 3. Choose one of"
                + " both anew.");
    assertThatThrownBy(
            () -> new Trial(new MultiHeadAttention(8).rotated(Rotation.rotary()), tokens()))
        .hasMessageContaining("expected heads of an even size, not of 1");
    assertThatThrownBy(() -> new Rotation.Rotary(1))
        .hasMessage("Rotary.base: expected a number greater than 1, got 1.0. Usual is 10000.");
  }
}
