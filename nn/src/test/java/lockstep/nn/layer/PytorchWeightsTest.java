package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// With PyTorch's weights, mapped as the layers say, come PyTorch's numbers: those here are of
/// `nn.LSTM`, `nn.GRU`, `nn.RNN`, `nn.MultiheadAttention` and `nn.TransformerEncoderLayer` in
/// double, where element i of a weight as it is here, before it is transposed, is `sin(0.7·i + s)`
/// and s is its own.
class PytorchWeightsTest {

  private static final List<String> ATTENTION =
      List.of("qkv.weight", "qkv.bias", "output.weight", "output.bias");

  private static Tensor wave(Shape shape, int start) {
    Tensor tensor = Tensor.zeros(shape, DType.FLOAT32);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, (float) StrictMath.sin(0.7 * i + start));
    }
    return tensor;
  }

  private static void set(Trial trial, String name, int start) {
    Tensor variable = trial.variable(name);
    variable.set(wave(variable.shape(), start));
  }

  private static void says(Trial trial, double... expected) {
    float[] y = trial.y();
    assertThat(y).hasSameSizeAs(expected);
    for (int i = 0; i < y.length; i++) {
      // No more than 100 roundings of numbers below 4, and the digits that are given.
      assertThat((double) y[i]).as("element %d", i).isCloseTo(expected[i], within(2.5e-5));
    }
  }

  private static void recurrent(Layer layer, List<String> names, double... expected) {
    var trial = new Trial(layer, wave(Shape.of(1, 2, 3), 0));
    for (int i = 0; i < names.size(); i++) {
      set(trial, "0." + names.get(i), 1 + i);
      set(trial, "0.reverse." + names.get(i), 5 + i);
    }
    says(trial, expected);
  }

  @Test
  void an_lstm_says_what_pytorchs_says() {
    recurrent(
        new Lstm(2).reading(Directions.BOTH),
        List.of("input_weight", "recurrent_weight", "bias"),
        0.0362632,
        -0.0382445,
        0.1293731,
        0.0740784,
        -0.2581461,
        -0.284827,
        0.0728731,
        -0.0169816);
  }

  @Test
  void a_gru_says_what_pytorchs_says() {
    recurrent(
        new Gru(2).reading(Directions.BOTH),
        List.of("input_weight", "recurrent_weight", "bias", "recurrent_bias"),
        -0.0575168,
        0.6280466,
        -0.280431,
        -0.7318003,
        -0.1252006,
        0.2582142,
        -0.0636449,
        -0.196227);
  }

  @Test
  void a_plain_recurrence_says_what_pytorchs_says() {
    recurrent(
        new Rnn(2).reading(Directions.BOTH),
        List.of("input_weight", "recurrent_weight", "bias"),
        -0.0266835,
        -0.89888,
        0.9775887,
        0.986447,
        0.9076155,
        0.8868847,
        -0.4478403,
        0.4437667);
  }

  private static Trial attention(MultiHeadAttention layer) {
    var trial = new Trial(layer, wave(Shape.of(1, 3, 4), 0));
    for (int i = 0; i < ATTENTION.size(); i++) {
      set(trial, ATTENTION.get(i), 1 + i);
    }
    return trial;
  }

  @Test
  void attention_says_what_pytorchs_says() {
    says(
        attention(new MultiHeadAttention(2)),
        -0.574337,
        -1.1331759,
        -1.1590647,
        -0.639827,
        -0.6211979,
        -1.156118,
        -1.1472979,
        -0.5988855,
        -0.557226,
        -1.1264981,
        -1.1659607,
        -0.6570535);
  }

  @Test
  void attention_hides_what_pytorchs_hides() {
    var layer = new MultiHeadAttention(2).masked();
    assertThat(layer.mask()).isEqualTo(Hidden.GIVEN);
    says(
        attention(layer).with(MultiHeadAttention.MASK, Tensor.of(Shape.of(1, 3), 1, 0, 1)),
        -0.6829449,
        -1.1247426,
        -1.0375564,
        -0.462391,
        -0.687453,
        -1.1265456,
        -1.0358064,
        -0.4579111,
        -0.6816044,
        -1.1244783,
        -1.0384925,
        -0.4640874);
  }

  private static Trial encoder(NormOrder order) {
    var layer =
        new TransformerEncoderBlock(
            new MultiHeadAttention(2), new FeedForward(6), new LayerNorm(), order, new Dropout(0));
    var trial = new Trial(layer, wave(Shape.of(1, 3, 4), 0));
    for (int i = 0; i < ATTENTION.size(); i++) {
      set(trial, "attention." + ATTENTION.get(i), 1 + i);
    }
    Map.of(
            "feed_forward.up.weight", 5,
            "feed_forward.up.bias", 6,
            "feed_forward.down.weight", 7,
            "feed_forward.down.bias", 8,
            "attention_norm.weight", 9,
            "attention_norm.bias", 10,
            "feed_forward_norm.weight", 11,
            "feed_forward_norm.bias", 12)
        .forEach((name, start) -> set(trial, name, start));
    return trial;
  }

  @Test
  void an_encoder_block_with_norms_before_its_parts_says_what_pytorchs_says() {
    says(
        encoder(NormOrder.BEFORE),
        0.2915314,
        -0.1316692,
        -0.4929439,
        -0.6223792,
        1.9353378,
        0.0994173,
        -1.7832608,
        -2.8272435,
        -0.3340817,
        -0.4273858,
        -0.3196839,
        -0.0616294);
  }

  @Test
  void an_encoder_block_with_norms_after_its_parts_says_what_pytorchs_says() {
    says(
        encoder(NormOrder.AFTER),
        -1.3642772,
        -0.5226452,
        0.7546891,
        0.1844177,
        -2.152387,
        0.7526299,
        0.7322667,
        0.5659697,
        -1.3609258,
        -0.5076836,
        0.7486208,
        0.1774707);
  }
}
