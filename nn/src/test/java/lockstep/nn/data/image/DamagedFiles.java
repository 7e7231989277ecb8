package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;

/// Reads damaged copies of a file: each gives a result or one sentence that names the file, and
/// takes no more memory than its size allows.
///
/// @param bytesOfByte how much a byte of the file may become by what the format can reach
public record DamagedFiles(String name, long bytesOfByte, Reading reading) {

  public static final int FEW = 2_000;
  public static final int MANY = 100_000;

  /// Buffers, names and messages; the platform's readers take a megabyte at a time.
  private static final long CONSTANT = 5 << 18;

  /// How a file is read.
  public interface Reading {
    Object read(byte[] bytes);
  }

  public void check(byte[] whole, int count) {
    reading.read(whole);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int number = 0; number < count; number++) {
      byte[] damaged = Damage.of(whole, number);
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        reading.read(damaged);
      } catch (DataException e) {
        if (!String.valueOf(e.getMessage()).startsWith(name)) {
          throw new AssertionError("damage " + number + " of " + name, e);
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError("damage " + number + " of " + name, e);
      }
      long taken = threads.getCurrentThreadAllocatedBytes() - before;
      long allowed = (4 + bytesOfByte) * damaged.length + CONSTANT;
      if (taken > allowed) {
        assertThat(taken).as("bytes for damage " + number).isLessThanOrEqualTo(allowed);
      }
    }
  }
}
