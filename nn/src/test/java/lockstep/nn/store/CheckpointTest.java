package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.layer.Dense;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir private Path folder;

  @Test
  void everything_comes_back() {
    Trained before = Trained.after(5);
    TrainingState state =
        before
            .state(5)
            .withBest(0.1)
            .withSchedule(Json.object().with("factor", 0.5))
            .withMore(Json.object().with("a", "b"));
    Path file = folder.resolve("c.safetensors");
    Checkpoint.write(file, before.model.variables(), state);

    Trained after = Trained.after(0);
    Checkpoint read = Checkpoint.read(file);
    read.restore(after.model.variables());
    assertThat(read.state()).isEqualTo(state);
    assertThat(Trained.same(before.model, after.model)).isTrue();
    assertThat(Checkpoint.read(writeFirst()).state().best()).isNaN();
  }

  private Path writeFirst() {
    Path file = folder.resolve("first.safetensors");
    Checkpoint.write(file, Trained.after(0).model.variables(), TrainingState.first(7));
    return file;
  }

  @Test
  void what_was_learnt_comes_back_without_the_optimizer() {
    Trained before = Trained.after(5);
    Path file = folder.resolve("c.safetensors");
    Checkpoint.write(file, before.model.variables(), before.state(5));
    Model model = Model.of(Trained.network(), Shape.of(3), 2);
    Checkpoint.read(file).restoreLearnt(model.variables());
    assertThat(Trained.same(model, before.model)).isTrue();
    assertThatThrownBy(() -> Checkpoint.read(file).restore(model.variables()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("unknown optimizer.0.weight.state1");
  }

  @Test
  void equal_trainings_make_equal_files() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      Trained trained = Trained.after(3);
      Checkpoint.write(folder.resolve(name), trained.model.variables(), trained.state(3));
    }
    assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("b"))).isEqualTo(-1);
  }

  @Test
  void another_network_is_refused_and_stays_as_it_was() {
    Path file = writeFirst();
    Model other = Model.of(new Dense(2), Shape.of(3), 1);
    Model same = Model.of(new Dense(2), Shape.of(3), 1);
    assertThatThrownBy(() -> Checkpoint.read(file).restoreLearnt(other.variables()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            file + ": variables: expected those of this network and optimizer, got none for ")
        .hasMessageContaining(" unknown 0.weight")
        .hasMessageEndingWith(" Use the network that they were learnt by.");
    assertThat(Trained.same(other, same)).isTrue();
  }

  @Test
  void every_cut_is_noticed() throws IOException {
    byte[] whole = Files.readAllBytes(writeFirst());
    Path cut = folder.resolve("cut.safetensors");
    for (int length = 0; length < whole.length; length += length < 900 ? 13 : 97) {
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Checkpoint.read(cut))
          .as("%d bytes of %d", length, whole.length)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(cut + ": ");
    }
  }

  @Test
  void every_turned_bit_of_the_numbers_is_noticed() throws IOException {
    byte[] whole = Files.readAllBytes(writeFirst());
    Path damaged = folder.resolve("damaged.safetensors");
    for (int at = whole.length - 1; at > 0; at -= 101) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(damaged, bytes);
      assertThatThrownBy(() -> Checkpoint.read(damaged)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void other_files_and_later_versions_are_told_apart() {
    Path other = folder.resolve("other.safetensors");
    SafeTensors.writeSealed(other, SafeTensorsTest.tensors(), SafeTensorsTest.texts());
    assertThatThrownBy(() -> Checkpoint.read(other))
        .hasMessage(other + ": expected a file of the format lockstep.checkpoint, found pt.");
    var texts = Format.CHECKPOINT.texts();
    texts.put("version", "2");
    SafeTensors.writeSealed(other, SafeTensorsTest.tensors(), texts);
    assertThatThrownBy(() -> Checkpoint.read(other))
        .hasMessage(
            other + ": expected version 1 of lockstep.checkpoint, found 2. Use a newer Lockstep.");
  }
}
