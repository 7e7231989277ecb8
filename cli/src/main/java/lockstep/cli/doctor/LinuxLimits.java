package lockstep.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Reads Linux's own account of processor, memory and control groups. On other systems the files
/// are missing and every answer is empty.
///
/// @param root where the system's files begin: `/`, or a made-up tree in a test
record LinuxLimits(Path root) {

  /// Larger values mean "no limit": version 1 of control groups writes the largest page-aligned
  /// number.
  private static final long UNLIMITED = 1L << 60;

  /// The processor's name and instruction sets: the first value of a field of `/proc/cpuinfo`.
  Optional<String> processorField(String name) {
    return lines("proc/cpuinfo")
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /// How many logical processors the machine has, whatever this process may use.
  Optional<Integer> processors() {
    long count = lines("proc/cpuinfo").filter(line -> line.startsWith("processor")).count();
    return count == 0 ? Optional.empty() : Optional.of((int) count);
  }

  /// The machine's memory in bytes.
  Optional<Long> memory() {
    return lines("proc/meminfo")
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst();
  }

  /// The smallest memory limit of the control groups that this process is in, in bytes.
  Optional<Long> memoryLimit() {
    Stream<Path> unified =
        groups("0::").flatMap(group -> ancestors("sys/fs/cgroup", group, "memory.max"));
    Stream<Path> old =
        groups(":memory:")
            .flatMap(group -> ancestors("sys/fs/cgroup/memory", group, "memory.limit_in_bytes"));
    OptionalLong smallest =
        Stream.concat(unified, old)
            .flatMap(file -> lines(file).limit(1))
            .filter(value -> value.matches("[0-9]{1,18}"))
            .mapToLong(Long::parseLong)
            .filter(value -> value < UNLIMITED)
            .min();
    return smallest.isPresent() ? Optional.of(smallest.getAsLong()) : Optional.empty();
  }

  private Stream<String> groups(String hierarchy) {
    return lines("proc/self/cgroup")
        .filter(line -> line.contains(hierarchy))
        .map(line -> line.substring(line.lastIndexOf(':') + 1));
  }

  /// The file of a group and of every group around it.
  private static Stream<Path> ancestors(String mount, String group, String file) {
    Path top = Path.of(mount);
    Path inner = Path.of(group.replaceFirst("^/+", ""));
    return Stream.iterate(
            top.resolve(inner).normalize(), p -> p != null && p.startsWith(top), Path::getParent)
        .map(folder -> folder.resolve(file));
  }

  private Stream<String> lines(String file) {
    return lines(Path.of(file));
  }

  private Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(root.resolve(file)).stream();
    } catch (IOException _) {
      // Not Linux, or not allowed to look: no answer is the answer.
      return List.<String>of().stream();
    }
  }
}
