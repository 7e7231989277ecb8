package lockstep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Linux's files about processor and limits, in made-up trees.
class LinuxLimitsTest {

  @TempDir private Path root;

  private LinuxLimits limits() {
    return new LinuxLimits(root);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void a_system_without_these_files_gives_no_answers() {
    assertThat(limits().processorField("model name")).isEmpty();
    assertThat(limits().processors()).isEmpty();
    assertThat(limits().memory()).isEmpty();
    assertThat(limits().memoryLimit()).isEmpty();
  }

  @Test
  void the_processor_is_read() throws IOException {
    write(
        "proc/cpuinfo",
        """
        processor\t: 0
        model\t\t: 1
        model name\t: A: B 7
        flags\t\t: fpu avx2
        processor\t: 1
        model name\t: A: B 7
        """);
    assertThat(limits().processors()).contains(2);
    assertThat(limits().processorField("model name")).contains("A: B 7");
    assertThat(limits().processorField("flags")).contains("fpu avx2");
  }

  @Test
  void the_memory_is_read() throws IOException {
    write("proc/meminfo", "MemTotal:       24684096 kB\nMemFree: 1 kB\n");
    assertThat(limits().memory()).contains(24_684_096L * 1024);
  }

  @Test
  void the_smallest_limit_of_a_group_and_its_parents_counts() throws IOException {
    write("proc/self/cgroup", "0::/a/b\n");
    write("sys/fs/cgroup/a/b/memory.max", "max\n");
    write("sys/fs/cgroup/a/memory.max", "1073741824\n");
    write("sys/fs/cgroup/memory.max", "4294967296\n");
    assertThat(limits().memoryLimit()).contains(1L << 30);
  }

  @Test
  void no_limit_is_no_answer() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    assertThat(limits().memoryLimit()).isEmpty();
  }

  @Test
  void the_first_version_of_control_groups_is_read_too() throws IOException {
    write("proc/self/cgroup", "5:memory:/docker/x\n3:cpu:/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes", "536870912\n");
    assertThat(limits().memoryLimit()).contains(512L << 20);
  }
}
