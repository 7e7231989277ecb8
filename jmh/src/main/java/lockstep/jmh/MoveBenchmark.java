package lockstep.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.move.Copy;
import lockstep.kernels.move.Gather;
import lockstep.kernels.move.GatherShape;
import lockstep.kernels.move.ScatterAdd;
import lockstep.kernels.move.Transpose;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Moves of data against a copy of as many floats, on one thread, in elements a nanosecond.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:CompileCommand=quiet"
    })
public class MoveBenchmark {

  private static final long SEED = 20_261_121;
  private static final int SIDE = 1024;
  private static final int MATRIX = SIDE * SIDE;
  private static final int IMAGES = 32;
  private static final int PIXELS = 28 * 28;
  private static final int CHANNELS = 64;
  private static final GatherShape LOOKUP = GatherShape.ofRows(50_000, 768, 2048);

  private final Parallel parallel = Parallel.of(1, Parallel.Idle.SLEEP);
  private final Copy copy = Copy.of(MATRIX);
  private final Transpose transpose = Transpose.matrices(1, SIDE, SIDE);
  private final Transpose channelsFirst = Transpose.matrices(IMAGES, PIXELS, CHANNELS);
  private final Transpose channelsLast = Transpose.matrices(IMAGES, CHANNELS, PIXELS);
  private final Gather gather = Gather.of(LOOKUP);
  private final ScatterAdd scatterAdd = ScatterAdd.of(LOOKUP);
  private MemorySegment in = MemorySegment.NULL;
  private MemorySegment out = MemorySegment.NULL;
  private MemorySegment indices = MemorySegment.NULL;

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements written: reported per nanosecond.
    public double elements;
  }

  /// Draws the indices.
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    Arena arena = Arena.ofAuto();
    in = arena.allocate(LOOKUP.tableSize() * Float.BYTES, 64).fill((byte) 1);
    out = arena.allocate(LOOKUP.tableSize() * Float.BYTES, 64).fill((byte) 1);
    indices = arena.allocate((long) LOOKUP.count() * Integer.BYTES, 64);
    for (int i = 0; i < LOOKUP.count(); i++) {
      indices.setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(LOOKUP.rows()));
    }
  }

  @Benchmark
  public void copy(Work work) {
    copy.run(parallel, in.address(), out.address());
    work.elements += MATRIX;
  }

  @Benchmark
  public void transpose(Work work) {
    transpose.run(parallel, in.address(), out.address());
    work.elements += MATRIX;
  }

  @Benchmark
  public void channelsFirst(Work work) {
    channelsFirst.run(parallel, in.address(), out.address());
    work.elements += IMAGES * PIXELS * CHANNELS;
  }

  @Benchmark
  public void channelsLast(Work work) {
    channelsLast.run(parallel, in.address(), out.address());
    work.elements += IMAGES * PIXELS * CHANNELS;
  }

  @Benchmark
  public void gather(Work work) {
    gather.run(parallel, in.address(), indices.address(), out.address());
    work.elements += LOOKUP.outputSize();
  }

  @Benchmark
  public void scatterAdd(Work work) {
    scatterAdd.run(parallel, in.address(), indices.address(), out.address());
    work.elements += LOOKUP.outputSize();
  }
}
