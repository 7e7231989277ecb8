package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.conv.ConvForward;
import lockstep.kernels.conv.ConvInputGradient;
import lockstep.kernels.conv.ConvReference;
import lockstep.kernels.conv.ConvShape;
import lockstep.kernels.conv.ConvWeightGradient;
import lockstep.kernels.map.Activation;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Convolutions of well-known networks on one thread, in GFLOP/s.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:CompileCommand=quiet"
    })
public class ConvBenchmark {

  private static final long SEED = 20_261_121;

  /// A layer.
  @SuppressWarnings("ImmutableEnumChecker") // a shape is a record of numbers
  public enum Layer {
    /// ResNet-20 on images of 32×32, its three stages.
    RESNET20_16CH_32(ConvShape.of(64, 32, 32, 16, 16, 3, 1, 1)),
    RESNET20_32CH_16(ConvShape.of(64, 16, 16, 32, 32, 3, 1, 1)),
    RESNET20_64CH_8(ConvShape.of(64, 8, 8, 64, 64, 3, 1, 1)),
    /// ResNet-18 on images of 224×224: its first layer and its four stages.
    RESNET18_FIRST(ConvShape.of(8, 224, 224, 3, 64, 7, 2, 3)),
    RESNET18_64CH_56(ConvShape.of(8, 56, 56, 64, 64, 3, 1, 1)),
    RESNET18_128CH_28(ConvShape.of(8, 28, 28, 128, 128, 3, 1, 1)),
    RESNET18_256CH_14(ConvShape.of(16, 14, 14, 256, 256, 3, 1, 1)),
    RESNET18_512CH_7(ConvShape.of(32, 7, 7, 512, 512, 3, 1, 1)),
    /// LeNet on images of 28×28, in the wide form of many tutorials.
    LENET_1TO32_28(ConvShape.of(64, 28, 28, 1, 32, 5, 1, 2)),
    LENET_32TO64_14(ConvShape.of(64, 14, 14, 32, 64, 5, 1, 2)),
    /// Depthwise layers as in MobileNet: these are bound by memory.
    DEPTHWISE_128CH_56(ConvShape.depthwise(8, 56, 56, 128, 3, 1, 1)),
    DEPTHWISE_128CH_56_STRIDE_2(ConvShape.depthwise(8, 56, 56, 128, 3, 2, 1));

    final ConvShape shape;

    Layer(ConvShape shape) {
      this.shape = shape;
    }
  }

  /// The layer.
  @Param Layer layer = Layer.RESNET20_16CH_32;

  private final Parallel parallel = Parallel.of(1, Parallel.Idle.SLEEP);
  private ConvForward forward = ConvForward.of(layer.shape, Activation.NONE);
  private ConvInputGradient inputGradient = ConvInputGradient.of(layer.shape);
  private ConvWeightGradient weightGradient = ConvWeightGradient.of(layer.shape);
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment weights = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  private MemorySegment dy = MemorySegment.NULL;
  private MemorySegment dx = MemorySegment.NULL;
  private MemorySegment dweights = MemorySegment.NULL;
  private MemorySegment scratch = MemorySegment.NULL;

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// 10⁹ operations, a multiply-add being two: reported as GFLOP/s.
    public double gflop;
  }

  /// Draws the operands.
  @Setup
  public void prepare() {
    ConvShape shape = layer.shape;
    forward = ConvForward.of(shape, Activation.NONE);
    inputGradient = ConvInputGradient.of(shape);
    weightGradient = ConvWeightGradient.of(shape);
    var random = new Random(SEED);
    Arena arena = Arena.ofAuto();
    x = drawn(arena, shape.inFloats(), random);
    weights = drawn(arena, shape.weightFloats(), random);
    dy = drawn(arena, shape.outFloats(), random);
    y = arena.allocate(shape.outFloats() * Float.BYTES, 64);
    dx = arena.allocate(shape.inFloats() * Float.BYTES, 64);
    dweights = arena.allocate(shape.weightFloats() * Float.BYTES, 64);
    long bytes = Math.max(forward.scratchBytes(1), inputGradient.scratchBytes(1));
    scratch = arena.allocate(Math.max(64, Math.max(bytes, weightGradient.scratchBytes(1))), 64);
  }

  private static MemorySegment drawn(Arena arena, long floats, Random random) {
    MemorySegment segment = arena.allocate(floats * Float.BYTES, 64);
    for (long i = 0; i < floats; i++) {
      segment.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return segment;
  }

  @Benchmark
  public void forward(Work work) {
    forward.run(
        parallel,
        x.address(),
        weights.address(),
        ConvForward.ABSENT,
        ConvForward.ABSENT,
        y.address(),
        scratch.address());
    work.gflop += 1e-9 * layer.shape.operations();
  }

  @Benchmark
  public void inputGradient(Work work) {
    inputGradient.run(parallel, dy.address(), weights.address(), dx.address(), scratch.address());
    work.gflop += 1e-9 * layer.shape.operations();
  }

  @Benchmark
  public void weightGradient(Work work) {
    weightGradient.run(
        parallel,
        x.address(),
        dy.address(),
        dweights.address(),
        ConvForward.ABSENT,
        scratch.address());
    work.gflop += 1e-9 * layer.shape.operations();
  }

  /// Checks the first image's y against the reference.
  @TearDown
  public void verify() {
    ConvShape s = layer.shape;
    forward(new Work());
    long floats = s.outFloats() / s.batch();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment expected = arena.allocate(floats * Float.BYTES, 64);
      ConvReference.forward(
          s.ofBatch(1),
          Activation.NONE,
          x.address(),
          weights.address(),
          ConvForward.ABSENT,
          ConvForward.ABSENT,
          expected.address());
      if (y.asSlice(0, expected.byteSize()).mismatch(expected) >= 0) {
        throw new IllegalStateException(layer + ": y is not what the reference says.");
      }
    }
  }
}
