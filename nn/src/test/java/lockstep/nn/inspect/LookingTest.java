package lockstep.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Numbers;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.zoo.SequenceZoo;
import org.junit.jupiter.api.Test;

/// {@link Filters}, {@link Saliency} and {@link Activations}.
class LookingTest {

  private static final Shape PICTURE = Shape.of(5, 6, 2);

  private static Numbers picture(int seed) {
    var draw = new Draw(seed, 0, 0);
    float[] values = new float[(int) PICTURE.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw.normal();
    }
    return new Numbers(PICTURE, values);
  }

  private static Tensor batch(Numbers one) {
    return Tensor.of(Shape.batch(one.shape().sizes()).at(1), one.values());
  }

  @Test
  void the_saliency_of_a_linear_model_is_its_weights() {
    Model model = Model.of(Sequential.of(new Flatten(), new Dense(3)), PICTURE, 1);
    Tensor weights = model.variables().get("1.weight");
    for (var noise : List.of(Saliency.Noise.none(), new Saliency.Noise(11, 0.2, 5))) {
      float[] gradient = Saliency.of(model).gradient(picture(1), 2, noise).values();
      for (int i = 0; i < gradient.length; i++) {
        assertThat(gradient[i]).isEqualTo(weights.get(i * 3 + 2));
      }
    }
  }

  @Test
  void the_saliency_is_how_much_an_answer_changes_with_the_input() {
    Layer network =
        Sequential.of(
            new Conv2d(4, 3).same().withoutBias(),
            new BatchNorm(),
            Function.tanh(),
            Residual.of(new Conv2d(4, 3).same()),
            new Dropout(0.5f),
            new Flatten(),
            new Dense(3));
    Model model = Model.of(network, PICTURE, 3);
    Numbers input = picture(2);
    float[] gradient = Saliency.of(model).gradient(input, 1, Saliency.Noise.none()).values();
    float step = 0.05f;
    for (int i = 0; i < gradient.length; i += 7) {
      float[] more = input.values().clone();
      float[] less = input.values().clone();
      more[i] += step;
      less[i] -= step;
      double change =
          (model.predict(batch(new Numbers(PICTURE, more))).get(1)
                  - model.predict(batch(new Numbers(PICTURE, less))).get(1))
              / (2 * step);
      assertThat((double) gradient[i]).isCloseTo(change, within(2e-3));
    }
  }

  @Test
  void saliency_refuses_what_has_no_single_answer() {
    Model gpt =
        Model.of(
            SequenceZoo.gpt(9, 4, 1, 1, 8),
            DType.INT32,
            Shape.of(4),
            1,
            lockstep.kernels.Parallel.of(1, lockstep.kernels.Parallel.Idle.SPIN));
    assertThatThrownBy(() -> Saliency.of(gpt)).hasMessageContaining("There is nothing to draw.");
    Model model = Model.of(Sequential.of(new Flatten(), new Dense(3)), PICTURE, 1);
    assertThatThrownBy(() -> Saliency.of(model).gradient(picture(1), 3, Saliency.Noise.none()))
        .hasMessageContaining("an output below 3");
  }

  @Test
  void filters_are_the_weights_of_the_first_convolution() {
    Model model =
        Model.of(Sequential.of(new Conv2d(4, 3), new Flatten(), new Dense(2)), PICTURE, 1);
    Filters filters = Filters.of(model);
    assertThat(filters.layer()).isEqualTo("0");
    assertThat(filters.count()).isEqualTo(4);
    assertThat(filters.sizes()).isEqualTo(Shape.of(3, 3, 2));
    Tensor weights = model.variables().get("0.weight");
    assertThat(filters.weight(3, 1, 2, 1)).isEqualTo(weights.get(((1 * 3 + 2) * 2 + 1) * 4 + 3));
    assertThat(filters.values(3)[(1 * 3 + 2) * 2 + 1]).isEqualTo(filters.weight(3, 1, 2, 1));
  }

  @Test
  void filters_of_a_dense_layer_are_whole_pictures() {
    Model model = Model.of(Sequential.of(new Flatten(), new Dense(7)), PICTURE, 1);
    Filters filters = Filters.of(model);
    assertThat(filters.count()).isEqualTo(7);
    assertThat(filters.sizes()).isEqualTo(PICTURE);
    assertThat(filters.weight(6, 4, 5, 1))
        .isEqualTo(model.variables().get("1.weight").get(59 * 7 + 6));
  }

  @Test
  void models_without_filters_say_why() {
    Model rows = Model.of(new Dense(3), Shape.of(4), 1);
    assertThatThrownBy(() -> Filters.of(rows))
        .hasMessage(
            "filters: expected a model that sees pictures [height, width, channels], this one sees"
                + " [4]. There is nothing to draw.");
    Model pooled =
        Model.of(Sequential.of(new MaxPool2d(2), new Conv2d(2, 1)), Shape.of(4, 4, 1), 1);
    assertThatThrownBy(() -> Filters.of(pooled)).hasMessageContaining("begins with another");
  }

  @Test
  void activations_are_what_the_first_layers_alone_make() {
    Layer first = new Conv2d(4, 3);
    Layer block = Residual.of(Sequential.of(new Conv2d(4, 3).same(), Function.relu()));
    Layer network =
        Sequential.of(
            Sequential.of(first, Function.relu()),
            block,
            new Dropout(0.5f),
            new Flatten(),
            new Dense(2));
    Model model = Model.of(network, PICTURE, 1);
    List<Activations.Part> parts = Activations.of(model, picture(4));
    assertThat(parts)
        .extracting(part -> part.path() + " " + part.what() + " " + part.made().shape())
        .containsExactly(
            "0.0 Conv2d 4, 3×3 + Relu [3, 4, 4]", "1 Residual [3, 4, 4]", "4 Dense 2 [2]");
    Model alone = Model.of(Sequential.of(Sequential.of(first, Function.relu()), block), PICTURE, 1);
    assertThat(parts.get(1).made().values())
        .containsExactly(alone.predict(batch(picture(4))).toArray(), within(1e-5f));
    assertThat(parts.getFirst().made().values()).contains(0);
    assertThat(parts.getLast().made().values())
        .containsExactly(model.predict(batch(picture(4))).toArray(), within(1e-5f));
    assertThatThrownBy(() -> Activations.of(model, new Numbers(Shape.of(1), 0)))
        .hasMessageContaining("expected an input of FLOAT32[5, 6, 2]");
  }
}
