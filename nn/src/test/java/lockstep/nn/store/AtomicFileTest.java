package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path folder;

  @Test
  void a_file_is_written_with_its_folders_and_replaced() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    AtomicFile.writeText(file, "old");
    AtomicFile.writeText(file, "nöw");
    assertThat(file).hasContent("nöw");
    assertThat(names(file.resolveSibling(""))).containsExactly("c.txt");
  }

  @Test
  void a_full_disk_leaves_the_old_file_and_no_other() throws IOException {
    Path file = folder.resolve("weights");
    AtomicFile.writeText(file, "old");
    AtomicFile.Content large = channel -> AtomicFile.writeFully(channel, ByteBuffer.allocate(1000));
    assertThatThrownBy(() -> AtomicFile.write(file, large, _ -> new FullChannel(10)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": expected to write it, got: No space left on device. Free space, or choose a"
                + " folder that may be written to; what was there is unchanged.");
    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("weights");
  }

  @Test
  void content_that_fails_leaves_the_old_file() throws IOException {
    Path file = folder.resolve("weights");
    AtomicFile.writeText(file, "old");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  AtomicFile.writeFully(channel, ByteBuffer.allocate(10));
                  throw new IllegalStateException("stop");
                }))
        .hasMessage("stop");
    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("weights");
  }

  @Test
  void a_reader_sees_nothing_until_everything_is_written() {
    Path file = folder.resolve("weights");
    AtomicFile.writeText(file, "old");
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void what_cannot_be_a_folder_is_named() {
    Path file = folder.resolve("file");
    AtomicFile.writeText(file, "x");
    assertThatThrownBy(() -> AtomicFile.writeText(file.resolve("below"), "y"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.resolve("below") + ": expected to write it, got: ");
  }

  @Test
  void leftovers_of_killed_writers_are_removed() throws IOException {
    AtomicFile.writeText(folder.resolve("whole"), "x");
    Path left = Files.writeString(folder.resolve("whole.123-0.partial"), "y");
    assertThat(AtomicFile.removeLeftovers(folder)).containsExactly(left);
    assertThat(names(folder)).containsExactly("whole");
    assertThat(AtomicFile.removeLeftovers(folder.resolve("absent"))).isEmpty();
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  /// A disk with room for so many bytes.
  static final class FullChannel implements WritableByteChannel {

    private int room;

    FullChannel(int room) {
      this.room = room;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int count = Math.min(room, bytes.remaining());
      if (count == 0 && bytes.hasRemaining()) {
        throw new IOException("No space left on device");
      }
      room -= count;
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
