package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every kernel of every room promises: the same bits for any number of threads and any width
/// of vectors, and that it allocates nothing.
class RoomsTest {

  /// What the other JVMs print, by room or by machine. They are most of this test's time, so that
  /// as many run at once as there are processors.
  private static final Map<String, Future<List<String>>> FORKS = new ConcurrentHashMap<>();

  @BeforeAll
  static void startTheOtherJvms() {
    int processors = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(processors);
    for (Machine machine : Machine.values()) {
      FORKS.put(machine.name(), pool.submit(machine::hashes));
    }
    rooms().forEach(room -> FORKS.put(room, pool.submit(() -> allocations(room))));
    pool.shutdown(); // it ends with the last of them
  }

  private static List<String> forked(String name) throws Exception {
    return Objects.requireNonNull(FORKS.get(name), name).get();
  }

  /// All cases, or those whose name begins with `-Dlockstep.rooms`: to look at one room.
  static Stream<KernelCase> cases() {
    return KernelCases.all()
        .filter(kernel -> kernel.name().startsWith(System.getProperty("lockstep.rooms", "")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void threads_change_no_bit(KernelCase kernel) {
    int[] alone = bits(kernel, Parallel.of(1, Parallel.Idle.SLEEP));
    for (int threads = 2; threads <= 4; threads++) {
      assertThat(bits(kernel, Parallel.of(threads, Parallel.Idle.SLEEP)))
          .as("%d threads", threads)
          .isEqualTo(alone);
    }
  }

  /// As on NEON, AVX2 and AVX-512.
  @ParameterizedTest
  @EnumSource(Machine.class)
  void neither_width_nor_halves_nor_number_of_vectors_change_a_bit(Machine machine)
      throws Exception {
    assertThat(forked(machine.name())).contains(hashes().toArray(String[]::new));
  }

  static Stream<String> rooms() {
    return cases().map(kernel -> kernel.name().substring(0, kernel.name().indexOf('.'))).distinct();
  }

  /// Each room has a JVM of its own: what C2 makes of a loop also depends on the classes that
  /// others have shown to the JDK's methods (`jmh/lab`, 3).
  @ParameterizedTest
  @MethodSource("rooms")
  void no_kernel_allocates(String room) throws Exception {
    List<String> lines = forked(room);
    assertThat(lines).filteredOn(line -> line.startsWith("allocates")).isEmpty();
    long cases = cases().filter(kernel -> kernel.name().startsWith(room + ".")).count();
    assertThat(lines).contains("counted " + cases);
  }

  /// What a JVM is told to be.
  enum Machine {
    NEON(128, 32),
    AVX2(256, 16),
    AVX_512(512, 32);

    private final int bits;
    private final int registers;

    Machine(int bits, int registers) {
      this.bits = bits;
      this.registers = registers;
    }

    private List<String> hashes() throws IOException, InterruptedException {
      return ForkedJvm.lines(
          PrintHashes.class,
          "-XX:TieredStopAtLevel=4",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-D" + Lanes.PROPERTY + "=" + bits,
          "-D" + Lanes.HALVES_PROPERTY + "=" + !Lanes.HALVES,
          "-D" + Lanes.REGISTERS_PROPERTY + "=" + registers);
    }
  }

  /// C2 alone, waited for, with the launcher's directives and limits: before it has compiled a
  /// kernel, every vector is an object. From fewer calls C2 compiles more of the JDK first; if
  /// nobody waits for it, what a kernel is compiled from depends on what else the machine does.
  private static List<String> allocations(String room) throws IOException, InterruptedException {
    return ForkedJvm.lines(
        CountBytes.class,
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=4",
        "-XX:-TieredCompilation",
        "-XX:CompileThreshold=3000",
        "-Xbatch",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:CompileCommand=quiet",
        "-XX:PerMethodTrapLimit=1000000",
        "-XX:MaxTrivialSize=16",
        "-XX:CompilerDirectivesFile=src/main/resources/lockstep/kernels/compiler-directives.json",
        "-Dlockstep.rooms=" + room + ".");
  }

  private static Stream<String> hashes() {
    var parallel = Parallel.of(2, Parallel.Idle.SLEEP);
    return cases().map(kernel -> kernel + ": " + Arrays.hashCode(bits(kernel, parallel)));
  }

  private static int[] bits(KernelCase kernel, Parallel parallel) {
    KernelCase.Call call = kernel.fresh().get();
    call.run().on(parallel);
    return call.output().bits();
  }

  /// Prints the hash of each case's output, in a JVM of another width.
  static final class PrintHashes {
    private PrintHashes() {}

    static void main() {
      hashes().forEach(System.out::println);
    }
  }

  /// Prints the cases that allocate, and how many were looked at.
  static final class CountBytes {

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int RUNS = 20;

    private CountBytes() {}

    static void main() {
      var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      var parallel = Parallel.of(1, Parallel.Idle.SLEEP);
      int counted = 0;
      for (KernelCase kernel : cases().toList()) {
        KernelCase.Call call = kernel.fresh().get();
        long bytes = Long.MAX_VALUE;
        // Compiled code may still be replaced: what counts is that it comes to rest at zero.
        for (long start = System.nanoTime();
            bytes > 0 && System.nanoTime() - start < PATIENCE_NANOS; ) {
          long before = bean.getCurrentThreadAllocatedBytes();
          for (int i = 0; i < RUNS; i++) {
            call.run().on(parallel);
          }
          bytes = bean.getCurrentThreadAllocatedBytes() - before;
        }
        if (bytes > 0) {
          System.out.println("allocates: " + kernel + " " + bytes / RUNS + " bytes a run");
        }
        counted++;
      }
      System.out.println("counted " + counted);
    }
  }
}
