package lockstep.nn.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsDamageTest {

  /// A header of a few hundred bytes becomes objects of some kilobytes.
  private static final long CONSTANT = 256 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  @Test
  void damage_ends_with_tensors_or_one_sentence() throws IOException {
    read(2_000);
  }

  @Test
  @Tag("long")
  void much_damage_ends_with_tensors_or_one_sentence() throws IOException {
    read(100_000);
  }

  @Test
  void damaged_files_are_read_as_damaged_bytes_are() throws IOException {
    byte[] whole = whole();
    for (int number = 0; number < 100; number++) {
      byte[] damaged = Damage.of(whole, number);
      Path file = Files.write(folder.resolve(number + ".safetensors"), damaged);
      assertThat(names(() -> SafeTensors.open(file)))
          .isEqualTo(names(() -> SafeTensors.of(file.toString(), MemorySegment.ofArray(damaged))));
    }
  }

  private static List<String> names(java.util.function.Supplier<SafeTensors> file) {
    try {
      return new ArrayList<>(file.get().names());
    } catch (DataException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private byte[] whole() throws IOException {
    Path file = folder.resolve("whole");
    SafeTensors.writeSealed(file, SafeTensorsTest.tensors(), SafeTensorsTest.texts());
    return Files.readAllBytes(file);
  }

  private void read(int count) throws IOException {
    byte[] whole = whole();
    int refused = 0;
    for (int number = 0; number < count; number++) {
      byte[] damaged = Damage.of(whole, number);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        SafeTensors.of("x.safetensors", MemorySegment.ofArray(damaged)).all();
      } catch (DataException e) {
        refused++;
        assertThat(e.getMessage()).startsWith("x.safetensors: ").doesNotContain("\n");
      }
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as("number %d", number).isLessThan(4L * damaged.length + CONSTANT);
    }
    assertThat(refused).isBetween(count / 4, count - 1);
  }
}
