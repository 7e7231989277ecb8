package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.norm.After;
import lockstep.kernels.norm.BatchNorm;
import lockstep.kernels.norm.BatchNormGradient;
import lockstep.kernels.norm.GroupNorm;
import lockstep.kernels.norm.GroupNormShape;
import lockstep.kernels.norm.LayerNorm;
import lockstep.kernels.norm.LayerNormGradient;
import lockstep.kernels.norm.RmsNorm;
import lockstep.kernels.norm.RowNormReference;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Norms on one thread, in elements of the input a nanosecond: of rows as a transformer has them
/// (1024 tokens of 768), of channels as a convolutional network has them (32 images of 28 × 28 ×
/// 64).
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:CompileCommand=quiet"
    })
public class NormBenchmark {

  private static final long SEED = 20_261_121;
  private static final float EPSILON = 1e-5f;
  private static final int TOKENS = 1024;
  private static final int FEATURES = 768;
  private static final int IMAGES = 32;
  private static final int PIXELS = 28 * 28;
  private static final int CHANNELS = 64;
  private static final int COUNT = Math.max(TOKENS * FEATURES, IMAGES * PIXELS * CHANNELS);

  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private final Arena arena = Arena.ofAuto();
  private final Random random = new Random(SEED);
  private final LayerNorm layer = LayerNorm.of(TOKENS, FEATURES, EPSILON);
  private final LayerNormGradient layerGradient = LayerNormGradient.of(TOKENS, FEATURES);
  private final RmsNorm rms = RmsNorm.of(TOKENS, FEATURES, EPSILON);
  private final BatchNorm batch =
      BatchNorm.of(IMAGES * PIXELS, CHANNELS, EPSILON, 0.1f, After.NOTHING);
  private final BatchNormGradient batchGradient = BatchNormGradient.of(IMAGES * PIXELS, CHANNELS);
  private final GroupNorm group =
      GroupNorm.of(new GroupNormShape(IMAGES, PIXELS, CHANNELS, 8, EPSILON));
  private final MemorySegment in = floats(COUNT);
  private final MemorySegment out = floats(COUNT);
  private final MemorySegment back = floats(COUNT);
  private final MemorySegment gamma = floats(FEATURES);
  private final MemorySegment beta = floats(FEATURES);
  private final MemorySegment running = floats(2 * CHANNELS);
  private final MemorySegment dGamma = floats(FEATURES);
  private final MemorySegment dBeta = floats(FEATURES);
  private final MemorySegment ofRows = floats(2 * TOKENS);
  private final MemorySegment ofChannels = floats(2 * CHANNELS);
  private final MemorySegment ofGroups = floats(2 * IMAGES * 8);
  private final MemorySegment scratch = arena.allocate(scratchBytes(), 64);

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements of the input: reported per nanosecond.
    public double elements;
  }

  private MemorySegment floats(int count) {
    MemorySegment floats = arena.allocate((long) count * Float.BYTES, 64);
    for (int i = 0; i < count; i++) {
      floats.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return floats;
  }

  private long scratchBytes() {
    long rows = layerGradient.scratchBytes(1);
    long channels = Math.max(batch.scratchBytes(1), batchGradient.scratchBytes(1));
    return Math.max(Math.max(rows, channels), group.scratchBytes(1));
  }

  /// Leaves statistics for the gradients to read.
  @Setup
  public void prepare() {
    layer(new Work());
    batch(new Work());
  }

  @Benchmark
  public void layer(Work work) {
    layer.run(
        alone, in.address(), gamma.address(), beta.address(), out.address(), ofRows.address());
    work.elements += TOKENS * FEATURES;
  }

  @Benchmark
  public void layerGradient(Work work) {
    layerGradient.run(
        alone,
        in.address(),
        in.address(),
        gamma.address(),
        ofRows.address(),
        back.address(),
        dGamma.address(),
        dBeta.address(),
        scratch.address());
    work.elements += TOKENS * FEATURES;
  }

  @Benchmark
  public void rms(Work work) {
    rms.run(alone, in.address(), gamma.address(), back.address(), dGamma.address());
    work.elements += TOKENS * FEATURES;
  }

  @Benchmark
  public void batch(Work work) {
    batch.run(
        alone,
        in.address(),
        gamma.address(),
        beta.address(),
        running.address(),
        running.address() + CHANNELS * Float.BYTES,
        back.address(),
        ofChannels.address(),
        scratch.address());
    work.elements += IMAGES * PIXELS * CHANNELS;
  }

  @Benchmark
  public void batchGradient(Work work) {
    batchGradient.run(
        alone,
        in.address(),
        in.address(),
        gamma.address(),
        ofChannels.address(),
        back.address(),
        dGamma.address(),
        dBeta.address(),
        scratch.address());
    work.elements += IMAGES * PIXELS * CHANNELS;
  }

  @Benchmark
  public void group(Work work) {
    group.run(
        alone,
        in.address(),
        gamma.address(),
        beta.address(),
        back.address(),
        ofGroups.address(),
        scratch.address());
    work.elements += IMAGES * PIXELS * CHANNELS;
  }

  /// Checks the bits of layer norm.
  @TearDown
  public void verify() {
    layer(new Work());
    MemorySegment expected = arena.allocate((long) TOKENS * FEATURES * Float.BYTES, 64);
    RowNormReference.layer(
        TOKENS,
        FEATURES,
        EPSILON,
        in.address(),
        gamma.address(),
        beta.address(),
        expected.address(),
        ofRows.address());
    Answers.require(expected, out.asSlice(0, expected.byteSize()));
  }
}
