package lockstep.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {

  @TempDir Path folder;

  @Test
  void linux_tells_the_peak_of_resident_memory() throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(
        status, "Name:\tjava\nVmPeak:\t 9000 kB\nVmHWM:\t   2560 kB\nVmRSS:\t 1 kB\n");
    PeakMemory peak = PeakMemory.of(status);
    assertThat(peak).isEqualTo(new PeakMemory(2560 * 1024, PeakMemory.Source.SYSTEM));
    assertThat(peak.megabytes()).isEqualTo(2.5);
  }

  @Test
  void elsewhere_the_jvm_counts_its_own() {
    PeakMemory peak = PeakMemory.of(folder.resolve("none"));
    assertThat(peak.source()).isEqualTo(PeakMemory.Source.JVM);
    assertThat(peak.bytes()).isPositive();
  }
}
