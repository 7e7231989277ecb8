package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.Initializer;
import lockstep.nn.json.Json;
import lockstep.nn.json.RecordJson;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.loss.BinaryCrossEntropy;
import lockstep.nn.loss.Cosine;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Ctc;
import lockstep.nn.loss.Huber;
import lockstep.nn.loss.KullbackLeibler;
import lockstep.nn.loss.Loss;
import lockstep.nn.loss.MeanAbsolute;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.loss.SoftCrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.zoo.Recommender;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.VariationalAutoencoder;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownRecordsTest {

  private final RecordJson records = KnownRecords.json();

  static Stream<Layer> networks() {
    return Stream.of(
        Zoo.mlp(),
        Zoo.lenet(),
        Zoo.resnet20(),
        Zoo.resnet18(),
        Zoo.mobilenet(),
        Zoo.autoencoder(),
        Zoo.unet(3),
        new VariationalAutoencoder(),
        new Recommender(10, 20, 4),
        SequenceZoo.lstm(),
        SequenceZoo.gru(),
        SequenceZoo.charGpt(),
        SequenceZoo.encoder(100, 16, 8, 3),
        new TransformerEncoderBlock(4, 16),
        new Initialized(Initializer.he(9), Sequential.of(new Dense(3))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_network_comes_back(Layer network) {
    String text = records.write(network).text();
    assertThat(records.read(Layer.class, Json.parse(text))).isEqualTo(network);
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new BinaryCrossEntropy(2.5f),
        new Cosine(),
        new CrossEntropy(0.1f, -1, List.of(1f, 0.3f)),
        new Ctc(7).withLengths().leavingOut(),
        new Huber(1.5f),
        new KullbackLeibler(),
        new MeanAbsolute(),
        new MeanSquared(),
        new SoftCrossEntropy());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void a_loss_comes_back(Loss loss) {
    assertThat(records.read(Loss.class, Json.parse(records.write(loss).text()))).isEqualTo(loss);
  }

  static Stream<Optimizer> optimizers() {
    Optimizer adam = Optimizer.adamW(1e-3, 0.01);
    return Stream.of(
        Optimizer.sgd(0.1),
        Optimizer.momentum(0.1, 0.9, 5e-4).with("*.bias", new Rule.Nesterov(0.9, 0)),
        Optimizer.adam(1e-3).clipped(1),
        Optimizer.muon(1e-3, 0.1).with("head.*", new Rule.AdamW(0.9, 0.95, 1e-8, 0.1)),
        adam.with(Schedule.stairs(1, 0.1, 30)),
        adam.with(Schedule.cosine(1, 0.1, 30)),
        adam.with(Schedule.warmUp(10, Schedule.cosine(1, 0, 20))),
        adam.with(Schedule.oneCycle(0.1, 100)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void an_optimizer_comes_back(Optimizer optimizer) {
    String text = records.write(optimizer).text();
    assertThat(records.read(Optimizer.class, Json.parse(text))).isEqualTo(optimizer);
  }

  @Test
  void an_optimizer_stored_before_there_was_muon_comes_back() {
    String text = records.write(Optimizer.sgd(0.1)).text();
    assertThat(text).doesNotContain("matrices");
    assertThat(records.read(Optimizer.class, Json.parse(text)).matrices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"layer", "loss", "zoo"})
  void every_public_record_is_known(String room) throws IOException {
    Path folder = Path.of("src/main/java/lockstep/nn").resolve(room);
    Pattern declared = Pattern.compile("^public record (\\w+)", Pattern.MULTILINE);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        var found = declared.matcher(Files.readString(file));
        if (found.find()) {
          assertThat(KnownRecords.classes())
              .extracting(Class::getName)
              .contains("lockstep.nn." + room + "." + found.group(1));
        }
      }
    }
  }

  @Test
  void a_layer_that_is_a_lambda_is_refused_with_what_to_do() {
    Layer lambda = (_, x) -> x;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> records.write(Sequential.of(new Dense(3), lambda)))
        .withMessage(
            "Sequential.layers[1]: expected a registered record, got a lambda, which cannot be"
                + " stored. Make it a public record and register it.");
  }

  @Test
  void numbers_given_to_a_layer_are_weights_and_not_stored_here() {
    Tensor tensor = Tensor.of(Shape.of(1), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> records.write(new Initialized(new Initializer.Given(tensor), new Dense(1))))
        .withMessageStartingWith("Initialized.matrices.tensor: expected a registered record, got");
  }

  @Test
  void more_records_can_be_known() {
    assertThat(
            KnownRecords.json(List.of(Own.class))
                .read(Layer.class, Json.parse("{\"type\":\"Own\"}")))
        .isEqualTo(new Own());
  }

  public record Own() implements Layer {
    @Override
    public lockstep.nn.graph.Value lower(
        lockstep.nn.graph.GraphBuilder g, lockstep.nn.graph.Value x) {
      return x;
    }
  }
}
