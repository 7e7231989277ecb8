package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Preparation;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checkpoints and models are sealed: what is read is what was written.
class CheckpointDamageTest {

  @TempDir private Path folder;

  private final Trained trained = Trained.after(1);

  @Test
  void damage_is_always_noticed() throws IOException {
    read(300);
  }

  @Test
  @Tag("long")
  void much_damage_is_always_noticed() throws IOException {
    read(100_000);
  }

  /// Damage that changes nothing, such as another kind of space, may pass.
  private boolean readCheckpoint(Path file) {
    Checkpoint read = Checkpoint.read(file);
    Trained other = Trained.after(0);
    read.restore(other.model.variables());
    return read.state().equals(trained.state(1)) && Trained.same(trained.model, other.model);
  }

  private boolean readModel(Path file) {
    return Trained.same(trained.model, ModelFile.read(file, KnownRecords.json()).model());
  }

  private void read(int count) throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    Checkpoint.write(checkpoint, trained.model.variables(), trained.state(1));
    Path model = folder.resolve("model");
    var description =
        new ModelFile.Description(
            Trained.network(), DType.FLOAT32, Shape.of(3), 1, List.of(), Preparation.of(), "");
    ModelFile.write(model, description, trained.model.variables(), KnownRecords.json());
    byte[] first = Files.readAllBytes(checkpoint);
    byte[] second = Files.readAllBytes(model);
    Path damaged = folder.resolve("damaged");
    for (int number = 0; number < count; number++) {
      byte[] whole = number % 2 == 0 ? first : second;
      byte[] bytes = Damage.of(whole, number);
      Files.write(damaged, bytes);
      try {
        assertThat(number % 2 == 0 ? readCheckpoint(damaged) : readModel(damaged))
            .as("number %d", number)
            .isTrue();
      } catch (DataException e) {
        assertThat(e.getMessage()).startsWith(damaged + ": ").doesNotContain("\n");
      }
    }
  }
}
