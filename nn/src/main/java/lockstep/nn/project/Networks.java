package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Conv1d;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.ConvTranspose2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Directions;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.FeedForward;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.Lengths;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.MeanOverTime;
import lockstep.nn.layer.MultiHeadAttention;
import lockstep.nn.layer.NormOrder;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.PositionalEmbedding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.tensor.Shape;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.Zoo;

/// Networks by name, made to fit their data.
public final class Networks {

  private static final List<String> NAMES =
      List.of(
          "cnn",
          "mlp",
          "lenet",
          "resnet20",
          "mobilenet",
          "lstm",
          "gru",
          "encoder",
          "chargpt",
          "autoencoder");

  private static final List<String> OF_PICTURES =
      List.of("cnn", "mlp", "lenet", "resnet20", "mobilenet", "lstm", "gru");

  /// More classes of texts are told apart better by attention.
  private static final int FEW_CLASSES = 20;

  private static final int SMALL_SIDE = 8;

  /// Beyond this, more channels at full size cost more than they tell.
  private static final int LARGE_SIDE = 40;

  private static final int LARGE_TABLE = 1_000;

  /// What a network must fit.
  ///
  /// @param purpose what it is for
  /// @param example the shape of an input
  /// @param outputs how many numbers it says
  /// @param symbols how many different tokens there are; 0 where inputs are no tokens
  /// @param samples how many it learns from
  record Fit(Purpose purpose, Shape example, int outputs, int symbols, int samples) {}

  private Networks() {}

  /// {@return their names}
  public static List<String> names() {
    return NAMES;
  }

  static void requireName(String name) {
    if (!name.isEmpty() && !ModelText.isFile(name)) {
      requireNamed(name);
    }
  }

  /// @throws IllegalArgumentException if there is no such network
  static void requireNamed(String name) {
    if (!NAMES.contains(name)) {
      throw Names.unknown("model", name, NAMES);
    }
  }

  /// The names that fit, the usual one first.
  static List<String> fitting(Purpose purpose, int outputs) {
    if (purpose.data().task() == TaskKind.RECONSTRUCTION) {
      return List.of("autoencoder");
    }
    return switch (purpose.data().kind()) {
      case IMAGES, IDX, CIFAR, SOUNDS -> OF_PICTURES;
      case TABLE, POINTS -> List.of("mlp");
      case SERIES -> List.of("cnn", "mlp", "lstm", "gru");
      case TEXT -> List.of("chargpt", "lstm", "gru");
      case TOKENS -> List.of("gru", "lstm", "chargpt");
      case LABELLED_TEXT ->
          outputs <= FEW_CLASSES
              ? List.of("gru", "lstm", "encoder")
              : List.of("encoder", "gru", "lstm");
      case DETECT -> throw new IllegalStateException("expected data whose kind is known");
    };
  }

  /// @throws IllegalArgumentException if a network of that name cannot see such data
  static String choose(String name, Purpose purpose, int outputs) {
    List<String> fitting = fitting(purpose, outputs);
    if (ModelText.isFile(name)) {
      return name;
    }
    if (name.isEmpty()) {
      return fitting.getFirst();
    }
    if (!fitting.contains(name)) {
      throw new IllegalArgumentException(
          "model: expected "
              + String.join(" or ", fitting)
              + " for "
              + purpose.data().task().text()
              + " of "
              + purpose.data().kind().text()
              + ", got `"
              + name
              + "`.");
    }
    return name;
  }

  static Layer of(String name, Fit fit) {
    if (ModelText.isFile(name)) {
      return ModelText.network(name, fit);
    }
    return switch (fit.purpose().data().kind()) {
      case IMAGES, IDX, CIFAR, SOUNDS -> ofPicture(name, fit);
      case TABLE, POINTS -> ofRow(fit);
      case SERIES -> ofSeries(name, fit);
      case TEXT, TOKENS -> ofTokens(name, fit);
      case LABELLED_TEXT -> ofText(name, fit);
      case DETECT -> throw new IllegalStateException("expected data whose kind is known");
    };
  }

  private static Layer ofPicture(String name, Fit fit) {
    int outputs = fit.outputs();
    Shape example = fit.example();
    return switch (name) {
      case "autoencoder" -> autoencoder(example);
      case "mlp" -> before(new Flatten(), withOutputs(Zoo.mlp(), outputs));
      case "lenet" -> withOutputs(Zoo.lenet(), outputs);
      case "resnet20" -> withOutputs(Zoo.resnet20(), outputs);
      case "mobilenet" -> withOutputs(Zoo.mobilenet(), outputs);
      // A row, or a moment, is a step.
      case "lstm", "gru" ->
          before(
              Reshape.of(example.size(0), example.size(1) * example.size(2)),
              withOutputs(name.equals("lstm") ? SequenceZoo.lstm() : SequenceZoo.gru(), outputs));
      default -> cnn(example, outputs);
    };
  }

  /// {@return convolutions that halve the picture until it is small, twice as many channels each
  /// time}
  ///
  /// @param example the shape of a picture, `[height, width, channels]`
  /// @param outputs how many numbers it says
  public static Layer cnn(Shape example, int outputs) {
    var layers = new ArrayList<Layer>();
    int side = Math.min(example.size(0), example.size(1));
    int channels = example.size(2) == 1 || side > LARGE_SIDE ? 16 : 32;
    do {
      layers.add(new Conv2d(channels, 3).same().withoutBias());
      layers.add(new BatchNorm());
      layers.add(Function.relu());
      layers.add(new MaxPool2d(2));
      side /= 2;
      channels = Math.min(128, channels * 2);
    } while (side > SMALL_SIDE);
    layers.add(new Flatten());
    layers.add(new Dropout(0.2f));
    layers.add(new Dense(128));
    layers.add(Function.relu());
    layers.add(new Dense(outputs));
    return new Sequential(layers);
  }

  private static Layer autoencoder(Shape example) {
    int height = example.size(0) / 4;
    int width = example.size(1) / 4;
    return Sequential.of(
        new Conv2d(32, 3).withStride(2).padded(1),
        Function.relu(),
        new Conv2d(64, 3).withStride(2).padded(1),
        Function.relu(),
        new Flatten(),
        new Dense(256),
        Function.relu(),
        new Dense(32),
        new Dense(256),
        Function.relu(),
        new Dense(height * width * 64),
        Function.relu(),
        Reshape.of(height, width, 64),
        new ConvTranspose2d(32, 3, 2, new Padding.Each(1), 1, Bias.ADDED),
        Function.relu(),
        new ConvTranspose2d(example.size(2), 3, 2, new Padding.Each(1), 1, Bias.ADDED));
  }

  private static Layer ofRow(Fit fit) {
    if (fit.purpose().data().kind() == DataKind.POINTS) {
      return Sequential.of(
          new Dense(64), Function.relu(), new Dense(64), Function.relu(), new Dense(fit.outputs()));
    }
    return fit.samples() < LARGE_TABLE
        ? Sequential.of(new Dense(32), Function.relu(), new Dropout(0.3f), new Dense(fit.outputs()))
        : Sequential.of(
            new Dense(256),
            new BatchNorm(),
            Function.relu(),
            new Dropout(0.3f),
            new Dense(128),
            new BatchNorm(),
            Function.relu(),
            new Dropout(0.3f),
            new Dense(fit.outputs()));
  }

  private static Layer ofSeries(String name, Fit fit) {
    Layer straight = Sequential.of(new Flatten(), new Dense(fit.outputs()));
    return switch (name) {
      case "mlp" ->
          Sequential.of(new Flatten(), new Dense(128), Function.relu(), new Dense(fit.outputs()));
      case "lstm" -> Sequential.of(new Lstm(64).last(), new Dense(fit.outputs()));
      case "gru" -> Sequential.of(new Gru(64).last(), new Dense(fit.outputs()));
      // A convolution over time, beside a straight line from all that was.
      default ->
          new Residual(
              Sequential.of(
                  new Conv1d(16, 7, new Padding.Same()),
                  Function.gelu(),
                  new Conv1d(16, 7, new Padding.Same()),
                  Function.gelu(),
                  new Flatten(),
                  new Dropout(0.2f),
                  new Dense(fit.outputs())),
              straight,
              new Identity());
    };
  }

  private static Layer ofTokens(String name, Fit fit) {
    int symbols = fit.symbols();
    boolean large = fit.samples() * (long) fit.example().size(0) > 200_000;
    return switch (name) {
      case "chargpt" ->
          SequenceZoo.gpt(symbols, fit.example().size(0), large ? 4 : 2, 4, large ? 128 : 64);
      case "lstm" ->
          Sequential.of(
              new Embedding(symbols, 64), new Lstm(large ? 256 : 64), new Dense(fit.outputs()));
      default ->
          Sequential.of(
              new Embedding(symbols, 64), new Gru(large ? 256 : 64), new Dense(fit.outputs()));
    };
  }

  private static Layer ofText(String name, Fit fit) {
    if (name.equals("encoder")) {
      return encoder(fit);
    }
    Layer reader =
        name.equals("lstm")
            ? new Lstm(64).reading(Directions.BOTH).withLengths().last()
            : new Gru(64).reading(Directions.BOTH).withLengths().last();
    return Sequential.of(
        new Embedding(fit.symbols(), 64),
        new Dropout(0.3f),
        reader,
        new Dropout(0.4f),
        new Dense(fit.outputs()));
  }

  private static Layer encoder(Fit fit) {
    var block =
        new TransformerEncoderBlock(
            new MultiHeadAttention(4).withLengths(),
            new FeedForward(256, Function.gelu(), Bias.ADDED),
            new LayerNorm(),
            NormOrder.BEFORE,
            new Dropout(0.2f));
    return Sequential.of(
        new Embedding(fit.symbols(), 128),
        new PositionalEmbedding(fit.example().size(0)),
        new Dropout(0.3f),
        block,
        block,
        new LayerNorm(),
        new MeanOverTime(Lengths.GIVEN),
        new Dropout(0.4f),
        new Dense(fit.outputs()));
  }

  private static Layer withOutputs(Layer network, int outputs) {
    if (!(network instanceof Sequential(var layers))) {
      throw new IllegalStateException("expected a sequence of layers");
    }
    var others = new ArrayList<>(layers.subList(0, layers.size() - 1));
    others.add(new Dense(outputs));
    return new Sequential(others);
  }

  private static Layer before(Layer first, Layer network) {
    if (!(network instanceof Sequential(var layers))) {
      throw new IllegalStateException("expected a sequence of layers");
    }
    var all = new ArrayList<Layer>(List.of(first));
    all.addAll(layers);
    return new Sequential(all);
  }
}
