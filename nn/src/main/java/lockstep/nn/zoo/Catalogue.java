package lockstep.nn.zoo;

import java.util.List;
import lockstep.nn.json.Nearest;
import lockstep.nn.layer.Layer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The networks of the zoo by name, with the inputs that are usual for them.
public final class Catalogue {

  private static final int CLASSES = 10;
  private static final int WORDS = 5_000;
  private static final int TOKENS = 64;

  private static final List<Entry> ALL =
      List.of(
          floats("mlp", Zoo.mlp(), Shape.of(784)),
          floats("lenet", Zoo.lenet(), Shape.of(28, 28, 1)),
          floats("resnet20", Zoo.resnet20(), Shape.of(32, 32, 3)),
          floats("resnet18", Zoo.resnet18(), Shape.of(224, 224, 3)),
          floats("mobilenet", Zoo.mobilenet(), Shape.of(32, 32, 3)),
          floats("autoencoder", Zoo.autoencoder(), Shape.of(28, 28, 1)),
          floats("unet", Zoo.unet(1), Shape.of(64, 64, 3)),
          floats("lstm", SequenceZoo.lstm(), Shape.of(100, 64)),
          floats("gru", SequenceZoo.gru(), Shape.of(100, 64)),
          new Entry("chargpt", SequenceZoo.charGpt(), DType.INT32, Shape.of(TOKENS)),
          new Entry(
              "encoder",
              SequenceZoo.encoder(WORDS, TOKENS, 128, CLASSES),
              DType.INT32,
              Shape.of(TOKENS)));

  /// A network that has learnt nothing.
  ///
  /// @param name what it is called
  /// @param network its layers
  /// @param dtype the kind of its inputs
  /// @param example the shape of one that is usual for it
  public record Entry(String name, Layer network, DType dtype, Shape example) {

    /// {@return the same for other inputs}
    public Entry example(Shape other) {
      return new Entry(name, network, dtype, other);
    }
  }

  private Catalogue() {}

  private static Entry floats(String name, Layer network, Shape example) {
    return new Entry(name, network, DType.FLOAT32, example);
  }

  /// {@return all names}
  public static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  /// {@return the network of that name}
  ///
  /// @throws IllegalArgumentException if there is none, with the names there are
  public static Entry named(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "network: expected one of "
                    + String.join(", ", names())
                    + ", got `"
                    + name
                    + "`."
                    + Nearest.hint(name, names())));
  }
}
