package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged files give a recording or a sentence that names the file, and take no memory that they
/// do not have a right to.
class WavDamageTest {

  /// Buffers and messages.
  private static final long SMALL = 64L << 10;

  private static List<byte[]> whole() {
    var whole = new ArrayList<byte[]>();
    for (int bits : new int[] {8, 16, 24, 32}) {
      whole.add(
          new WavBytes()
              .format(1, 2, 8000, bits)
              .chunk("LIST", new byte[9])
              .chunk("data", new byte[18_000])
              .file());
    }
    whole.add(new WavBytes().format(3, 1, 8000, 64).chunk("data", new byte[20_000]).file());
    whole.add(new WavBytes().extensible(3, 2, 8000, 32).chunk("data", new byte[20_000]).file());
    return whole;
  }

  private static void damage(int inputs) {
    List<byte[]> whole = whole();
    int read = 0;
    for (int number = 0; number < inputs; number++) {
      byte[] damaged = Damage.of(whole.get(number % whole.size()), number);
      long most = 4L * damaged.length + SMALL;
      read += isRead(damaged, number) ? 1 : 0;
      long bytes = allocated(damaged, number);
      // Once only, classes that make a message are loaded in between.
      bytes = bytes < most ? bytes : allocated(damaged, number);
      assertThat(bytes).as("input %d", number).isLessThan(most);
    }
    // Damage that always or never shows would test nothing.
    assertThat(read).isBetween(inputs / 10, inputs * 9 / 10);
  }

  private static long allocated(byte[] damaged, int number) {
    var counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = counter.getCurrentThreadAllocatedBytes();
    isRead(damaged, number);
    return counter.getCurrentThreadAllocatedBytes() - before;
  }

  private static boolean isRead(byte[] damaged, int number) {
    try {
      return Wav.read(damaged, "a.wav").length() > 0;
    } catch (DataException e) {
      if (!String.valueOf(e.getMessage()).startsWith("a.wav: ")) {
        fail("input " + number, e);
      }
      return false;
    } catch (RuntimeException | Error e) {
      return fail("input " + number, e);
    }
  }

  @Test
  void two_thousand_damaged_files_are_read_or_refused() {
    damage(2_000);
  }

  @Test
  @Tag("long")
  void a_hundred_thousand_damaged_files_are_read_or_refused() {
    damage(100_000);
  }
}
