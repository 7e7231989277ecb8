package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  @TempDir private Path run;

  private final List<String> notes = new ArrayList<>();
  private final Trained trained = Trained.after(0);

  private Checkpoints with(Retention retention) {
    return new Checkpoints(run, retention, notes::add);
  }

  private Path save(Checkpoints checkpoints, int step) {
    return checkpoints.saveLast(trained.model.variables(), trained.state(step));
  }

  private static long newest(Checkpoints checkpoints) {
    return checkpoints.last().orElseThrow().state().step();
  }

  @Test
  void the_newest_and_the_best_and_every_so_many_are_kept() throws IOException {
    Checkpoints checkpoints = with(new Retention(2, 1, 30));
    for (int step = 10; step <= 80; step += 10) {
      save(checkpoints, step);
      if (step % 20 == 0) {
        checkpoints.saveBest(trained.model.variables(), trained.state(step));
      }
    }
    assertThat(names("last"))
        .containsExactly(
            "step-0000000030.safetensors",
            "step-0000000060.safetensors",
            "step-0000000070.safetensors",
            "step-0000000080.safetensors");
    assertThat(names("best")).containsExactly("step-0000000080.safetensors");
    assertThat(checkpoints.best().orElseThrow().state().step()).isEqualTo(80);
    assertThat(newest(checkpoints)).isEqualTo(80);
    assertThat(notes).isEmpty();
  }

  @Test
  void none_yet_is_no_error() {
    assertThat(with(Retention.usual()).last()).isEmpty();
    assertThat(with(Retention.usual()).best()).isEmpty();
  }

  @Test
  void a_truncated_one_is_skipped_with_a_note() throws IOException {
    Checkpoints checkpoints = with(Retention.usual());
    save(checkpoints, 1);
    Path second = save(checkpoints, 2);
    long size = Files.size(second);
    for (long length : new long[] {size - 1, size / 2, 4000, 100, 8, 7, 0}) {
      if (length < size) {
        try (FileChannel channel = FileChannel.open(second, StandardOpenOption.WRITE)) {
          channel.truncate(length);
        }
        notes.clear();
        assertThat(newest(checkpoints)).as("%d bytes", length).isEqualTo(1);
        assertThat(notes)
            .singleElement()
            .asString()
            .startsWith(second + ": ")
            .endsWith(" It is skipped; the one before it is used.");
      }
    }
  }

  @Test
  void a_damaged_one_ahead_never_displaces_a_whole_one() throws IOException {
    Checkpoints checkpoints = with(new Retention(1, 1, 0));
    save(checkpoints, 100);
    Files.writeString(run.resolve("last/step-0000000200.safetensors"), "damaged");
    assertThat(newest(checkpoints)).isEqualTo(100);
    save(checkpoints, 150);
    assertThat(names("last")).containsExactly("step-0000000150.safetensors");
    assertThat(newest(checkpoints)).isEqualTo(150);
  }

  @Test
  void a_full_disk_leaves_the_older_ones() throws IOException {
    Checkpoints checkpoints = with(new Retention(1, 1, 0));
    save(checkpoints, 1);
    for (int room : new int[] {0, 8, 100, 2000}) {
      assertThatThrownBy(() ->
              checkpoints.saveLast(
                  trained.model.variables(),
                  trained.state(2),
                  _ -> new AtomicFileTest.FullChannel(room)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("what was there is unchanged");
    }
    assertThat(names("last")).containsExactly("step-0000000001.safetensors");
    assertThat(newest(checkpoints)).isEqualTo(1);
  }

  @Test
  void what_a_killed_writer_left_is_removed() throws IOException {
    save(with(Retention.usual()), 1);
    Files.writeString(run.resolve("last/step-0000000002.safetensors.99-0.partial"), "half");
    assertThat(newest(with(Retention.usual()))).isEqualTo(1);
    assertThat(names("last")).containsExactly("step-0000000001.safetensors");
    assertThat(notes).singleElement().asString().contains("was not finished");
  }

  @Test
  void a_training_that_goes_on_ends_as_if_it_had_not_stopped() {
    Trained whole = Trained.after(6);
    Trained begun = Trained.after(3);
    Checkpoints checkpoints = with(Retention.usual());
    checkpoints.saveLast(begun.model.variables(), begun.state(3));

    Trained resumed = Trained.after(3);
    checkpoints.last().orElseThrow().restore(resumed.model.variables());
    for (int i = 3; i < 6; i++) {
      resumed.learn(i);
    }
    assertThat(Trained.same(resumed.model, whole.model)).isTrue();
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
