package lockstep.cli.bench;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most memory that this process had at once.
///
/// @param bytes how much that was
/// @param source who says so
public record PeakMemory(long bytes, Source source) {

  private static final String FIELD = "VmHWM:";
  private static final int KIBI = 1024;

  /// Who counted.
  public enum Source {
    /// The operating system: all of the process that lay in memory.
    SYSTEM,
    /// The JVM: the most of each of its own pools, and what tensors take now.
    JVM
  }

  static PeakMemory ofThisProcess() {
    return of(Path.of("/proc/self/status"));
  }

  static PeakMemory of(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(FIELD))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBI)
          .findFirst()
          .map(bytes -> new PeakMemory(bytes, Source.SYSTEM))
          .orElseGet(PeakMemory::ofJvm);
    } catch (IOException _) {
      // Not Linux: the JVM's own account is all that there is.
      return ofJvm();
    }
  }

  private static PeakMemory ofJvm() {
    long pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    long tensors =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new PeakMemory(pools + tensors, Source.JVM);
  }

  /// {@return the same in units of 2²⁰ bytes}
  public double megabytes() {
    return bytes / (double) (KIBI * KIBI);
  }
}
