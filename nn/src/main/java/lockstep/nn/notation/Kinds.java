package lockstep.nn.notation;

import static lockstep.nn.notation.Setting.bias;
import static lockstep.nn.notation.Setting.block;
import static lockstep.nn.notation.Setting.blocks;
import static lockstep.nn.notation.Setting.name;
import static lockstep.nn.notation.Setting.optionalBlock;
import static lockstep.nn.notation.Setting.padding;
import static lockstep.nn.notation.Setting.real;
import static lockstep.nn.notation.Setting.rotation;
import static lockstep.nn.notation.Setting.sizes;
import static lockstep.nn.notation.Setting.whole;
import static lockstep.nn.notation.Setting.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import lockstep.nn.layer.Hidden;
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
import lockstep.nn.layer.PositionalEmbedding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.RmsNorm;
import lockstep.nn.layer.Rnn;
import lockstep.nn.layer.Rotation;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.Sight;
import lockstep.nn.layer.SinusoidalPositions;
import lockstep.nn.layer.Softmax;
import lockstep.nn.layer.Steps;
import lockstep.nn.layer.TiedOutput;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.layer.Upsample;
import lockstep.nn.zoo.Recommender;
import lockstep.nn.zoo.VariationalAutoencoder;

/// All kinds of layers, by their names: the one table that parser and printer follow.
final class Kinds {

  private static final float EPSILON = 1e-5f;

  private static final Map<String, Kind> ALL = new LinkedHashMap<>();

  static {
    Stream.of(plain(), functions(), spread())
        .flatMap(List::stream)
        .forEach(kind -> {
          if (ALL.put(kind.name(), kind) != null) {
            throw new IllegalStateException("two layers named " + kind.name());
          }
        });
  }

  private Kinds() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Optional<Kind> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Kind named(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("notation: no layer `" + name + "`."));
  }

  /// {@return the kind of a layer, and its settings}
  ///
  /// @throws IllegalArgumentException if it has none
  static Map.Entry<Kind, Values> of(Layer layer) {
    for (Kind kind : ALL.values()) {
      Optional<Values> values = kind.taker().apply(layer);
      if (values.isPresent()) {
        return Map.entry(kind, values.get());
      }
    }
    throw new IllegalArgumentException(
        "notation: expected layers of this library with numbers and words as settings, got "
            + layer.getClass().getName()
            + ", which cannot be written as text.");
  }

  /// Those whose settings are the components of their records.
  private static List<Kind> plain() {
    return List.of(
        Kind.of(Dense.class, whole("out").word(Notation.OUTPUTS), bias("bias")),
        Kind.of(
            Conv2d.class,
            whole("out"),
            whole("window"),
            whole("stride").usually(1),
            padding(),
            whole("dilation").usually(1),
            whole("groups").usually(1),
            bias("bias")),
        Kind.of(
            Conv1d.class,
            whole("out"),
            whole("window"),
            whole("stride").usually(1),
            padding(),
            whole("dilation").usually(1),
            whole("groups").usually(1),
            bias("bias")),
        Kind.of(
            DepthwiseConv2d.class,
            whole("window"),
            whole("stride").usually(1),
            padding(),
            bias("bias")),
        Kind.of(
            ConvTranspose2d.class,
            whole("out"),
            whole("window"),
            whole("stride").usually(1),
            padding(),
            whole("more").usually(0),
            bias("bias")),
        Kind.of(MaxPool2d.class, whole("window"), whole("stride").like("window"), padding()),
        Kind.of(
            AveragePool2d.class,
            whole("window"),
            whole("stride").like("window"),
            padding(),
            words("border", AveragePool2d.Border.COUNTED)),
        Kind.of(GlobalAveragePool.class),
        Kind.of(AdaptiveAveragePool.class, whole("height"), whole("width")),
        Kind.of(Upsample.class, whole("factor"), words("mode", ResizeMode.NEAREST)),
        Kind.of(
            Pad.class,
            whole("top"),
            whole("bottom").like("top"),
            whole("left").like("top"),
            whole("right").like("top"),
            words("mode", PadMode.CONSTANT),
            real("value").usually(0f)),
        Kind.of(Flatten.class),
        Kind.of(Reshape.class, sizes("sizes")),
        Kind.of(BatchNorm.class, real("epsilon").usually(EPSILON), real("momentum").usually(0.1f)),
        Kind.of(LayerNorm.class, real("epsilon").usually(EPSILON), bias("bias")),
        Kind.of(GroupNorm.class, whole("groups"), real("epsilon").usually(EPSILON)),
        Kind.of(RmsNorm.class, real("epsilon").usually(EPSILON)),
        Kind.of(Dropout.class, real("probability")),
        Kind.of(LeakyRelu.class, orElse(real("slope"), 0.01f)),
        Kind.of(Elu.class, orElse(real("alpha"), 1f)),
        Kind.of(Mish.class),
        Kind.of(Clamp.class, real("low"), real("high")),
        Kind.of(Softmax.class),
        Kind.of(LogSoftmax.class),
        Kind.of(Embedding.class, whole("rows").word(Notation.SYMBOLS), whole("width")),
        Kind.of(
            EmbeddingBag.class,
            whole("rows").word(Notation.SYMBOLS),
            whole("width"),
            words("combination", EmbeddingBag.Combination.MEAN)),
        Kind.of(PositionalEmbedding.class, whole("rows").word(Notation.STEPS)),
        Kind.of(SinusoidalPositions.class),
        Kind.of(TiedOutput.class, name("embedding")),
        recurrent(Rnn.class),
        recurrent(Gru.class),
        recurrent(Lstm.class),
        Kind.of(LastStep.class, lengths()),
        Kind.of(MeanOverTime.class, lengths()),
        Kind.of(
            MultiHeadAttention.class,
            whole("heads"),
            whole("key-heads").like("heads"),
            words("sight", Sight.ALL),
            mask(),
            bias("bias"),
            rotation()),
        Kind.of(FeedForward.class, whole("hidden"), function(), bias("bias")),
        Kind.of(Identity.class),
        Kind.of(Sequential.class, blocks("layers")),
        Kind.of(Concat.class, blocks("branches")),
        Kind.of(
            Residual.class, block("main"), optionalBlock("shortcut"), optionalBlock("activation")),
        Kind.of(Named.class, name("name"), block("layer")),
        Kind.of(Recommender.class, whole("users"), whole("items"), whole("width")),
        Kind.of(
            VariationalAutoencoder.class,
            orElse(whole("width"), 16),
            real("divergence-weight").usually(1f / (28 * 28))));
  }

  private static Setting orElse(Setting setting, Object value) {
    return setting.usually(value).spelled(Setting.Spelling.PLACE);
  }

  private static Kind recurrent(Class<? extends Layer> type) {
    return Kind.of(
        type,
        whole("hidden"),
        whole("layers").usually(1),
        words("directions", Directions.FORWARD),
        words("steps", Steps.ALL),
        lengths());
  }

  private static Setting lengths() {
    return words(
        "lengths",
        Lengths.WHOLE,
        new Form.Choice("whole", Lengths.WHOLE),
        new Form.Choice("with-lengths", Lengths.GIVEN));
  }

  private static Setting mask() {
    return words(
        "mask",
        Hidden.NONE,
        new Form.Choice("unmasked", Hidden.NONE),
        new Form.Choice("masked", Hidden.GIVEN),
        new Form.Choice("with-lengths", Hidden.BEYOND_LENGTHS));
  }

  private static Setting function() {
    return words(
        "function",
        Function.gelu(),
        Stream.of(Unary.values())
            .map(each -> new Form.Choice(Setting.kebab(each), new Function(each)))
            .toArray(Form.Choice[]::new));
  }

  /// A name for each function, in place of one for the layer that applies it.
  private static List<Kind> functions() {
    var kinds = new ArrayList<Kind>();
    for (Unary each : Unary.values()) {
      var layer = new Function(each);
      kinds.add(
          Kind.of(
              Setting.kebab(each),
              Function.class,
              List.of(),
              _ -> layer,
              other -> other.equals(layer) ? Optional.of(Values.of()) : Optional.empty()));
    }
    return kinds;
  }

  /// Those made of other records, whose settings stand side by side.
  private static List<Kind> spread() {
    return List.of(
        encoderBlock(),
        Kind.of(
            "initialized-normal",
            Initialized.class,
            List.of(real("mean"), real("deviation"), block("layer")),
            v ->
                new Initialized(new Initializer.Normal(v.real(0), v.real(1)), v.as(Layer.class, 2)),
            layer ->
                layer.matrices() instanceof Initializer.Normal(var mean, var deviation)
                    ? Optional.of(Values.of(mean, deviation, layer.layer()))
                    : Optional.empty()),
        Kind.of(
            "initialized-uniform",
            Initialized.class,
            List.of(real("low"), real("high"), block("layer")),
            v ->
                new Initialized(
                    new Initializer.Uniform(v.real(0), v.real(1)), v.as(Layer.class, 2)),
            layer ->
                layer.matrices() instanceof Initializer.Uniform(var low, var high)
                    ? Optional.of(Values.of(low, high, layer.layer()))
                    : Optional.empty()),
        Kind.of(
            "initialized-same",
            Initialized.class,
            List.of(real("value"), block("layer")),
            v -> new Initialized(new Initializer.Same(v.real(0)), v.as(Layer.class, 1)),
            layer ->
                layer.matrices() instanceof Initializer.Same(var value)
                    ? Optional.of(Values.of(value, layer.layer()))
                    : Optional.empty()));
  }

  private static Kind encoderBlock() {
    List<Setting> settings =
        List.of(
            whole("heads").spelled(Setting.Spelling.EITHER),
            whole("hidden").spelled(Setting.Spelling.EITHER),
            whole("key-heads").like("heads"),
            words("sight", Sight.ALL),
            mask(),
            rotation(),
            function(),
            bias("bias"),
            bias("feed-forward-bias").like("bias"),
            bias("norm-bias").like("bias"),
            real("epsilon").usually(EPSILON),
            words(
                "order",
                NormOrder.BEFORE,
                new Form.Choice("norm-before", NormOrder.BEFORE),
                new Form.Choice("norm-after", NormOrder.AFTER)),
            real("dropout").usually(0f));
    return Kind.of(
        "transformer-encoder-block",
        TransformerEncoderBlock.class,
        settings,
        v ->
            new TransformerEncoderBlock(
                new MultiHeadAttention(
                    v.whole(0),
                    v.whole(2),
                    v.as(Sight.class, 3),
                    v.as(Hidden.class, 4),
                    v.as(Bias.class, 7),
                    v.as(Rotation.class, 5)),
                new FeedForward(v.whole(1), v.as(Function.class, 6), v.as(Bias.class, 8)),
                new LayerNorm(v.real(10), v.as(Bias.class, 9)),
                v.as(NormOrder.class, 11),
                new Dropout(v.real(12))),
        block ->
            Optional.of(
                Values.of(
                    block.attention().heads(),
                    block.feedForward().hidden(),
                    block.attention().keyHeads(),
                    block.attention().sight(),
                    block.attention().mask(),
                    block.attention().rotation(),
                    block.feedForward().function(),
                    block.attention().bias(),
                    block.feedForward().bias(),
                    block.norm().bias(),
                    block.norm().epsilon(),
                    block.order(),
                    block.dropout().probability())));
  }
}
