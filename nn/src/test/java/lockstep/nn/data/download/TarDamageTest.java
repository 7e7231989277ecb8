package lockstep.nn.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.zip.GZIPInputStream;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged archives are read, or refused in a sentence, within little memory.
class TarDamageTest {

  /// Buffers of the reader, and what an exception takes.
  private static final long FIXED = 256 * 1024;

  @Test
  void damaged_archives_are_read_or_refused() throws IOException {
    read(0, 2_000);
  }

  @Test
  @Tag("long")
  void many_damaged_archives_are_read_or_refused() throws IOException {
    read(2_000, 102_000);
  }

  private static void read(long from, long to) throws IOException {
    byte[] tar =
        Archives.tar(
            Archives.folder("set"),
            Archives.file("set/a.txt", new byte[700]),
            Archives.file("set/b.txt", new byte[40]));
    byte[] packed = Archives.gzip(tar);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (long number = from; number < to; number++) {
      boolean inside = number % 4 != 0;
      byte[] damaged = Damage.of(inside ? tar : packed, number);
      long before = threads.getCurrentThreadAllocatedBytes();
      try (InputStream in = open(damaged, inside)) {
        Tar.read(in, "some.tar.gz", "set", 10_000, _ -> OutputStream.nullOutputStream());
      } catch (DataException e) {
        assertThat(e).hasMessageStartingWith("some.tar.gz: expected");
      } catch (IOException e) {
        // What gzip itself refuses; whoever unpacks names the file.
        assertThat(inside).as("number %d: %s", number, e).isFalse();
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as("bytes for number %d", number).isLessThan(4L * tar.length + FIXED);
    }
  }

  private static InputStream open(byte[] damaged, boolean inside) throws IOException {
    InputStream bytes = new ByteArrayInputStream(damaged);
    return inside ? bytes : new GZIPInputStream(bytes);
  }
}
