package lockstep.nn.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.kernels.map.Unary;
import lockstep.kernels.move.PadMode;
import lockstep.kernels.move.ResizeMode;
import lockstep.nn.graph.Initializer;
import lockstep.nn.layer.AdaptiveAveragePool;
import lockstep.nn.layer.AveragePool2d;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Clamp;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Conv1d;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.ConvTranspose2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.DepthwiseConv2d;
import lockstep.nn.layer.Directions;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Elu;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.EmbeddingBag;
import lockstep.nn.layer.FeedForward;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.GlobalAveragePool;
import lockstep.nn.layer.GroupNorm;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.LastStep;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.LeakyRelu;
import lockstep.nn.layer.Lengths;
import lockstep.nn.layer.LogSoftmax;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.MeanOverTime;
import lockstep.nn.layer.Mish;
import lockstep.nn.layer.MultiHeadAttention;
import lockstep.nn.layer.Named;
import lockstep.nn.layer.NormOrder;
import lockstep.nn.layer.Pad;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.PositionalEmbedding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.RmsNorm;
import lockstep.nn.layer.Rnn;
import lockstep.nn.layer.Rotation;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.SinusoidalPositions;
import lockstep.nn.layer.Softmax;
import lockstep.nn.layer.TiedOutput;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.layer.Upsample;
import lockstep.nn.store.KnownRecords;
import lockstep.nn.zoo.Recommender;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.VariationalAutoencoder;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers as text and back.
class NotationTest {

  /// A line, and the layer that Java's constructors make with the same words left out.
  record Line(String text, Layer layer) {}

  private static Layer read(String text) {
    return Notation.read(text, "t.net", Map.of("outputs", 10, "height", 28)).layer();
  }

  static Stream<Line> usual() {
    return Stream.of(
        new Line("dense outputs", new Dense(10)),
        new Line("conv2d 32 3", new Conv2d(32, 3)),
        new Line("conv1d 16 7 same", new Conv1d(16, 7, new Padding.Same())),
        new Line("conv-transpose2d 8 3 stride=2 padding=1", transposed(0)),
        new Line("max-pool2d 2", new MaxPool2d(2)),
        new Line("average-pool2d 3", new AveragePool2d(3)),
        new Line("upsample 2", new Upsample(2)),
        new Line("pad 2", Pad.zeros(2)),
        new Line("batch-norm", new BatchNorm()),
        new Line("layer-norm", new LayerNorm()),
        new Line("group-norm 4", new GroupNorm(4)),
        new Line("rms-norm", new RmsNorm()),
        new Line("leaky-relu", new LeakyRelu()),
        new Line("elu", new Elu()),
        new Line("rnn 8", new Rnn(8)),
        new Line("gru 8", new Gru(8)),
        new Line("lstm 8", new Lstm(8)),
        new Line("last-step", new LastStep()),
        new Line("mean-over-time", new MeanOverTime()),
        new Line("multi-head-attention 4", new MultiHeadAttention(4)),
        new Line("feed-forward 64", new FeedForward(64)),
        new Line("transformer-encoder-block 4 64", new TransformerEncoderBlock(4, 64)),
        new Line("residual { dense 3 }", Residual.of(new Dense(3))),
        new Line("variational-autoencoder", new VariationalAutoencoder()));
  }

  private static Layer transposed(int more) {
    return new ConvTranspose2d(8, 3, 2, new Padding.Each(1), more, Bias.ADDED);
  }

  /// A layer of each kind, none of its settings as usual.
  static Stream<Layer> unusual() {
    var two = Sequential.of(new Dense(3), Function.relu());
    return Stream.of(
        new AdaptiveAveragePool(3, 4),
        new AveragePool2d(3, 2, new Padding.Each(1), AveragePool2d.Border.LEFT_OUT),
        new BatchNorm(0.001f, 0.01f),
        new Clamp(Float.NEGATIVE_INFINITY, 6.5f),
        Concat.of(new Identity(), two, new Dense(1)),
        new Conv1d(4, 3, 2, new Padding.Each(2), 3, 2, Bias.NONE),
        new Conv2d(4, 3, 2, new Padding.Same(), 3, 2, Bias.NONE),
        transposed(1),
        new Dense(7, Bias.NONE),
        new DepthwiseConv2d(3, 2, new Padding.Same(), Bias.NONE),
        new Dropout(0.25f),
        new Elu(0.5f),
        new Embedding(100, 8),
        new EmbeddingBag(100, 8, EmbeddingBag.Combination.SUM),
        new FeedForward(8, Function.relu(), Bias.NONE),
        new Flatten(),
        new GlobalAveragePool(),
        new GroupNorm(2, 1e-7f),
        new Gru(8, 2, Directions.BOTH, lockstep.nn.layer.Steps.LAST, Lengths.GIVEN),
        new Identity(),
        new Initialized(new Initializer.Normal(0.5f, 0.02f), two),
        new Initialized(new Initializer.Uniform(-0.1f, 0.1f), new Dense(3)),
        new Initialized(new Initializer.Same(-1), new Dense(3)),
        new LastStep(Lengths.GIVEN),
        new LayerNorm(1e-3f, Bias.NONE),
        new LeakyRelu(0.2f),
        new LogSoftmax(),
        new Lstm(8, 3, Directions.REVERSE, lockstep.nn.layer.Steps.LAST, Lengths.GIVEN),
        new MaxPool2d(3, 1, new Padding.Same()),
        new MeanOverTime(Lengths.GIVEN),
        new Mish(),
        new MultiHeadAttention(8)
            .causal()
            .masked()
            .withKeyHeads(2)
            .withoutBias()
            .rotated(new Rotation.Rotary(500.5)),
        new MultiHeadAttention(8).withLengths(),
        new Named("the stem", two),
        new Pad(1, 2, 3, 4, PadMode.EDGE, 0.5f),
        new Pad(0, 0, 1, 0, PadMode.REFLECT, 0),
        new PositionalEmbedding(12),
        Reshape.of(2, 3),
        Reshape.of(),
        new Residual(two, new Dense(3), Function.tanh()),
        new Residual(Sequential.of(new Dense(3)), Sequential.of(), new Identity()),
        new RmsNorm(0.5f),
        new Rnn(8, 2, Directions.BOTH, lockstep.nn.layer.Steps.LAST, Lengths.GIVEN),
        Sequential.of(),
        Sequential.of(new Dense(2)),
        Sequential.of(new Dense(2), new Dense(2), new Dense(2), new Dense(4)),
        new SinusoidalPositions(),
        new Softmax(),
        new TiedOutput("0"),
        new TransformerEncoderBlock(
            new MultiHeadAttention(4).causal().rotated(Rotation.rotary()).withoutBias(),
            new FeedForward(16, Function.silu(), Bias.ADDED),
            new LayerNorm(1e-6f, Bias.NONE),
            NormOrder.AFTER,
            new Dropout(0.1f)),
        new Upsample(3, ResizeMode.LINEAR_ALIGNED),
        new Recommender(10, 20, 4),
        new VariationalAutoencoder(8, 0.1f));
  }

  static Stream<Layer> networks() {
    return Stream.of(
        Zoo.mlp(),
        Zoo.lenet(),
        Zoo.resnet20(),
        Zoo.resnet18(),
        Zoo.mobilenet(),
        Zoo.autoencoder(),
        Zoo.unet(3),
        SequenceZoo.lstm(),
        SequenceZoo.gru(),
        SequenceZoo.charGpt(),
        SequenceZoo.encoder(100, 16, 8, 3));
  }

  @ParameterizedTest
  @MethodSource("usual")
  void what_is_left_out_is_as_the_constructors_have_it(Line line) {
    assertThat(read(line.text())).isEqualTo(line.layer());
    assertThat(read(Notation.print(line.layer()))).isEqualTo(line.layer());
  }

  @ParameterizedTest
  @MethodSource("unusual")
  void every_setting_comes_back(Layer layer) {
    String text = Notation.print(layer);
    assertThat(read(text)).as(text).isEqualTo(layer);
    Map<String, Integer> words = Map.of("outputs", 3, "symbols", 100, "steps", 12);
    String filled = Notation.print(layer, words);
    assertThat(Notation.read(filled, "t.net", words).layer()).as(filled).isEqualTo(layer);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void every_network_of_the_zoo_comes_back(Layer network) {
    assertThat(read(Notation.print(network))).isEqualTo(network);
  }

  @Test
  void every_function_is_a_layer_by_its_name() {
    for (Unary function : Unary.values()) {
      var layer = new Function(function);
      assertThat(read(Notation.print(layer))).isEqualTo(layer);
    }
  }

  /// Whoever adds a layer meets this.
  @Test
  void every_layer_that_files_may_name_has_a_notation_and_a_trial_here() {
    List<Class<?>> tried =
        Stream.of(unusual(), networks(), Stream.<Layer>of(Function.relu()))
            .flatMap(layers -> layers)
            .<Class<?>>map(Layer::getClass)
            .toList();
    assertThat(KnownRecords.classes())
        .filteredOn(Layer.class::isAssignableFrom)
        .hasSizeGreaterThan(40)
        .allSatisfy(type -> assertThat(tried).contains(type));
    for (String name : Kinds.names()) {
      Kind kind = Kinds.named(name);
      assertThat(tried).contains(kind.type());
      assertThat(Notation.usage(name)).startsWith(name).doesNotContain("null");
    }
  }

  @Test
  void a_text_is_as_a_person_writes_it() {
    assertThat(Notation.print(Zoo.lenet(), Map.of("outputs", 10)))
        .isEqualTo(
            """
            conv2d 32 5
            relu
            max-pool2d 2
            conv2d 64 5
            relu
            max-pool2d 2
            flatten
            dense 512
            relu
            dense outputs
            """);
    assertThat(
            Notation.print(
                SequenceZoo.charGpt(), Map.of("outputs", 65, "symbols", 65, "steps", 64)))
        .isEqualTo(
            """
            initialized-normal 0 0.02 {
              embedding symbols 128
              positional-embedding steps
              repeat 4 {
                transformer-encoder-block heads=4 hidden=512 causal no-bias
              }
              layer-norm no-bias
              tied-output 0
            }
            """);
  }

  @Test
  void a_layer_in_the_middle_keeps_its_number_even_if_it_is_that_of_the_classes() {
    Layer network =
        Sequential.of(new Dense(10), Residual.of(new Dense(10)), Function.relu(), new Dense(10));
    assertThat(Notation.print(network, Map.of("outputs", 10)))
        .isEqualTo("dense 10\nresidual { dense 10 }\nrelu\ndense outputs\n");
  }

  @Test
  void comments_semicolons_breaks_and_order_are_free() {
    assertThat(
            read(
                """
                \uFEFF# two of them
                conv2d stride = 2 same 8 3 no-bias # numbers keep their order

                relu ; residual
                {
                  dense out=4; }
                shortcut { named "a b" { dense height/4*2 } }
                """
                    .replace("\n", "\r\n")))
        .isEqualTo(
            Sequential.of(
                new Conv2d(8, 3).withStride(2).same().withoutBias(),
                Function.relu(),
                new Residual(new Dense(4), new Named("a b", new Dense(14)), new Identity())));
  }

  @Test
  void a_block_of_several_layers_is_a_sequence_and_of_one_that_layer() {
    assertThat(read("named a { dense 3 }")).isEqualTo(new Named("a", new Dense(3)));
    assertThat(read("named a { sequential { dense 3 } }"))
        .isEqualTo(new Named("a", Sequential.of(new Dense(3))));
    assertThat(read("repeat 2 { dense 3; relu }"))
        .isEqualTo(Sequential.of(new Dense(3), Function.relu(), new Dense(3), Function.relu()));
  }

  @Test
  void what_no_text_can_say_is_refused_in_a_sentence() {
    Layer own = (_, x) -> x;
    assertThatThrownBy(() -> Notation.print(Sequential.of(own)))
        .hasMessageStartingWith("notation: expected layers of this library")
        .hasMessageEndingWith("cannot be written as text.");
    assertThatThrownBy(() -> Notation.print(new Named("a\"b", own)))
        .hasMessageContaining("a name without quotes");
    Layer deep = new Dense(1);
    for (int i = 0; i < 200; i++) {
      deep = Residual.of(deep);
    }
    Layer deepest = deep;
    assertThatThrownBy(() -> Notation.print(deepest)).hasMessageContaining("at most 100 layers");
  }
}
