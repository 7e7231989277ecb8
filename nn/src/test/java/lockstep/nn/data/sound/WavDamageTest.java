package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Sound;
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
    var counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<byte[]> whole = whole();
    int read = 0;
    int refused = 0;
    for (int number = 0; number < inputs; number++) {
      byte[] damaged = Damage.of(whole.get(number % whole.size()), number);
      long before = counter.getCurrentThreadAllocatedBytes();
      try {
        Sound sound = Wav.read(damaged, "a.wav");
        assertThat(sound.length()).isPositive();
        read++;
      } catch (DataException e) {
        assertThat(e).as("input %d", number).hasMessageStartingWith("a.wav: ");
        refused++;
      } catch (RuntimeException | Error e) {
        fail("input " + number, e);
      }
      long bytes = counter.getCurrentThreadAllocatedBytes() - before;
      assertThat(bytes).as("input %d", number).isLessThan(4L * damaged.length + SMALL);
    }
    // Damage that always or never shows would test nothing.
    assertThat(read).isGreaterThan(inputs / 10);
    assertThat(refused).isGreaterThan(inputs / 10);
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
