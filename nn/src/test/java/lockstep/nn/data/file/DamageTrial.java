package lockstep.nn.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;

/// Reads damaged files and sees that they are read, or refused in a sentence that names the file.
public final class DamageTrial {

  /// What reading takes whatever the file: buffers, the rows that are looked at to find out the
  /// form, messages.
  private static final long CONSTANT = 256 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private DamageTrial() {}

  /// Reads `count` damaged copies of a file that is called `name`.
  ///
  /// @param reader what may take no more than 4 times the file, the file itself included
  public static void run(byte[] whole, int count, String name, Consumer<byte[]> reader) {
    reader.accept(whole); // classes are loaded once
    for (int number = 0; number < count; number++) {
      byte[] damaged = Damage.of(whole, number);
      try {
        requireLittle(damaged, reader);
      } catch (DataException e) {
        assertThat(e).as("damage %d", number).hasMessageContaining(name);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("damage " + number, e);
      }
    }
  }

  /// Reads a file, and sees that it takes no more than 4 times of it.
  public static void requireLittle(byte[] file, Consumer<byte[]> reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.accept(file);
    } finally {
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(taken).isLessThan(3L * file.length + CONSTANT);
    }
  }
}
