package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Item;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Step;
import lockstep.nn.json.RecordJson;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Layer;
import lockstep.nn.store.ModelFile.Description;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

  /// A step of somebody's own.
  public record Scale(float factor) implements Step {
    @Override
    public Item apply(Item item) {
      return item;
    }
  }

  private static final RecordJson RECORDS = KnownRecords.json(List.of(Scale.class));

  @TempDir private Path folder;

  private static Description description(Layer network) {
    return new Description(
        network,
        DType.FLOAT32,
        Shape.of(3),
        1,
        List.of("cat", "dög"),
        Preparation.of(new Scale(1 / 255f)),
        "tell cats from dogs");
  }

  private Path written(Trained trained) {
    Path file = folder.resolve("model.lockstep");
    ModelFile.write(file, description(Trained.network()), trained.model.variables(), RECORDS);
    return file;
  }

  @Test
  void a_model_comes_back_with_all_that_prediction_needs() {
    Trained trained = Trained.after(4);
    ModelFile read = ModelFile.read(written(trained), RECORDS);
    assertThat(read.description()).isEqualTo(description(Trained.network()));
    assertThat(Trained.same(read.model(), trained.model)).isTrue();
    Tensor x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertThat(read.model().predict(x).toArray())
        .containsExactly(trained.model.predict(x).toArray());
  }

  @Test
  void what_the_optimizer_remembers_is_left_out() {
    assertThat(SafeTensors.open(written(Trained.after(1))).names())
        .noneMatch(name -> name.startsWith("optimizer."))
        .contains("0.weight", "3.bias");
  }

  @Test
  void equal_models_make_equal_files() throws IOException {
    byte[] one = Files.readAllBytes(written(Trained.after(2)));
    assertThat(Files.readAllBytes(written(Trained.after(2)))).isEqualTo(one);
  }

  @Test
  void a_step_that_is_not_known_is_named() {
    Path file = written(Trained.after(0));
    assertThatThrownBy(() -> ModelFile.read(file, KnownRecords.json()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": Description.preparation.input[0].type: expected one of [")
        .hasMessageEndingWith("], found \"Scale\". What a program adds must be registered.");
  }

  @Test
  void a_network_of_other_sizes_is_refused_before_memory_is_taken() {
    Path file = folder.resolve("model.lockstep");
    Model small = Model.of(new Dense(2), Shape.of(3), 1);
    var texts = Format.MODEL.texts();
    texts.put("description", RECORDS.write(description(new Dense(1 << 28))).text());
    var tensors = new LinkedHashMap<String, Tensor>();
    small.variables().all().keySet().forEach(n -> tensors.put(n, small.variables().get(n)));
    SafeTensors.writeSealed(file, tensors, texts);
    assertThatThrownBy(() -> ModelFile.read(file, RECORDS))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": tensor `")
        .hasMessageContaining("as the network has it, found [");
  }

  @Test
  void a_damaged_file_is_refused() throws IOException {
    Path file = written(Trained.after(0));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelFile.read(file, RECORDS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("It is damaged: use an older one.");
  }
}
